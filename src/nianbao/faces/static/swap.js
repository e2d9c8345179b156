// A chip of what was understood can be changed: pick another agency, year or figure, and the question is asked anew.
"use strict";
(() => {
  const { up, words, kept, find, ask } = window.nianbao;
  const language = window.nianbao.lang === "en" ? "en" : "zh";
  const turns = document.getElementById("turns");
  const box = document.createElement("div");
  box.className = "nb-pick swap";
  box.hidden = true;
  let chip = null;

  async function content(slot) {
    if (slot === "year") {
      const years = [...document.querySelectorAll("#year option")].map((each) => each.value).filter(Boolean);
      return list(years.map((year) => [year, year]));
    }
    const reply = await fetch(`${up}ask/${slot === "agency" ? "places" : "measures"}?lang=${language}`);
    if (!reply.ok) throw new Error(String(reply.status));
    if (slot === "agency") return reply.text();
    return list(await reply.json());
  }

  function list(pairs) {
    const made = document.createElement("ul");
    made.className = "nb-tree";
    for (const [value, text] of pairs) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: text });
      button.dataset.place = value;
      const item = document.createElement("li");
      item.append(button);
      made.append(item);
    }
    return made.outerHTML;
  }

  async function open(button) {
    if (chip === button) return shut();
    chip = button;
    let inner;
    try {
      inner = await content(button.dataset.slot);
    } catch {
      inner = `<p role="alert">${words["view.lost"]}</p>`;
    }
    box.innerHTML = `<input type="search" data-find><div class="nb-pick-tree">${inner}</div>`;
    const field = box.querySelector("input");
    field.setAttribute("aria-label", words["view.find"]);
    field.placeholder = words["view.find"];
    button.setAttribute("aria-expanded", "true");
    button.closest("li").append(box);
    box.hidden = false;
    field.focus();
  }

  function shut() {
    if (!chip) return;
    chip.setAttribute("aria-expanded", "false");
    box.hidden = true;
    chip.focus();
    chip = null;
  }

  // The whole question with the one part changed; as shown, so that words and chips stay in step.
  function changed(turn, slot, was, now) {
    const year = slot === "year" ? (text) => text.replace(was, now) : null;
    const known = [turn.resolved, turn.question].find((text) => text && text.includes(was));
    if (known) return year ? year(known) : known.replace(was, now);
    const slots = { agency: "", year: "", metric: "" };
    for (const each of chip.closest(".chips").querySelectorAll("[data-slot]")) slots[each.dataset.slot] = each.dataset.was;
    slots[slot] = now;
    return words["asked.figure"]
      .replace("{agency}", slots.agency)
      .replace("{year}", slots.year ? words["asked.year"].replace("{year}", slots.year) : "")
      .replace("{label}", slots.metric);
  }

  turns.addEventListener("click", (event) => {
    const button = event.target.closest(".chips [data-slot]");
    if (button) {
      open(button);
      return;
    }
    const choice = chip && event.target.closest(".swap [data-place]");
    if (!choice) return;
    const turn = kept.turns.find((each) => each.id === chip.closest(".turn").dataset.id);
    const now = choice.dataset.place.split("/").pop();
    const question = changed(turn, chip.dataset.slot, chip.dataset.was, now);
    shut();
    ask(question, { agency: null, year: null });
  });
  box.addEventListener("input", (event) => event.target.matches("[data-find]") && find(event.target));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
    if (event.key !== "Enter" || !event.target.matches("[data-find]")) return;
    event.preventDefault();
    [...box.querySelectorAll("[data-place]")].find((each) => each.offsetParent)?.click();
  });
  document.addEventListener("click", (event) => {
    if (chip && !event.target.closest?.(".chips")) shut();
  });
})();
