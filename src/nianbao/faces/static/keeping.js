// The conversation, kept by the browser for the visit: this page draws it again after a reload, and sends what was asked
// before with every question. A copy outlives a tab that was closed by mistake, for half an hour.
"use strict";
(() => {
  const VERSION = 1;
  const KEY = "nianbao.talk";
  const COPY = "nianbao.talk.copy";
  const COPY_LASTS = 30 * 60 * 1000;
  const { words, lang } = window.nianbao;

  const sound = (turn) => turn && typeof turn.id === "string" && typeof turn.question === "string" && turn.question;

  // What stands in a store as turns; null when nothing does, "damaged" when nobody can read it.
  function read(store, key) {
    let text = null;
    try {
      text = window[store].getItem(key);
    } catch {
      return null; // a browser may forbid storage
    }
    if (!text) return null;
    try {
      const { version, turns, entry, at } = JSON.parse(text);
      if (!Array.isArray(turns) || !turns.every(sound)) return "damaged";
      // Cards of another version, or in the other language, are asked for again.
      for (const turn of turns) if (version !== VERSION || turn.lang !== lang) turn.html = null;
      return { turns, entry: entry || "", at: at || 0 };
    } catch {
      return "damaged";
    }
  }

  function write(store, key, value) {
    try {
      window[store].setItem(key, value);
      return true;
    } catch {
      return false;
    }
  }

  const kept = {
    turns: [],
    entry: "", // the query of the address that the conversation began with

    load() {
      const found = read("sessionStorage", KEY);
      if (found === "damaged") kept.tell(words["kept.damaged"]);
      else if (found) Object.assign(kept, { turns: found.turns, entry: found.entry });
    },

    save() {
      const told = (turns) => JSON.stringify({ version: VERSION, turns, entry: kept.entry, at: Date.now() });
      let turns = kept.turns;
      // When the store is full the cards of the oldest turns go first: they are asked for again when they are wanted.
      while (!write("sessionStorage", KEY, told(turns))) {
        const first = turns.findIndex((turn) => turn.html);
        if (first < 0 || !turns.length) {
          kept.tell(words["kept.not"]);
          return;
        }
        turns = turns.map((turn, index) => (index === first ? { ...turn, html: null } : turn));
      }
      write("localStorage", COPY, told(kept.turns.map((turn) => ({ ...turn, html: null }))));
    },

    clear() {
      Object.assign(kept, { turns: [], entry: "" });
      for (const [store, key] of [["sessionStorage", KEY], ["localStorage", COPY]]) {
        try {
          window[store].removeItem(key);
        } catch {
          return; // nothing was kept
        }
      }
    },

    // The conversation of a tab that is closed, null when there is none to go on with.
    copy() {
      const found = read("localStorage", COPY);
      const fresh = found && found !== "damaged" && Date.now() - found.at < COPY_LASTS;
      return fresh && found.turns.length ? found.turns : null;
    },

    // One line above the question box; said once.
    tell(sentence) {
      if (document.getElementById("nb-kept")) return;
      const line = document.createElement("p");
      line.id = "nb-kept";
      line.setAttribute("role", "status");
      line.textContent = sentence;
      document.getElementById("box").prepend(line);
    },
  };

  window.nianbao.kept = kept;
})();
