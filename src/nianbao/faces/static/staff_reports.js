// The list of reports for staff: those with problems first, found by a word, opened, removed after a second thought.
import { staff } from "./door.js";
import { make, say } from "./sending.js";

const { up } = window.nianbao;
const AT_ONCE = 100;

const named = (card) => `${card.agency || say("staff.unknown")}${card.year ?? ""}`;

// `work(begin)` shows the operation that `begin` starts until it has ended.
export function reportsList(place, dialog, work) {
  const [box, search, odd] = [".list", "[name=search]", "[name=odd]"].map((name) => place.querySelector(name));
  let cards = [];
  let most = AT_ONCE;

  async function load() {
    cards = await (await staff("GET", "reports")).json();
    const weight = (card) => [card.problems.length ? 0 : 1, card.agency, card.year ?? 0];
    cards.sort((a, b) => {
      const [one, two] = [weight(a), weight(b)];
      return one[0] - two[0] || one[1].localeCompare(two[1], "zh") || one[2] - two[2];
    });
    place.querySelector(".extent").textContent = say("staff.extent", {
      reports: cards.length,
      figures: cards.reduce((total, card) => total + card.figures, 0),
      odd: cards.filter((card) => card.problems.length).length,
    });
    draw();
  }

  function wanted() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const text = (card) => `${named(card)} ${card.source}`.toLowerCase();
    return cards.filter((card) => (!odd.checked || card.problems.length) && words.every((word) => text(card).includes(word)));
  }

  // Agency and year that are unknown or doubtful can be set, with what they may be to choose from.
  function identity(card) {
    const { candidates, confidence } = card;
    const unsure = ["agency", "year"].some((what) => confidence[what] === "none" || confidence[what] === "low");
    if (!card.removable || card.together || !unsure) return [];
    const field = (what, type, value) => {
      const id = `nb-may-${what}-${card.id}`;
      const may = make("datalist", { id }, ...candidates[what].map((each) => make("option", { value: String(each.value) })));
      const input = make("input", { type, name: what, value: value ?? "", ariaLabel: say(`staff.${what}`), maxLength: 60 });
      input.setAttribute("list", id);
      input.placeholder = String(candidates[what][0]?.value ?? say(`staff.${what}`));
      return [input, may];
    };
    const form = make(
      "form", { className: "whose" }, ...field("agency", "text", card.agency), ...field("year", "number", card.year),
      make("button", { type: "submit", className: "quiet" }, say("staff.whose.save")),
    );
    form.ariaLabel = `${say("staff.whose")} ${card.source}`;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const agency = form.elements.agency.value.trim();
      const year = Number(form.elements.year.value);
      const said = { ...(agency ? { agency } : {}), ...(year ? { year } : {}) };
      if (agency || year) work(() => staff("PUT", `reports/${encodeURIComponent(card.id)}/identity`, said));
    });
    return [form];
  }

  function row(card) {
    const open = make("a", { className: "open", href: `${up}report/${encodeURIComponent(card.id)}` }, say("staff.open"));
    open.dataset.panel = card.title || named(card);
    open.ariaLabel = say("staff.open.name", { name: named(card) });
    const name = say("staff.remove.name", { name: named(card) });
    const remove = card.removable
      ? make("button", { type: "button", className: "quiet", ariaLabel: name, onclick: () => sure(card) }, say("staff.remove"))
      : make("small", {}, say("staff.elsewhere"));
    const problems = card.problems.map((problem, place) => {
      const said = window.nianbao.lang === "en" && card.problems_en[place];
      return said ? make("p", {}, said) : make("p", { lang: "zh-CN" }, problem);
    });
    return make(
      "tr", {}, make("th", { scope: "row" }, card.agency || say("staff.unknown")), make("td", {}, String(card.year ?? "")),
      make("td", { className: "file" }, card.source), make("td", { className: "number" }, String(card.figures)),
      make("td", { className: "words" }, ...problems, ...identity(card)), make("td", { className: "actions" }, open, remove),
    );
  }

  function draw() {
    const found = wanted();
    if (!found.length) {
      box.replaceChildren(make("p", { className: "empty" }, say("staff.none")));
      return;
    }
    const columns = ["agency", "year", "file", "figures", "problems", "actions"];
    const head = columns.map((name) => make("th", { scope: "col" }, say(`staff.${name}`)));
    const table = make(
      "table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...found.slice(0, most).map(row)),
    );
    const label = place.querySelector("h3").textContent;
    box.replaceChildren(make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: label }, table));
    const rest = found.length - most;
    if (rest > 0) {
      const more = make("button", { type: "button", className: "quiet" }, say("staff.more", { n: Math.min(rest, AT_ONCE) }));
      more.addEventListener("click", () => {
        most += AT_ONCE;
        draw();
      });
      box.append(more);
    }
    if (cards.some((card) => !card.removable)) box.append(make("p", { className: "empty" }, say("staff.elsewhere.why")));
  }

  function sure(card) {
    dialog.querySelector("h3").textContent = say("staff.sure", { name: named(card) });
    dialog.querySelector(".why").textContent = say("staff.sure.why", { file: card.source });
    const { together } = card;
    dialog.querySelector(".together").textContent = together ? say("staff.sure.together", { n: together }) : "";
    dialog.returnValue = "no"; // Escape leaves it as it is
    dialog.onclose = () => {
      const whole = together ? "?whole_archive=true" : "";
      const path = `reports/${encodeURIComponent(card.id)}${whole}`;
      if (dialog.returnValue === "yes") work(() => staff("DELETE", path));
    };
    dialog.showModal();
  }

  function forget() {
    cards = [];
    most = AT_ONCE;
    search.value = "";
  }

  search.addEventListener("input", () => {
    most = AT_ONCE;
    draw();
  });
  odd.addEventListener("change", draw);
  return { load, forget };
}
