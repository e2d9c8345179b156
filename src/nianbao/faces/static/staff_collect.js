// Reports on a site, for staff: an address is looked at, what was found is ticked, and what is ticked is taken in.
import { follow, staff } from "./door.js";
import { make, say } from "./sending.js";

// `work(done)` says what goes wrong where it was asked for.
export function collecting(place, work) {
  const [form, box, going] = ["form", ".list", ".going"].map((name) => place.querySelector(name));
  let found = null;
  const ticked = new Set();

  async function load() {
    found = await (await staff("GET", "collect")).json();
    ticked.clear();
    for (const report of found?.reports ?? []) if (fresh(report)) ticked.add(report.url);
    draw();
  }

  const fresh = (report) => !report.held || report.state === "changed";

  function state(report) {
    if (report.held && report.state === "changed") return say("staff.collect.changed");
    return report.held ? say("staff.collect.held") : "";
  }

  function row(report, changed) {
    const tick = make("input", {
      type: "checkbox", checked: ticked.has(report.url), ariaLabel: say("staff.collect.choose", { title: report.title }),
      onchange: (event) => {
        if (event.target.checked) ticked.add(report.url);
        else ticked.delete(report.url);
        changed();
      },
    });
    const link = make("a", { href: report.url, target: "_blank", rel: "noopener noreferrer" }, report.title);
    return make(
      "tr", {}, make("td", {}, tick), make("td", { className: "words" }, link),
      make("td", {}, String(report.year ?? "")), make("td", {}, state(report)),
    );
  }

  function troubles() {
    const all = [...found.failed, ...found.skipped];
    if (!all.length) return [];
    const lines = all.map(({ url, why }) => make("li", {}, `${url}: ${why}`));
    const head = make("summary", {}, say("staff.collect.skipped", { n: all.length }));
    return [make("details", {}, head, make("ul", { className: "outcomes" }, ...lines))];
  }

  function draw() {
    if (found === null) return box.replaceChildren();
    const lacking = found.missing.map(({ agency, years }) =>
      make("p", { className: "empty" }, say("staff.collect.missing", { agency, years: years.join("、") })),
    );
    if (!found.reports.length) {
      return box.replaceChildren(make("p", { className: "empty" }, say("staff.collect.none")), ...troubles());
    }
    const take = make("button", { type: "button", onclick: () => work(takeIn) });
    const changed = () => {
      take.textContent = say("staff.collect.take", { n: ticked.size });
      take.disabled = !ticked.size;
    };
    const every = make("input", {
      type: "checkbox", ariaLabel: say("staff.collect.all"), checked: ticked.size === found.reports.length,
      onchange: (event) => {
        ticked.clear();
        if (event.target.checked) found.reports.forEach((report) => ticked.add(report.url));
        draw();
      },
    });
    const titles = ["title.column", "year", "collect.state"].map((name) => make("th", { scope: "col" }, say(`staff.${name}`)));
    const table = make(
      "table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, every), ...titles)),
      make("tbody", {}, ...found.reports.map((report) => row(report, changed))),
    );
    changed();
    const region = make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: say("staff.collect") }, table);
    box.replaceChildren(make("p", { className: "extent" }, found.text), ...lacking, region, make("p", { className: "files" }, take), ...troubles());
  }

  async function takeIn() {
    await follow(going, await (await staff("POST", "collect/take", { urls: [...ticked] })).json());
    await load();
  }

  async function look() {
    const [url, years] = [form.url.value, form.years.value];
    box.replaceChildren();
    await follow(going, await (await staff("POST", "collect", { url, years })).json());
    await load();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work(look);
  });

  function forget() {
    found = null;
    ticked.clear();
    form.reset();
  }

  return { load, forget };
}
