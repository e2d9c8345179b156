// Highlights the quotation that the address names: #start-end, in code points of the report's text.
// A string index counts UTF-16 units here, so every leaf is cut as an array of code points.
"use strict";
(() => {
  if (window.self !== window.top) document.documentElement.classList.add("framed");

  const leaves = () => document.querySelectorAll("[data-s]");

  function clear() {
    for (const leaf of leaves()) {
      if (leaf.querySelector("mark")) leaf.textContent = leaf.textContent;
    }
  }

  function highlight(start, end) {
    let first = null;
    for (const leaf of leaves()) {
      const from = Number(leaf.dataset.s);
      if (from >= end) continue;
      const points = Array.from(leaf.textContent);
      const a = Math.max(start - from, 0);
      const b = Math.min(end - from, points.length);
      if (a >= b) continue;
      const mark = document.createElement("mark");
      mark.textContent = points.slice(a, b).join("");
      leaf.replaceChildren(points.slice(0, a).join(""), mark, points.slice(b).join(""));
      first = first || mark;
    }
    return first;
  }

  // Shows the page image with the boxes of these words; those of other words stay invisible.
  function prove(start, end) {
    for (const scan of document.querySelectorAll(".scan")) {
      let first = null;
      for (const box of scan.querySelectorAll("rect")) {
        const lit = Number(box.dataset.from) < end && start < Number(box.dataset.to);
        box.classList.toggle("lit", lit);
        if (lit) first = first || box;
      }
      scan.hidden = !first;
      if (!first) continue;
      const shot = scan.querySelector(".shot");
      const line = first.getBoundingClientRect();
      const frame = shot.getBoundingClientRect();
      shot.scrollTop += line.top - frame.top - (frame.height - line.height) / 2;
    }
  }

  function asked() {
    const query = new URLSearchParams(window.location.search);
    return [Number(query.get("start")), Number(query.get("end"))];
  }

  function show() {
    const place = /^#(\d{1,9})-(\d{1,9})$/.exec(window.location.hash);
    const lost = document.getElementById("lost");
    if (place) {
      clear();
      const found = highlight(Number(place[1]), Number(place[2]));
      if (lost) lost.hidden = Boolean(found);
      if (!found) return;
    }
    const mark = document.querySelector("mark");
    if (!mark || (!place && window.location.hash)) return;
    prove(...(place ? [Number(place[1]), Number(place[2])] : asked()));
    const scans = document.getElementById("scans");
    const covered = scans && scans.offsetHeight ? scans.offsetHeight + 60 : 0;
    // Not scrollIntoView: in a frame that would move the page around it as well.
    const box = mark.getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + box.top - Math.max(90, covered + 24, (window.innerHeight + covered - box.height) / 2) });
  }

  window.addEventListener("hashchange", show);
  show();
})();
