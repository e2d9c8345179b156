// Takes gradio in when a part of the page that is made with it is opened, or is about to be: who asks needs none of it.
"use strict";
(() => {
  const { frame } = window.nianbao;
  const root = document.documentElement;
  let begun = false;

  function begin() {
    if (begun || !frame.script) return;
    begun = true;
    const script = document.createElement("script");
    Object.assign(script, { type: "module", src: frame.script });
    document.head.append(script);
  }

  window.addEventListener("nianbao:tab", (event) => event.detail !== "ask" && begin());
  if (root.dataset.tab !== "ask") begin();
  for (const link of document.querySelectorAll("nav [data-tab]:not([data-tab=ask])"))
    for (const sign of ["pointerenter", "focus", "touchstart"]) link.addEventListener(sign, begin, { passive: true });
})();
