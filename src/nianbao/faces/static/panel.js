// The report beside the conversation; on a narrow window a sheet over it, which Back takes away again.
"use strict";
(() => {
  const { words } = window.nianbao;
  const part = (name) => document.getElementById(name);
  const wide = () => window.matchMedia("(min-width: 1000px)").matches;
  const isSheet = () => document.body.classList.contains("nb-sheet");
  let from = null;

  function open(link, asked) {
    const address = link.getAttribute("href");
    part("nb-panel-title").textContent = link.dataset.panel;
    part("nb-panel-out").href = address;
    for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = false;
    part("nb-panel-idle").hidden = true;
    // Not by `src`: each report would be a step of the history, and the same address again would not move the page
    // inside, which may have been scrolled away.
    part("nb-panel-frame").contentWindow.location.replace(new URL(address, document.baseURI));
    const sheet = asked && (!wide() || document.documentElement.dataset.tab !== "ask");
    if (sheet && !isSheet()) window.history.pushState({ sheet: true }, "", window.location.href);
    document.body.classList.toggle("nb-sheet", sheet);
    if (sheet) {
      from = link;
      part("nb-panel-close").focus();
    }
    document.querySelectorAll(".proof.at").forEach((proof) => proof.classList.remove("at"));
    link.closest(".proof")?.classList.add("at");
  }

  function shut() {
    const sheet = isSheet();
    document.body.classList.remove("nb-sheet");
    for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = true;
    part("nb-panel-frame").contentWindow.location.replace("about:blank");
    part("nb-panel-title").textContent = words.panel;
    part("nb-panel-idle").hidden = false;
    if (sheet) from?.focus({ preventScroll: false });
  }

  function close() {
    if (isSheet() && window.history.state?.sheet) window.history.back();
    else shut();
  }

  window.addEventListener("popstate", () => isSheet() && shut());
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#nb-panel-close")) close();
    const link = event.target.closest?.("a[data-panel]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain) return;
    event.preventDefault();
    open(link, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isSheet()) close();
  });

  window.nianbao.panel = { open, shut, wide };
})();
