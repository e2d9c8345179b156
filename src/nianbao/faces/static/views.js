// Parts of the page whose state is the query of the address: `#browse?year=2018`. Every change is a step of the
// browser's history and one event with the whole state; what comes back is shown beside filters set to that state.
"use strict";
(() => {
  const root = document.documentElement;
  const { words, up } = window.nianbao;
  const views = {};

  function stateOf(name) {
    const [tab, ...query] = window.location.hash.slice(1).split("?");
    return tab === name ? query.join("?") : null;
  }

  class View {
    constructor(name, element, trigger) {
      Object.assign(this, { name, element, trigger, asked: null, key: null, late: null, drawn: null });
      element.addEventListener("change", (event) => this.changed(event.target));
      element.addEventListener("submit", (event) => {
        event.preventDefault();
        this.changed(event.target.elements.words);
      });
      element.addEventListener("click", (event) => this.pressed(event));
      element.addEventListener("input", (event) => event.target.matches("[data-find]") && find(event.target));
      element.addEventListener("keydown", (event) => this.typed(event));
      window.addEventListener("nianbao:tab", (event) => event.detail === name && this.opened());
      window.addEventListener("hashchange", () => {
        const query = stateOf(name);
        if (query !== null) this.load(query);
      });
      if (root.dataset.tab === name) this.opened();
    }

    get shown() {
      return document.getElementById(`${this.name}-shown`);
    }

    get form() {
      return document.getElementById(`${this.name}-form`);
    }

    get state() {
      return new URLSearchParams(this.asked || "");
    }

    // Whoever comes back from another part finds what they left.
    opened() {
      const query = stateOf(this.name) || "";
      if (!query && this.asked) window.history.replaceState(null, "", `#${this.name}?${this.asked}`);
      else this.load(query);
    }

    go(state) {
      const query = state.toString();
      if (query === this.asked) return;
      window.history.pushState(null, "", `#${this.name}${query ? "?" : ""}${query}`);
      this.load(query);
    }

    load(query) {
      if (query === this.asked) return;
      this.asked = query;
      this.ask();
    }

    ask() {
      // The framework tells of a new value before, at times long before, it has drawn it.
      this.drawn ??= new MutationObserver(() => this.came());
      this.drawn.observe(this.shown, { childList: true, subtree: true });
      const focused = document.activeElement;
      this.key = this.shown.contains(focused) ? focused.dataset.key || focused.dataset.sort || null : null;
      this.shown.setAttribute("aria-busy", "true");
      this.send();
    }

    send() {
      this.trigger("click", { query: this.asked, bar: !this.form });
      window.clearTimeout(this.late);
      this.late = window.setTimeout(() => this.stillThere(), 5000);
    }

    // When nothing comes, either the server is busy or there is no way to it any more.
    async stillThere() {
      try {
        const limit = AbortSignal.timeout(4000);
        if ((await fetch(`${up}api/health`, { signal: limit, cache: "no-store" })).ok) {
          // An event of the first moment can be lost before the framework listens.
          if (this.shown.getAttribute("aria-busy") === "true") this.send();
          return;
        }
      } catch {
        // said below
      }
      if (this.shown.getAttribute("aria-busy") !== "true") return;
      const line = document.createElement("p");
      const again = document.createElement("button");
      line.className = "nb-fault";
      line.setAttribute("role", "alert");
      again.type = "button";
      again.textContent = words["view.again"];
      again.addEventListener("click", () => {
        line.remove();
        this.ask();
      });
      line.append(words["view.lost"], " ", again);
      this.shown.prepend(line);
    }

    // --- what the reader does ---

    changed(control) {
      if (!control?.name) return;
      const state = this.state;
      const several = control.type === "checkbox" && this.form.querySelectorAll(`[name="${control.name}"]`).length > 1;
      if (several) state.delete(control.name, control.value);
      else state.delete(control.name);
      const value = control.type === "checkbox" && !control.checked ? "" : control.value.trim();
      if (value) state.append(control.name, value);
      this.moved(state);
    }

    moved(state) {
      for (const name of ["page", "cell"]) state.delete(name);
      this.go(state);
    }

    pressed(event) {
      const choice = event.target.closest("[data-place]");
      if (choice) this.picked(choice);
      const drop = event.target.closest("[data-drop]");
      if (drop) {
        const state = this.state;
        state.delete(drop.dataset.drop, drop.value);
        this.moved(state);
        this.form.querySelector(`.nb-picker[data-name="${drop.dataset.drop}"] summary`)?.focus();
      }
    }

    picked(choice) {
      const picker = choice.closest(".nb-picker");
      const [name, place, state] = [picker.dataset.name, choice.dataset.place, this.state];
      const chosen = state.has(name, place);
      if (this.form.querySelector(`[data-of="${name}"]`)) {
        if (chosen) state.delete(name, place);
        else state.append(name, place);
      } else {
        state.delete(name);
        if (place && !chosen) state.append(name, place);
        shut(picker);
      }
      this.moved(state);
    }

    typed(event) {
      const picker = event.target.closest(".nb-picker");
      if (!picker) return;
      if (event.key === "Escape" && picker.open) shut(picker);
      if (event.key === "Enter" && event.target.matches("[data-find]")) {
        event.preventDefault();
        [...picker.querySelectorAll(".nb-tree [data-place]")].find((each) => each.checkVisibility())?.focus();
      }
    }

    sorted(button) {
      const state = this.state;
      const now = [state.get("sort") || "agency", state.get("order") || "asc"];
      const turn = now[0] === button.dataset.sort && now[1] === "asc";
      for (const [key, value] of [["sort", button.dataset.sort], ["order", turn ? "desc" : ""]]) {
        state.delete(key);
        if (value) state.append(key, value);
      }
      this.moved(state);
    }

    // --- what came ---

    came() {
      const results = this.shown.querySelector(".nb-results");
      if (!results || results.dataset.query !== this.asked) return; // of a state that has been left meanwhile
      window.clearTimeout(this.late);
      this.drawn?.disconnect();
      this.shown.removeAttribute("aria-busy");
      this.set();
      const said = document.getElementById(`${this.name}-said`);
      if (said) said.textContent = results.querySelector("[data-said]")?.textContent || "";
      this.focus(results);
    }

    focus(results) {
      const named = results.querySelector("[data-focus]");
      if (named) {
        named.focus();
        return;
      }
      if (!this.key) return;
      const place = `[data-key="${CSS.escape(this.key)}"], [data-sort="${CSS.escape(this.key)}"]`;
      const turned = this.key === "pages" || this.key === "clear" || this.key === "none";
      const next = (!turned && results.querySelector(place)) || results.querySelector(".nb-scroll");
      next?.focus({ preventScroll: turned });
      if (turned) results.scrollIntoView({ block: "start" });
      this.key = null;
    }

    // The filters as the state has them; years and figures to choose from come with the results.
    set() {
      if (!this.form) return;
      const state = this.state;
      const offered = this.shown.querySelector("[data-choices]");
      const choices = JSON.parse(offered?.dataset.choices || "{}");
      for (const control of this.form.querySelectorAll("[name]")) {
        if (control.dataset.choices) {
          const now = state.get(control.name);
          const found = choices[control.dataset.choices] || (now ? [[now, now]] : []);
          offer(control, [["", control.dataset.all], ...found]);
        }
        if (control.type === "checkbox") control.checked = state.has(control.name, control.value);
        else if (control.type === "radio") control.checked = (state.get(control.name) || "") === control.value;
        else if (control !== document.activeElement || control.tagName === "SELECT")
          control.value = state.get(control.name) || this.shown.querySelector(`[data-${control.name}]`)?.dataset[control.name] || "";
      }
      for (const mode of this.form.querySelectorAll(".mode")) mode.hidden = mode.dataset.view !== (state.get("view") || "");
      for (const picker of this.form.querySelectorAll(".nb-picker")) this.mark(picker, state.getAll(picker.dataset.name));
    }

    mark(picker, places) {
      for (const button of picker.querySelectorAll("[data-place]"))
        button.setAttribute("aria-pressed", String(places.includes(button.dataset.place)));
      const shown = picker.querySelector("[data-shown]");
      const list = this.form.querySelector(`[data-of="${picker.dataset.name}"]`);
      if (!list) {
        shown.textContent = places.length ? places[0].split("/").pop() : shown.dataset.none;
        return;
      }
      list.replaceChildren(...places.map((place) => chip(picker.dataset.name, place)));
    }
  }

  function offer(select, choices) {
    select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
  }

  function chip(name, place) {
    const item = document.createElement("li");
    const drop = document.createElement("button");
    const label = place.split("/").pop();
    item.title = place;
    drop.type = "button";
    drop.value = place;
    drop.dataset.drop = name;
    drop.textContent = "×";
    drop.setAttribute("aria-label", words["view.drop"].replace("{name}", label));
    item.append(label, " ", drop);
    return item;
  }

  function shut(picker) {
    picker.open = false;
    picker.querySelector("summary").focus();
  }

  // Only the places that have the words in their name, what holds them and what they hold; their branches are opened.
  function find(field) {
    const wanted = field.value.trim();
    const visit = (item, above) => {
      const name = item.querySelector(":scope > button, :scope > .above").textContent;
      const itself = above || name.includes(wanted);
      const inner = [...item.querySelectorAll(":scope > details > ul > li")].map((each) => visit(each, itself));
      const within = inner.some((found) => found.hit);
      const branch = item.querySelector(":scope > details");
      if (branch) {
        branch.dataset.first ??= String(branch.open);
        branch.open = wanted ? within : branch.dataset.first === "true";
      }
      item.hidden = !(itself || within);
      return { hit: (!above && name.includes(wanted)) || within };
    };
    for (const item of field.parentElement.querySelectorAll(".nb-tree > li")) visit(item, false);
  }

  document.addEventListener("click", (event) => {
    for (const picker of document.querySelectorAll(".nb-picker[open]"))
      if (!picker.contains(event.target)) picker.open = false;
    const sort = event.target.closest?.(".nb-results [data-sort]");
    if (sort) views[sort.closest("[id$=-shown]").id.replace("-shown", "")].sorted(sort);
    // The other language shows the same.
    const other = event.target.closest?.("#nb-lang");
    if (other) other.href = other.href.split("#")[0] + window.location.hash;
  });

  // The framework may draw a view before this script has come: it then waits in a list.
  const waiting = window.nianbao.views || [];
  window.nianbao.views = {
    push([name, element, trigger]) {
      views[name] = new View(name, element, trigger);
    },
  };
  waiting.forEach(window.nianbao.views.push);
  window.nianbao.find = find;
  window.nianbao.came = (name) => window.requestAnimationFrame(() => views[name]?.came());
})();
