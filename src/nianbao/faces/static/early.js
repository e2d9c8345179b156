// Before the first paint: language, large type, and which part of the page the address names. Then the head's buttons.
"use strict";
(() => {
  const root = document.documentElement;
  const { lang, tabs } = window.nianbao;
  root.lang = lang;
  // The framework sets the browser's language, later: what is read aloud must be what is written.
  new MutationObserver(() => {
    if (root.lang !== lang) root.lang = lang;
  }).observe(root, { attributeFilter: ["lang"] });

  const remembered = (() => {
    try {
      return window.localStorage.getItem("nianbao.large") === "yes";
    } catch {
      return false; // a browser may forbid storage
    }
  })();
  root.classList.toggle("large", remembered);
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const dress = () => root.classList.toggle("dark", night.matches);
  night.addEventListener("change", dress);
  dress();

  function named() {
    const tab = window.location.hash.slice(1).split("?")[0].replace(/^tab-/, "");
    return tabs.includes(tab) ? tab : null;
  }

  function show(tab) {
    root.dataset.tab = tab;
    for (const link of document.querySelectorAll("[data-tab]")) {
      if (link.dataset.tab === tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    window.dispatchEvent(new CustomEvent("nianbao:tab", { detail: tab }));
  }

  function press() {
    const button = document.getElementById("nb-large");
    if (button) button.setAttribute("aria-pressed", String(root.classList.contains("large")));
  }

  show(named() || "ask");
  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.tab);
    press();
  });
  for (const moved of ["hashchange", "popstate"])
    window.addEventListener(moved, () => {
      const tab = named() || "ask";
      if (tab !== root.dataset.tab) show(tab);
    });
  // Staff have switched the page off or on from this very page.
  window.addEventListener("nianbao:notice", (event) => {
    const shown = document.createElement("div");
    const title = document.createElement("h2");
    const line = document.createElement("p");
    shown.className = "notice";
    shown.setAttribute("role", "status");
    title.textContent = window.nianbao.words["closed.title"];
    line.textContent = event.detail;
    shown.append(title, line);
    document.getElementById("closed").replaceChildren(...(event.detail === null ? [] : [shown]));
    root.classList.toggle("closed", event.detail !== null);
  });

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("a[data-tab]");
    if (tab && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (tab.dataset.tab === root.dataset.tab) return;
      const start = window.location.pathname + window.location.search;
      window.history.pushState(null, "", tab.dataset.tab === "ask" ? start : `${start}#${tab.dataset.tab}`);
      show(tab.dataset.tab);
      window.scrollTo(0, 0);
    }
    const skip = event.target.closest?.("a.skip");
    if (skip) {
      event.preventDefault();
      document.querySelector(`#tab-${root.dataset.tab} :is(textarea, input, button, select, a)`)?.focus();
    }
    if (event.target.closest?.("#nb-large")) {
      const large = root.classList.toggle("large");
      try {
        window.localStorage.setItem("nianbao.large", large ? "yes" : "no");
      } catch {
        // It then lasts as long as the page.
      }
      press();
    }
  });
})();
