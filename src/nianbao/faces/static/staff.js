// The staff area. Everything shown here was fetched for whoever is signed in, is put into the page as text, and is
// taken out of it when the session ends.
import { addReports, follow, login, logout, signedIn, staff, whenOut } from "./door.js";
import { collecting } from "./staff_collect.js";
import { reportsList } from "./staff_reports.js";
import { make, picking, save, say } from "./sending.js";

const SHOWN = 200; // rows of what visitors asked and said; the files hold more
const SAVED = 100_000;

export function start(element) {
  const part = element.querySelector("#nb-staff");
  Object.assign(window.nianbao.words, JSON.parse(part.dataset.words));
  const find = (selector) => part.querySelector(selector);
  const [door, inside] = [find("#nb-login"), find(".inside")];
  const [adding, sites, reports, missed, feedback, power] = [
    "add", "collect", "reports", "missed", "feedback", "switch",
  ].map((name) => find(`#nb-staff-${name}`));

  // What goes wrong is said where it was asked for; when the session has ended, at the door. Replies may come in any
  // order: the last attempt at a place has the last word.
  const turns = new WeakMap();
  async function attempt(place, work) {
    const fault = place.querySelector(".fault");
    const turn = (turns.get(place) ?? 0) + 1;
    turns.set(place, turn);
    fault.textContent = "";
    try {
      await work();
    } catch (refused) {
      if (turns.get(place) !== turn) return;
      const going = place.querySelector(".going");
      if (going?.querySelector("progress")) going.replaceChildren();
      if (!inside.hidden || place === door) fault.textContent = refused.message;
    }
  }

  const list = reportsList(reports, find("#nb-sure"), (work) => attempt(reports, () => working(reports, work)));

  const found = collecting(sites, (work) => attempt(sites, () => work().then(list.load)));

  async function working(place, begin) {
    await follow(place.querySelector(".going"), await (await begin()).json());
    await list.load();
  }

  // --- the door ---

  function shut(why) {
    inside.hidden = true;
    door.hidden = false;
    for (const box of inside.querySelectorAll(".list, .going, .extent, .notice, .state, .fault")) box.replaceChildren();
    list.forget();
    found.forget();
    find("#nb-sure").close();
    door.querySelector(".fault").textContent = why;
    if (document.documentElement.dataset.tab === "staff") door.password.focus();
  }

  async function enter() {
    door.hidden = true;
    inside.hidden = false;
    for (const [place, load] of [
      [sites, found.load], [reports, list.load], [missed, showMissed], [feedback, showFeedback], [power, showPower],
    ])
      await attempt(place, load);
  }

  // Nobody who only reads is asked whether they are staff: the session is looked up when this part is first shown.
  let looked = false;
  async function look() {
    if (looked || document.documentElement.dataset.tab !== "staff") return;
    looked = true;
    door.hidden = false;
    await attempt(door, async () => {
      if (await signedIn()) await enter();
      else door.password.focus();
    });
  }

  whenOut(shut);
  window.addEventListener("nianbao:tab", look);
  look();

  door.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(door, async () => {
      const password = door.password.value;
      door.reset();
      await login(password);
      await enter();
      adding.querySelector("input").focus();
    });
  });

  // --- what visitors asked and said ---

  async function visits(name, place, columns, empty) {
    const rows = await (await staff("GET", `visits?list=${name}&limit=${SHOWN}`)).json();
    const cells = (row) => columns.map(([, cell, className = ""]) => make("td", { className }, String(cell(row))));
    const head = columns.map(([title]) => make("th", { scope: "col" }, title));
    const table = make(
      "table", {}, make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row)))),
    );
    const label = place.querySelector("h3").textContent;
    const region = make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: label }, table);
    place.querySelector(".list").replaceChildren(rows.length ? region : make("p", { className: "empty" }, empty));
    place.querySelector(".files").hidden = !rows.length;
    return rows;
  }

  const minute = (at) => at.slice(0, 16);

  const showMissed = () =>
    visits("missed", missed, [
      [say("staff.question"), (row) => row.question, "words"],
      [say("staff.status"), (row) => say(`status.${row.status}`)],
      [say("staff.times"), (row) => row.times, "number"],
      [say("staff.last"), (row) => minute(row.last)],
    ], say("staff.missed.none"));

  async function showFeedback() {
    const useful = (row) => row.useful === "有用";
    const rows = await visits("feedback", feedback, [
      [say("staff.question"), (row) => row.question, "words"],
      [say("staff.useful"), (row) => say(useful(row) ? "staff.yes" : "staff.no")],
      [say("staff.reason"), (row) => row.reason, "words"],
      [say("staff.at"), (row) => minute(row.at)],
    ], say("staff.feedback.none"));
    if (!rows.length) return;
    const yes = rows.filter(useful).length;
    const told = say("staff.opinions", { yes, no: rows.length - yes });
    feedback.querySelector(".list").prepend(make("p", {}, told));
  }

  async function download({ save: name, format }) {
    const file = await staff("GET", `visits?list=${name}&format=${format}&limit=${SAVED}`);
    save(await file.blob(), `nianbao-${name}.${format}`);
  }

  // --- on and off ---

  function powered(notice) {
    power.querySelector(".state").textContent = say(notice === null ? "staff.running" : "staff.closed");
    power.querySelector(".notice").textContent = notice ?? "";
    power.querySelector(".notice").hidden = power.querySelector(".reopen").hidden = notice === null;
    power.querySelector("form").hidden = notice !== null;
    window.dispatchEvent(new CustomEvent("nianbao:notice", { detail: notice }));
  }

  async function showPower() {
    const status = await (await staff("GET", "status")).json();
    powered(status.notice);
    if (!status.recording) {
      for (const place of [missed, feedback])
        place.querySelector(".list").prepend(make("p", { className: "empty" }, say("staff.unrecorded")));
    }
    if (status.job?.state === "running") {
      const place = { add: adding, collect: sites }[status.job.kind] ?? reports;
      attempt(place, () => follow(place.querySelector(".going"), status.job).then(found.load).then(list.load));
    }
  }

  power.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const notice = event.target.notice.value;
    attempt(power, async () => powered((await (await staff("PUT", "notice", { notice })).json()).notice));
  });

  // --- what can be pressed ---

  const doing = {
    logout: () => attempt(adding, logout),
    reindex: () => attempt(reports, () => working(reports, () => staff("POST", "reindex"))),
    reopen: () => attempt(power, async () => powered((await (await staff("DELETE", "notice")).json()).notice)),
  };
  inside.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], [data-save]");
    if (button?.dataset.do) doing[button.dataset.do]();
    else if (button) attempt(button.closest("section"), () => download(button.dataset));
  });

  const field = adding.querySelector("input");
  picking(adding, { most: Number(part.dataset.most), mb: Number(part.dataset.mb) }, (files) => {
    field.disabled = true;
    attempt(adding, async () => {
      await addReports(adding.querySelector(".going"), files);
      await list.load();
    }).finally(() => (field.disabled = false));
  });
}
