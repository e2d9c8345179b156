// Agency and year beside the question box: what a question leaves open.
"use strict";
(() => {
  const { up, lang, find } = window.nianbao;
  const picker = document.getElementById("agency");
  const tree = picker.querySelector(".nb-pick-tree");
  const shown = picker.querySelector("[data-shown]");
  let fetched = false;

  async function fill() {
    if (fetched) return;
    fetched = true;
    try {
      const reply = await fetch(`${up}ask/places?lang=${lang === "en" ? "en" : "zh"}`);
      if (!reply.ok) throw new Error(String(reply.status));
      tree.innerHTML = await reply.text();
    } catch {
      fetched = false; // at the next opening
    }
  }

  function choose(path) {
    const names = path.split("/");
    picker.dataset.value = names[names.length - 1];
    shown.textContent = picker.dataset.value || shown.dataset.none;
    for (const button of tree.querySelectorAll("[data-place]"))
      button.setAttribute("aria-pressed", String(button.dataset.place === path));
    picker.open = false;
    picker.querySelector("summary").focus();
  }

  picker.addEventListener("toggle", () => picker.open && fill());
  picker.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-place]");
    if (choice) choose(choice.dataset.place);
  });
  picker.addEventListener("input", (event) => event.target.matches("[data-find]") && find(event.target));
  picker.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picker.open) {
      picker.open = false;
      picker.querySelector("summary").focus();
    }
    if (event.key !== "Enter" || !event.target.matches("[data-find]")) return;
    event.preventDefault();
    [...tree.querySelectorAll("[data-place]")].find((each) => each.offsetParent)?.click();
  });
  document.addEventListener("click", (event) => {
    const menu = document.getElementById("keep");
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
})();
