// Who is signed in as staff, and the requests only they can make. The session's cookie is out of reach of scripts; its
// other half, without which nothing can be changed, lives in this page's memory alone.
import { Refused, ask, going, make, say, upload } from "./sending.js";

let csrf = null;
const leaving = []; // what to do when nobody is signed in any more

export const whenOut = (then) => leaving.push(then);

function out(why) {
  csrf = null;
  leaving.forEach((then) => then(why));
}

export async function signedIn() {
  const before = csrf;
  csrf = (await (await ask("GET", "api/staff/session")).json()).csrf;
  if (before && !csrf) out(say("staff.expired"));
  return csrf !== null;
}

export async function login(password) {
  csrf = (await (await ask("POST", "api/staff/login", { json: { password } })).json()).csrf;
}

async function guarded(work) {
  try {
    return await work({ "X-CSRF-Token": csrf || "" });
  } catch (fault) {
    if (fault instanceof Refused && (fault.status === 401 || fault.status === 403)) out(say("staff.expired"));
    throw fault;
  }
}

export const staff = (method, path, json) => guarded((headers) => ask(method, `api/staff/${path}`, { json, headers }));

export async function logout() {
  await staff("POST", "logout");
  out(say("staff.out"));
}

// --- operations ---

const pause = (milliseconds) => new Promise((then) => window.setTimeout(then, milliseconds));

function shown(box, job) {
  if (job.state === "running") {
    going(box, job.text, job.total ? job.done / job.total : null);
    return;
  }
  box.replaceChildren(make("p", { className: `ended ${job.state}` }, job.text));
  const lines = job.outcomes.map(({ file, taken, text }) =>
    make("li", { className: taken ? "taken" : "refused" }, make("b", {}, file), ` ${text}`),
  );
  if (lines.length) box.append(make("ul", { className: "outcomes" }, ...lines));
}

// Shows an operation until it has ended.
export async function follow(box, job) {
  shown(box, job);
  let wait = 250;
  while (job.state === "running") {
    await pause(wait);
    wait = Math.min(wait * 1.3, 2000);
    const now = (await (await staff("GET", "status")).json()).job;
    if (now.number !== job.number) return; // somebody has begun another one
    job = now;
    shown(box, job);
  }
}

export async function addReports(box, files) {
  const sent = (part) => going(box, say("files.sending", { percent: Math.floor(part * 100) }), part);
  sent(0);
  const job = await guarded((headers) => upload("api/staff/reports", files, headers, sent));
  box.replaceChildren();
  await follow(box, job);
}
