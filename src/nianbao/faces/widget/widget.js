/*! 年报问答 nianbao: the help widget. MIT. One file, no dependency, nothing from any other host than its own server. */
// <script src="https://host/widget.js" data-agency="某镇" defer></script>
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.nianbao?.widget) return;
  const data = script.dataset;
  const server = new URL(".", script.src).href;
  const english = (data.lang || document.documentElement.lang || "zh").toLowerCase().startsWith("en");
  const place = /^(top|bottom)-(left|right)$/.exec(data.position || "") || ["", "bottom", "right"];

  const words = english
    ? {
        title: "Ask the annual reports", open: "Ask the annual reports", close: "Close", clear: "Start over",
        label: "Your question", hint: "What would you like to know?", send: "Ask", wait: "Looking it up",
        greeting: "Ask what the disclosure reports say: the figure comes with the sentence that states it.",
        source: "Open the text", more: "More sources", choose: "Please choose", next: "Ask next", asked: "You asked: ", whole: "Open as a page",
        lost: "The server cannot be reached. Please try again.", again: "Try again", yes: "Yes", no: "No",
        busy: "Many people are asking right now. Please try again in {n} seconds.",
        refused: "This site may not use the question service.", note: "Only what the reports state.",
        status: { not_stated: "Not stated", no_report: "No such report", ambiguous: "Please be more specific", out_of_scope: "Out of scope" },
        about: { about: "about ", at_least: "at least " },
      }
    : {
        title: "年报问答", open: "问年报", close: "收起", clear: "重新开始", label: "您的问题", hint: "想知道什么？", send: "问", wait: "正在查年报",
        greeting: "年报里写了什么，问一句就知道。答案附原文；报告没有写的，如实说没有写。",
        source: "看原文", more: "还有出处", choose: "请选一个", next: "接着问", asked: "您问：", whole: "打开完整网页",
        lost: "暂时连不上服务器，请再试一次。", again: "再试一次", yes: "有", no: "没有",
        busy: "现在提问的人比较多，请过 {n} 秒再试。", refused: "本网站还没有获准使用问答服务。", note: "只答年报写明的内容",
        status: { not_stated: "报告没有写", no_report: "没有这份报告", ambiguous: "请再说具体些", out_of_scope: "超出范围" },
        about: { about: "约", at_least: "至少" },
      };

  const css = `
:host{position:fixed!important;width:0!important;height:0!important;border:0!important}:host(.in){position:static!important;display:block!important;width:auto!important;height:100%!important}
.box{all:initial;display:block;height:100%;--c:var(--nianbao-color,#0b5cad);--on:#fff;--ink:#1b2430;--soft:#566171;--line:#dfe4ea;--paper:#fff;--ground:#f5f7f9;--proof:#ffec9e;--no:#9c3328;
font:15px/1.65 "PingFang SC","Hiragino Sans GB","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif;color:var(--ink);text-align:left}
*,*::before{box-sizing:border-box}[hidden]{display:none!important}button,textarea{font:inherit;color:inherit}button{cursor:pointer}
.hush{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:2px solid var(--c);outline-offset:2px}
.fab{position:fixed;z-index:2147483000;border:0;border-radius:26px;background:var(--c);color:var(--on);padding:11px 20px;font-size:16px;font-weight:600;box-shadow:0 6px 22px rgba(15,35,70,.28)}
.panel{position:fixed;z-index:2147483000;display:flex;flex-direction:column;width:min(372px,calc(100vw - 24px));height:min(580px,calc(100vh - 24px));background:var(--paper);border:1px solid var(--line);border-radius:16px;overflow:hidden;box-shadow:0 14px 48px rgba(15,35,70,.25)}
.inline .panel{position:static;width:100%;height:100%;min-height:420px;box-shadow:none}.inline .fab,.inline .close{display:none}
.bottom{bottom:var(--y,20px)}.top{top:var(--y,20px)}.right{right:var(--x,20px)}.left{left:var(--x,20px)}
header{display:flex;align-items:center;gap:6px;background:var(--c);color:var(--on);padding:10px 8px 10px 16px}header h2{flex:1;min-width:0;margin:0;font-size:16px;line-height:1.5;font-weight:600}header button{border:0;background:none;color:inherit;font-size:14px;padding:5px 9px;border-radius:8px}header :focus-visible{outline-color:var(--on)}
.log{flex:1;overflow:auto;padding:14px;background:var(--ground);overscroll-behavior:contain}
p{margin:0}.hi{color:var(--soft);margin-bottom:10px}.q{display:table;margin:12px 0 10px auto;max-width:86%;background:var(--c);color:var(--on);border-radius:13px 13px 4px 13px;padding:7px 13px;overflow-wrap:anywhere;white-space:pre-wrap}
.a{background:var(--paper);border:1px solid var(--line);border-radius:13px;padding:12px 14px;overflow-wrap:anywhere}.a.no{box-shadow:inset 3px 0 var(--no)}
.big{font-size:32px;line-height:1.25;font-weight:700;font-variant-numeric:tabular-nums}.big small{font-size:17px;margin-left:6px;font-weight:600}.says{white-space:pre-line}.badge{color:var(--no);font-weight:600;margin-right:8px}
blockquote{margin:10px 0 0;padding:7px 11px;border-left:3px solid var(--c);background:var(--ground);border-radius:0 8px 8px 0;font-size:14px;white-space:pre-line;max-height:13em;overflow:auto}mark{background:var(--proof);color:inherit;border-radius:3px;padding:0 2px}cite{display:block;font-style:normal;font-size:12.5px;line-height:1.6;color:var(--soft);margin-top:3px}a{color:var(--c)}.whole{color:inherit}summary{cursor:pointer;color:var(--c);font-size:14px;margin-top:8px}
ul{list-style:none;margin:10px 0 0;padding:8px 11px;border-radius:8px;background:#fff6e3;color:#704900;font-size:14px}
.asks{display:flex;flex-wrap:wrap;gap:7px;margin-top:10px}.asks button{border:1px solid var(--line);background:var(--paper);color:var(--c);border-radius:16px;padding:3px 12px;font-size:14px;text-align:left;min-height:30px}.asks .choice{border-color:var(--c);font-weight:600}
form{display:flex;gap:6px;align-items:flex-end;border-top:1px solid var(--line);padding:8px 8px 4px 12px;background:var(--paper)}textarea{flex:1;min-width:0;border:0;outline:0;resize:none;background:none;padding:6px 0;font-size:16px;line-height:1.5;max-height:6em}textarea:focus-visible{outline:0}textarea::placeholder{color:var(--soft);opacity:1}form:focus-within{box-shadow:inset 0 2px var(--c)}form button{border:0;background:var(--c);color:var(--on);border-radius:10px;padding:6px 15px;font-weight:600}.note{font-size:12px;color:var(--soft);padding:0 12px 7px}
@media (max-width:480px){.float .panel{inset:0;width:100%;height:100dvh;border:0;border-radius:0}}
@media print{.float{display:none}}`;

  // --- what is shown ---

  const host = document.createElement("nianbao-widget");
  const root = host.attachShadow({ mode: "open" });
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text; // never markup: questions and reports are not ours
    return made;
  };
  const button = (className, text, act) => {
    const made = make("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  try {
    const sheet = new CSSStyleSheet(); // no inline style: a strict content security policy lets it be
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make("style", "", css));
  }
  if (data.color && CSS.supports("color", data.color)) host.style.setProperty("--nianbao-color", data.color);

  const inline = data.inline !== undefined;
  const box = make("div", inline ? "box inline" : "box float");
  host.classList.toggle("in", inline);
  const fab = button(`fab ${place[1]} ${place[2]}`, data.title || words.open, () => open());
  const panel = make("div", `panel ${place[1]} ${place[2]}`);
  const log = make("div", "log");
  const said = make("p", "hush");
  const form = make("form");
  const field = make("textarea");
  const heading = make("h2", "", data.title || words.title);
  const [x, y] = (data.offset || "20,20").split(/[ ,]+/).map(Number);
  for (const [name, value] of [["--x", x], ["--y", y]]) if (value >= 0) host.style.setProperty(name, `${value}px`);
  fab.setAttribute("aria-expanded", "false");
  panel.hidden = !inline;
  panel.setAttribute("role", inline ? "region" : "dialog");
  panel.setAttribute("aria-label", heading.textContent);
  box.lang = english ? "en" : "zh-CN";
  log.tabIndex = 0;
  log.setAttribute("role", "region");
  log.setAttribute("aria-label", words.title);
  said.setAttribute("role", "status");
  Object.assign(field, { rows: 1, placeholder: words.hint, maxLength: 500 });
  field.setAttribute("aria-label", words.label);
  const send = make("button", "", words.send);
  form.append(field, send);
  const head = make("header");
  const whole = make("a", "whole", words.whole);
  Object.assign(whole, { target: "_blank", rel: "noopener" });
  head.append(heading, button("", words.clear, () => clear()), button("close", words.close, () => close()));
  const foot = make("p", "note", `${words.note} · `);
  foot.append(whole);
  panel.append(head, log, form, foot, said);
  box.append(fab, panel);
  root.append(box);

  function open() {
    if (inline) return field.focus();
    panel.hidden = false;
    fab.hidden = true;
    fab.setAttribute("aria-expanded", "true");
    field.focus();
    keep({ open: true });
  }

  function close() {
    if (inline) return;
    panel.hidden = true;
    fab.hidden = false;
    fab.setAttribute("aria-expanded", "false");
    fab.focus();
    keep({ open: false });
  }

  function asks(label, questions, className) {
    const group = make("div", "asks");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    group.append(...questions.map((each) => button(className, each, () => ask(each))));
    return group;
  }

  function proof(citation, figures) {
    const quoted = make("blockquote");
    quoted.lang = "zh-CN";
    const cells = figures.filter((each) => each.cell && each.report === citation.report && each.quote === citation.quote);
    if (cells.length) {
      const said = cells.slice(0, 8).map((each) => {
        const line = make("div", "", `${[each.cell.row, each.cell.column].filter(Boolean).join(" › ") || each.label}：`);
        line.append(make("mark", "", `${each.value}${each.unit || ""}`));
        return line;
      });
      quoted.append(...said);
      return placed(quoted, citation);
    }
    // Offsets count code points; a string here counts UTF-16 units.
    const letters = Array.from(citation.quote);
    const marks = figures
      .filter((each) => each.at && each.report === citation.report && citation.start <= each.at[0] && each.at[1] <= citation.end)
      .map((each) => [each.at[0] - citation.start, each.at[1] - citation.start])
      .sort((a, b) => a[0] - b[0]);
    let done = 0;
    for (const [from, to] of marks) {
      if (from < done) continue;
      quoted.append(letters.slice(done, from).join(""), make("mark", "", letters.slice(from, to).join("")));
      done = to;
    }
    quoted.append(letters.slice(done).join(""));
    return placed(quoted, citation);
  }

  function placed(quoted, citation) {
    const cite = make("cite", "", [citation.title || citation.source, citation.section].filter(Boolean).join(" › "));
    if (citation.report && citation.url) {
      const link = make("a", "", words.source);
      Object.assign(link, { href: server + citation.url.replace(/^\//, ""), target: "_blank", rel: "noopener" });
      cite.append(" · ", link);
    }
    quoted.append(cite);
    return quoted;
  }

  function answered(answer) {
    const refused = answer.status !== "answered";
    const card = make("section", refused ? "a no" : "a");
    const { value, unit, figures } = answer;
    if (!refused && value !== null) {
      const vague = answer.computed ? "" : figures.find((each) => each.value === value && words.about[each.qualifier]);
      // "No" to 是不是100件 is 不是, not 没有: the answer's own first word.
      const verdict = /(?:^|）)(是的|不是|没有全部办完|没有|Yes|No)(?=[，：.])/.exec(answer.text)?.[1];
      const shown = typeof value === "boolean" ? (verdict ?? (value ? words.yes : words.no)) : String(value);
      const big = make("p", "big", (vague ? words.about[vague.qualifier] : "") + shown);
      if (typeof value === "number" && unit) big.append(make("small", "", unit));
      card.append(big);
    }
    const says = make("p", "says", answer.text);
    if (refused) says.prepend(make("span", "badge", words.status[answer.status]));
    card.append(says);
    if (answer.computed) card.append(make("p", "note", `${answer.computed.formula} = ${answer.computed.value}`));
    const proofs = answer.citations.map((each) => proof(each, figures));
    card.append(...proofs.slice(0, 2));
    if (proofs.length > 2) {
      const more = make("details");
      more.append(make("summary", "", `${words.more} (${proofs.length - 2})`), ...proofs.slice(2, 12));
      card.append(more);
    }
    if (answer.warnings.length) {
      const list = make("ul");
      list.append(...answer.warnings.map((each) => make("li", "", each.text)));
      card.append(list);
    }
    if (answer.choices.length) card.append(asks(words.choose, answer.choices, "choice"));
    if (answer.suggestions.length) card.append(asks(words.next, answer.suggestions, ""));
    return card;
  }

  // --- the conversation, kept for the visit only ---

  const key = `nianbao ${server} ${data.agency || ""} ${data.year || ""}`;
  let state = { turns: [], conversation: null, open: false };

  function keep(change) {
    Object.assign(state, change);
    state.turns = state.turns.slice(-12);
    linked();
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // without storage the conversation ends with the page
    }
  }

  // The page of the server with this conversation; every question written out.
  function linked() {
    const asked = state.turns.map(([question, answer]) => ["q", answer.understood.read_back || question]);
    whole.href = `${server}${english ? "en/" : ""}${asked.length ? `?${new URLSearchParams(asked)}` : ""}`;
  }

  function welcome() {
    log.replaceChildren(make("p", "hi", data.greeting || words.greeting));
    const questions = (data.questions || "").split("|").map((each) => each.trim()).filter(Boolean);
    if (questions.length) log.append(asks(words.next, questions.slice(0, 6), ""));
  }

  function turn(question) {
    const asked = make("p", "q");
    asked.append(make("span", "hush", words.asked), question);
    log.append(asked);
    return asked;
  }

  function restore() {
    welcome();
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept && Array.isArray(kept.turns)) state = { ...state, ...kept };
      for (const [question, answer] of state.turns) {
        turn(question);
        log.append(answered(answer));
      }
    } catch {
      state = { turns: [], conversation: null, open: false }; // not ours, or of an older version
      welcome();
    }
  }

  function clear() {
    keep({ turns: [], conversation: null });
    welcome();
    field.focus();
  }

  // --- asking ---

  class Refusal extends Error {}

  async function request(question, conversation) {
    const body = { question };
    if (conversation) body.conversation = conversation;
    if (data.agency) body.agency = data.agency;
    if (data.year) body.year = Number(data.year);
    const response = await fetch(`${server}api/ask`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (response.status === 400 && conversation) return request(question, null); // the thread has expired
    if (response.status === 429) throw new Refusal(words.busy.replace("{n}", response.headers.get("Retry-After") || "10"));
    const given = await response.json();
    if (!response.ok) throw new Refusal(given.error || words.lost);
    keep({ conversation: response.headers.get("X-Conversation") || conversation });
    return given;
  }

  async function why(error) {
    if (error instanceof Refusal) return error.message;
    // A browser does not tell a refused origin from a lost connection; a request that needs no leave does.
    try {
      await fetch(`${server}api/health`, { mode: "no-cors", credentials: "omit" });
      console.warn(`nianbao: ${location.origin} is not on the allow-list of ${server} (setting NIANBAO_ORIGINS).`);
      return words.refused;
    } catch {
      return words.lost;
    }
  }

  let busy = false;
  async function ask(given) {
    const question = String(given ?? "").trim();
    if (!question || busy) return null;
    busy = true;
    open();
    field.value = "";
    const asked = turn(question);
    const waiting = make("p", "note", `${words.wait}…`);
    log.append(waiting);
    log.scrollTop = log.scrollHeight;
    let answer = null;
    try {
      answer = await request(question, state.conversation);
      waiting.replaceWith(answered(answer));
      said.textContent = answer.text;
      keep({ turns: [...state.turns, [question, answer]] });
    } catch (error) {
      const card = make("section", "a no");
      card.append(make("p", "says", await why(error)), asks(words.again, [question], ""));
      waiting.replaceWith(card);
      said.textContent = card.firstChild.textContent;
    }
    busy = false;
    log.scrollTop += asked.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
    return answer;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask(field.value);
    }
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
    event.stopPropagation(); // the site's own shortcuts do not hear what is typed here
  });

  // A question from the site: a link to #nianbao?q=…, or the event "nianbao:ask" with the question as its detail.
  document.addEventListener("nianbao:ask", (event) => ask(event.detail));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#nianbao?"]');
    if (!link) return;
    event.preventDefault();
    ask(new URLSearchParams(link.getAttribute("href").split("?")[1]).get("q"));
  });

  function begin() {
    linked();
    restore();
    linked();
    const target = data.inline && (document.querySelector(data.inline) || document.getElementById(data.inline));
    if (data.inline && !target) console.warn("nianbao: data-inline names no element of this page.");
    if (target) target.append(host);
    else if (inline) (document.body.contains(script) ? script : document.body.lastChild).after(host);
    // Behind the body: no rule of the site about its children sees another one.
    else document.documentElement.append(host);
    log.scrollTop = log.scrollHeight;
    if (state.open && !inline && matchMedia("(min-width: 481px)").matches) {
      panel.hidden = false;
      fab.hidden = true;
      fab.setAttribute("aria-expanded", "true");
    }
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);

  window.nianbao = Object.freeze({ open, close, ask, widget: host });
})();
