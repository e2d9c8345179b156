// The conversation: questions wait in a row and are answered one after the other, whatever happens in between.
"use strict";
(() => {
  const { words, up, kept, panel, card } = window.nianbao;
  const language = window.nianbao.lang === "en" ? "en" : "zh";
  const element = document.getElementById("turns");
  const form = document.getElementById("line");
  const field = form.querySelector("textarea");
  const part = (name) => document.getElementById(name);
  const REMEMBERED = 12;
  const PATIENCE = 60_000;
  const SHOWN = 100; // turns kept; older ones leave
  let working = false;
  let retry = null;
  let tries = 0;

  const fresh = () => Array.from(window.crypto.getRandomValues(new Uint32Array(4)), (each) => each.toString(36)).join("");
  const asWanted = ({ question, agency, year, without }) => ({ question, agency, year, without });
  const place = (turn) => element.querySelector(`[data-id="${turn.id}"]`);
  const smooth = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  function made(tag, className, ...children) {
    const one = document.createElement(tag);
    if (className) one.className = className;
    one.append(...children);
    return one;
  }

  // --- what is shown of a turn ---

  function waiting(turn) {
    const line = made("p", "wait", words["ask.wait"], ...[1, 2, 3].map(() => document.createElement("i")));
    const article = made("article", "turn waiting", made("div", "asked", turn.question), made("section", "card", line));
    line.setAttribute("role", "status");
    article.dataset.id = turn.id;
    return article;
  }

  function answered(turn) {
    const holder = document.createElement("template");
    holder.innerHTML = turn.html;
    const article = holder.content.firstElementChild;
    article.dataset.id = turn.id;
    for (const link of article.querySelectorAll("a[data-panel]")) link.dataset.full = new URL(link.getAttribute("href"), document.baseURI).href;
    return article;
  }

  function draw(turn) {
    element.querySelector(".welcome")?.remove();
    const old = place(turn);
    const article = turn.html ? answered(turn) : waiting(turn);
    if (old) old.replaceWith(article);
    else element.append(article);
    return article;
  }

  // A line in place of the answer that is on its way, with a button to ask at once.
  function stuck(turn, sentence, after) {
    const article = place(turn);
    const again = made("button", "again", words.again);
    const line = made("p", "says", sentence);
    const aside = made("p", "note", after);
    again.type = "button";
    line.setAttribute("role", "alert");
    article.querySelector(".card").replaceWith(made("section", "card refused fault", line, aside, again));
  }

  // --- asking, one after the other ---

  function ask(question, more = {}) {
    const text = question.trim();
    if (!text) return;
    const turn = {
      id: fresh(), question: text, agency: part("agency").dataset.value || null, year: Number(part("year").value) || null,
      without: [], html: null, said: "", counts: true, lang: window.nianbao.lang, ...more,
    };
    kept.turns.push(turn);
    for (const gone of kept.turns.splice(0, Math.max(0, kept.turns.length - SHOWN))) place(gone)?.remove();
    kept.save();
    draw(turn).scrollIntoView({ block: "end", behavior: smooth() });
    next();
  }

  function next() {
    if (working) return;
    const index = kept.turns.findIndex((turn) => !turn.html);
    if (index < 0) return;
    window.clearTimeout(retry);
    send(kept.turns[index], kept.turns.slice(0, index).filter((turn) => turn.counts).slice(-REMEMBERED));
  }

  async function send(turn, before) {
    working = true;
    const late = new AbortController();
    const timer = window.setTimeout(() => late.abort(), PATIENCE);
    try {
      const reply = await fetch(`${up}ask/turn`, {
        method: "POST",
        signal: late.signal,
        cache: "no-store",
        headers: { "Content-Type": "application/json", "Accept-Language": language },
        body: JSON.stringify({ id: turn.id, lang: language, turn: asWanted(turn), before: before.map(asWanted) }),
      });
      const told = await reply.json().catch(() => ({}));
      if (reply.ok) take(turn, told);
      else if (reply.status === 429 || reply.status > 501) later(turn, reply, told);
      else refuse(turn, told.error || words.lost);
    } catch {
      lost(turn);
    }
    window.clearTimeout(timer);
    working = false;
    if (!retry) next();
  }

  function take(turn, told) {
    tries = 0;
    if (!kept.turns.includes(turn)) return; // the conversation was cleared meanwhile
    Object.assign(turn, told, { lang: window.nianbao.lang });
    kept.save();
    show(turn);
  }

  function show(turn) {
    const article = draw(turn);
    part("nb-said").textContent = turn.said;
    article.scrollIntoView({ block: "start", behavior: smooth() });
    const proof = article.querySelector(".proof a[data-panel]");
    if (proof && panel.wide()) panel.open(proof, false);
  }

  function refuse(turn, sentence) {
    const line = made("p", "says", sentence);
    const article = place(turn);
    line.setAttribute("role", "alert");
    article.classList.remove("waiting");
    article.querySelector(".card").replaceWith(made("section", "card refused fault", line));
    Object.assign(turn, { html: article.outerHTML, counts: false });
    kept.save();
  }

  function again(seconds) {
    retry = window.setTimeout(() => {
      retry = null;
      next();
    }, seconds * 1000);
  }

  function later(turn, reply, told) {
    const seconds = Math.min(Number(reply.headers.get("Retry-After")) || 5, 60);
    stuck(turn, told.error || words.lost, words["ask.busy"].replace("{n}", seconds));
    again(seconds);
  }

  function lost(turn) {
    tries += 1;
    if (!place(turn)?.querySelector("button.again")) stuck(turn, words.lost, words["lost.trying"]);
    again(Math.min(2 ** tries, 15));
  }

  function now() {
    window.clearTimeout(retry);
    retry = null;
    next();
  }

  // --- keeping and sharing the whole ---

  function whole() {
    const questions = kept.turns.filter((turn) => turn.counts).map((turn) => ["q", turn.resolved || turn.question]);
    return `?${new URLSearchParams(questions.slice(-REMEMBERED))}`;
  }

  async function file(format) {
    const turns = kept.turns.filter((turn) => turn.counts && turn.html).slice(-60).map(asWanted);
    const reply = await fetch(`${up}ask/file`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language },
      body: JSON.stringify({ lang: language, format, turns }),
    });
    if (!reply.ok) throw new Error(String(reply.status));
    const link = made("a");
    link.href = URL.createObjectURL(await reply.blob());
    link.download = `${words["saved.name"]}.${format}`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function keep(button) {
    const { keep: how } = button.dataset;
    part("nb-said").textContent = "";
    if (!kept.turns.length) part("nb-said").textContent = words["kept.none"];
    else if (how === "link") await card.copy(button, card.address(whole()));
    else if (how === "print") window.print();
    else await file(how).catch(() => kept.tell(words["save.failed"]));
    if (how !== "link") part("keep").open = false;
  }

  function clear() {
    kept.clear();
    window.clearTimeout(retry);
    retry = null;
    element.replaceChildren(part("nb-welcome").content.cloneNode(true));
    panel.shut();
    if (window.location.search) window.history.replaceState(null, "", window.location.pathname);
    field.focus();
  }

  // --- what the reader does ---

  function submit() {
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    grow();
    ask(text);
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 130)}px`;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-ask], .again, [data-keep], #clear, [data-go-on]");
    if (!button) return;
    if ("ask" in button.dataset) ask(button.dataset.ask, button.dataset.without ? { without: [button.dataset.without] } : {});
    else if ("keep" in button.dataset) keep(button);
    else if ("goOn" in button.dataset) goOn();
    else if (button.id === "clear") clear();
    else now();
  });
  window.addEventListener("online", now);
  window.addEventListener("beforeprint", () => {
    const date = new Date().toLocaleDateString(window.nianbao.lang);
    const site = window.location.href.split(/[?#]/)[0];
    part("nb-printed").textContent = words.printed.replace("{date}", date).replace("{address}", site);
  });

  // --- the beginning ---

  function goOn() {
    kept.turns = kept.copy() || [];
    kept.turns.forEach((turn) => draw(turn));
    next();
  }

  function adopt(articles) {
    kept.entry = window.location.search;
    for (const article of articles) {
      const told = JSON.parse(article.dataset.turn);
      article.removeAttribute("data-turn");
      const turn = { id: fresh(), agency: null, year: null, without: [], lang: window.nianbao.lang, ...told, html: article.outerHTML };
      article.replaceWith(answered(turn));
      kept.turns.push(turn);
    }
    kept.save();
  }

  function begin() {
    kept.load();
    const given = [...element.querySelectorAll("[data-turn]")];
    if (kept.turns.length) {
      element.replaceChildren();
      kept.turns.forEach((turn) => draw(turn));
      if (given.length && kept.entry !== window.location.search) {
        kept.entry = window.location.search;
        for (const article of given) ask(JSON.parse(article.dataset.turn).question);
      }
    } else if (given.length) adopt(given);
    else if (kept.copy()) offer(kept.copy().length);
    const last = kept.turns[kept.turns.length - 1];
    if (last?.html && panel.wide()) {
      const proof = place(last).querySelector(".proof a[data-panel]");
      if (proof) panel.open(proof, false);
    }
    next();
  }

  function offer(questions) {
    const button = made("button", "suggestion", words["kept.offer"].replace("{n}", questions));
    button.type = "button";
    button.dataset.goOn = "";
    element.querySelector(".welcome")?.append(made("p", "asks", button));
  }

  begin();
  // Typed before this script had come: the browser has kept it in the field.
  grow();
})();
