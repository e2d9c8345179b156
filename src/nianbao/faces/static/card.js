// What can be done with an answer: copy it with its source, share it, say what one thinks of it. Everything is delegated
// from the conversation: cards come and go.
"use strict";
(() => {
  const { words, up } = window.nianbao;
  const element = document.getElementById("turns");

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard: a selected field still copies.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    if (button.dataset.said) return;
    button.dataset.said = button.textContent;
    button.textContent = words.copied;
    window.setTimeout(() => {
      button.textContent = button.dataset.said;
      delete button.dataset.said;
    }, 1600);
  }

  // An address of this page with that query, as one can send it to somebody.
  const address = (query) => new URL(query, window.location.href.split(/[?#]/)[0]).href;

  function shown(tools, opinion) {
    for (const button of tools.querySelectorAll("[data-judge]"))
      button.setAttribute("aria-pressed", String(button.dataset.judge === opinion.judge));
    tools.querySelector(".thanks").textContent = opinion.said;
    tools.querySelector(".why").hidden = !opinion.open;
  }

  async function judge(tools, useful, reason) {
    const opinion = { judge: useful ? "yes" : "no", said: words["judge.thanks"], open: false };
    const body = { question: tools.dataset.question, useful, ...(reason ? { reason } : {}) };
    try {
      const sent = await fetch(`${up}api/feedback`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!sent.ok) throw new Error(String(sent.status));
    } catch {
      opinion.said = words["judge.failed"];
    }
    shown(tools, opinion);
  }

  element.addEventListener("submit", (event) => {
    const form = event.target.closest("form.why");
    if (!form) return;
    event.preventDefault();
    const given = new FormData(form);
    const chosen = form.querySelector("input:checked")?.parentElement.textContent.trim() || "";
    judge(form.closest(".tools"), false, [chosen, given.get("words").trim()].filter(Boolean).join("："));
  });

  // The drawing as a picture: the browser paints it, twice as large as it is shown.
  function picture(button) {
    const drawn = button.closest(".drawn").querySelector("svg");
    const [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
    const whole = drawn.cloneNode(true);
    Object.entries({ width, height }).forEach(([name, value]) => whole.setAttribute(name, value));
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: width * 2, height: height * 2 });
      const brush = canvas.getContext("2d");
      brush.fillStyle = "#fff";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(image, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = `${words["saved.name"]}.png`;
      link.click();
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(whole))}`;
  }

  element.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-share], [data-judge], [data-png]");
    if (!button) return;
    const { dataset } = button;
    if ("copy" in dataset) copy(button, dataset.url ? `${dataset.copy}\n${new URL(dataset.url, document.baseURI).href}` : dataset.copy);
    else if ("png" in dataset) picture(button);
    else if ("share" in dataset) copy(button, address(dataset.share));
    else if (dataset.judge === "yes") judge(button.closest(".tools"), true);
    else {
      const tools = button.closest(".tools");
      shown(tools, { judge: "no", said: "", open: tools.querySelector(".why").hidden });
      tools.querySelector(".why input:checked")?.focus();
    }
  });

  window.nianbao.card = { copy, address };
})();
