// The conversation's behaviour. Gradio gives `element` (the conversation), `trigger` and `watch`.
// Everything is delegated from the element: its content is replaced with every answer.
const { words, up } = window.nianbao;
const wide = () => window.matchMedia("(min-width: 1000px)").matches;
const part = (name) => document.getElementById(name);
const judged = new Map(); // by the place of the turn: what its reader thought of it
let waiting = null;

// The question on its way, kept by the browser: when the connection comes back, the framework begins the page anew.
const underway = {
  key: "nianbao.underway",
  set(question) {
    try {
      if (question) window.sessionStorage.setItem(this.key, question);
      else window.sessionStorage.removeItem(this.key);
    } catch {
      // a browser may forbid storage: the question is then typed again
    }
  },
  get() {
    try {
      return window.sessionStorage.getItem(this.key);
    } catch {
      return null;
    }
  },
};
let undelivered = underway.get();
underway.set(null);

// --- the report beside the conversation ---

function openPanel(link, asked) {
  const frame = part("nb-panel-frame");
  if (!frame) return false;
  const address = link.getAttribute("href");
  part("nb-panel-title").textContent = link.dataset.panel;
  part("nb-panel-out").href = address;
  for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = false;
  part("nb-panel-idle").hidden = true;
  // Not by `src`: each report would be a step of the history, and the same address again would not move the page
  // inside, which may have been scrolled away.
  frame.contentWindow.location.replace(address);
  const sheet = asked && (!wide() || document.documentElement.dataset.tab !== "ask");
  document.body.classList.toggle("nb-sheet", sheet);
  if (sheet) {
    openPanel.from = link;
    part("nb-panel-close").focus();
  }
  document.querySelectorAll(".proof.at").forEach((proof) => proof.classList.remove("at"));
  link.closest(".proof")?.classList.add("at");
  return true;
}

function closePanel() {
  const sheet = document.body.classList.contains("nb-sheet");
  document.body.classList.remove("nb-sheet");
  for (const name of ["nb-panel-out", "nb-panel-close", "nb-panel-frame"]) part(name).hidden = true;
  part("nb-panel-frame").contentWindow.location.replace("about:blank");
  part("nb-panel-title").textContent = words.panel;
  part("nb-panel-idle").hidden = false;
  if (sheet) openPanel.from?.focus();
}

// --- asking ---

function card(className, role) {
  const made = document.createElement("section");
  made.className = className;
  const line = document.createElement("p");
  line.setAttribute("role", role);
  made.append(line);
  return [made, line];
}

function asked(question) {
  const turn = document.createElement("article");
  turn.className = "turn waiting";
  const words = document.createElement("div");
  words.className = "asked";
  words.textContent = question;
  turn.append(words, document.createElement("section"));
  element.querySelector(".welcome")?.remove();
  element.querySelectorAll(".turn.waiting").forEach((old) => old.remove());
  (element.querySelector(".turn")?.parentElement || element.firstElementChild || element).append(turn);
  return turn;
}

function pending(question) {
  if (!question.trim()) return;
  underway.set(question);
  const turn = asked(question);
  const [made, line] = card("card", "status");
  line.className = "wait";
  line.append(words["ask.wait"], ...[1, 2, 3].map(() => document.createElement("i")));
  turn.lastChild.replaceWith(made);
  turn.scrollIntoView({ block: "end", behavior: "smooth" });
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => stillThere(turn, question), 4000);
}

// An answer takes milliseconds. When none comes, either the server is busy or there is no way to it any more.
async function stillThere(turn, question) {
  if (!turn.isConnected) return;
  try {
    const limit = AbortSignal.timeout(4000);
    if ((await fetch(`${up}api/health`, { signal: limit, cache: "no-store" })).ok) {
      waiting = window.setTimeout(() => stillThere(turn, question), 4000);
      return;
    }
  } catch {
    // said below
  }
  if (turn.isConnected) lost(turn, question);
}

function lost(turn, question) {
  const [made, line] = card("card refused fault", "alert");
  line.className = "says";
  line.textContent = words.lost;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "again";
  again.dataset.ask = question;
  again.textContent = words.again;
  made.append(again);
  turn.lastChild.replaceWith(made);
}

function ask(button) {
  pending(button.dataset.ask);
  trigger("click", { question: button.dataset.ask, without: button.dataset.without || "" });
}

// --- copying ---

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
  }
  const said = button.textContent;
  button.textContent = words.copied;
  setTimeout(() => (button.textContent = said), 1600);
}

// --- what the reader thinks of it ---

const place = (tools) => [...element.querySelectorAll(".tools")].indexOf(tools);

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
  judged.set(place(tools), opinion);
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

// --- everything that can be pressed ---

function pressed(event) {
  const button = event.target.closest("[data-ask], [data-copy], [data-share], [data-judge]");
  if (!button) return;
  if ("ask" in button.dataset) ask(button);
  else if ("copy" in button.dataset) copy(button, button.dataset.copy);
  else if ("share" in button.dataset) copy(button, new URL(button.dataset.share, window.location.href.split("#")[0]).href);
  else if (button.dataset.judge === "yes") judge(button.closest(".tools"), true);
  else {
    const tools = button.closest(".tools");
    shown(tools, { judge: "no", said: "", open: tools.querySelector(".why").hidden });
    tools.querySelector(".why input:checked")?.focus();
  }
}

element.addEventListener("click", pressed);

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#nb-panel-close")) closePanel();
  const link = event.target.closest?.("a[data-panel]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (link && plain && openPanel(link, true)) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("nb-sheet")) closePanel();
});

Object.assign(window.nianbao, { pending });

watch("value", () => {
  window.clearTimeout(waiting);
  underway.set(null);
  if (undelivered) {
    lost(asked(undelivered), undelivered);
    undelivered = null;
    return;
  }
  const turns = element.querySelectorAll(".turn");
  const last = turns[turns.length - 1];
  if (!last) {
    judged.clear();
    closePanel();
    return;
  }
  element.querySelectorAll(".tools").forEach((tools, index) => judged.has(index) && shown(tools, judged.get(index)));
  part("nb-said").textContent = last.querySelector(".says")?.textContent || "";
  last.scrollIntoView({ block: "start", behavior: "smooth" });
  const proof = last.querySelector(".proof a[data-panel]");
  if (proof && wide()) openPanel(proof, false);
});
