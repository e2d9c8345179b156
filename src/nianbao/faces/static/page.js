// The conversation's behaviour. Gradio gives `element` (the conversation), `trigger` and `watch`.
// Everything is delegated from the element: its content is replaced with every answer.
const wide = () => window.matchMedia("(min-width: 1000px)").matches;
const part = (name) => document.getElementById(name);

function openPanel(link, asked) {
  const frame = part("nb-panel-frame");
  if (!frame) return false;
  const address = link.getAttribute("href");
  part("nb-panel-title").textContent = link.dataset.panel;
  part("nb-panel-out").href = address;
  for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = false;
  part("nb-panel-idle").hidden = true;
  // The same address again would not move the page inside: it may have been scrolled away.
  if (frame.getAttribute("src") === address) frame.contentWindow.location.replace(address);
  else frame.src = address;
  document.body.classList.toggle("nb-sheet", asked && !wide());
  if (asked && !wide()) part("nb-panel-close").focus();
  element.querySelectorAll(".proof.at").forEach((proof) => proof.classList.remove("at"));
  link.closest(".proof").classList.add("at");
  return true;
}

function closePanel() {
  document.body.classList.remove("nb-sheet");
  for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = true;
  part("nb-panel-frame").removeAttribute("src");
  part("nb-panel-title").textContent = "报告原文";
  part("nb-panel-idle").hidden = false;
}

function pending(question) {
  if (!question.trim()) return;
  const turn = document.createElement("article");
  turn.className = "turn waiting";
  const asked = document.createElement("div");
  asked.className = "asked";
  asked.textContent = question;
  const card = document.createElement("section");
  card.className = "card";
  card.innerHTML = '<p class="wait" role="status">正在查年报<i></i><i></i><i></i></p>';
  turn.append(asked, card);
  element.querySelector(".welcome")?.remove();
  element.querySelectorAll(".turn.waiting").forEach((old) => old.remove());
  (element.querySelector(".turn")?.parentElement || element.firstElementChild || element).append(turn);
  turn.scrollIntoView({ block: "end", behavior: "smooth" });
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without https there is no clipboard: a selected field still copies.
    const field = document.createElement("textarea");
    field.value = button.dataset.copy;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const said = button.textContent;
  button.textContent = "已复制";
  setTimeout(() => (button.textContent = said), 1600);
}

window.nianbao = { pending };

element.addEventListener("click", (event) => {
  const ask = event.target.closest("[data-ask]");
  if (ask) {
    pending(ask.dataset.ask);
    trigger("click", { question: ask.dataset.ask });
    return;
  }
  const button = event.target.closest("[data-copy]");
  if (button) {
    copy(button);
    return;
  }
  const link = event.target.closest("a[data-panel]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (link && plain && openPanel(link, true)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#nb-panel-close")) closePanel();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("nb-sheet")) closePanel();
});

watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  const last = turns[turns.length - 1];
  if (!last) {
    closePanel();
    return;
  }
  last.scrollIntoView({ block: "start", behavior: "smooth" });
  const proof = last.querySelector("a[data-panel]");
  if (proof && wide()) openPanel(proof, false);
});
