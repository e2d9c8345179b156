// What the parts for checking and for staff share: words, elements, requests to our own server, files to send and save.
const { up, words } = window.nianbao;
const language = window.nianbao.lang === "en" ? "en" : "zh";

export function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), words[key]);
}

// The attributes are properties of the element; children are elements or texts, never HTML.
export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// What a request was refused for; `status` 0 is a lost connection.
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

function refusal(status, text) {
  if (!status) return new Refused(0, say("work.lost"));
  if (status === 413) return new Refused(413, say("work.413"));
  try {
    return new Refused(status, String(JSON.parse(text).error || say("work.odd", { status })));
  } catch {
    return new Refused(status, say("work.odd", { status })); // a proxy's page, perhaps
  }
}

export async function ask(method, path, { json, headers = {} } = {}) {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const kind = body === undefined ? {} : { "Content-Type": "application/json" };
  let reply;
  try {
    reply = await fetch(up + path, {
      method, body, cache: "no-store", headers: { "Accept-Language": language, ...kind, ...headers },
    });
  } catch {
    throw refusal(0, "");
  }
  if (!reply.ok) throw refusal(reply.status, await reply.text());
  return reply;
}

// fetch cannot tell how much of an upload is sent; `sent` is told, from 0 to 1. With `line` the reply is lines of JSON:
// it gets each as it comes.
export function upload(path, files, headers, sent, line = null) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", up + path);
    for (const [name, value] of Object.entries({ "Accept-Language": language, ...headers }))
      request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && sent(event.loaded / event.total));
    let read = 0;
    const lines = () => {
      if (request.status !== 200) return;
      const fresh = request.responseText.slice(read, request.responseText.lastIndexOf("\n") + 1);
      read += fresh.length;
      for (const each of fresh.split("\n").filter(Boolean)) line(JSON.parse(each));
    };
    if (line) request.addEventListener("progress", lines);
    request.addEventListener("error", () => reject(refusal(0, "")));
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status > 299) reject(refusal(request.status, request.responseText));
      else if (line) resolve(lines());
      else resolve(JSON.parse(request.responseText));
    });
    request.send(form);
  });
}

export function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// --- a place where files are chosen or dropped ---

function unfit(files, { most, mb }) {
  const size = files.reduce((total, file) => total + file.size, 0) / (1 << 20);
  const empty = files.find((file) => !file.size);
  if (files.length > most) return say("files.many", { most });
  if (size > mb) return say("files.large", { size: Math.ceil(size), mb });
  return empty ? say("files.empty", { name: empty.name }) : "";
}

// `chosen(files)` is called with files that can be sent; what is wrong with others is said in the place's fault.
export function picking(place, limits, chosen) {
  const field = place.querySelector(".pick");
  const input = field.querySelector("input");
  const fault = place.querySelector(".fault");
  const take = (list) => {
    const files = [...list];
    if (!files.length || input.disabled) return;
    fault.textContent = unfit(files, limits);
    if (!fault.textContent) chosen(files);
  };
  input.addEventListener("change", () => {
    take(input.files);
    input.value = ""; // the same file can be chosen again when it has been mended
  });
  // A file dropped beside the field would take the page's place.
  for (const kind of ["dragover", "drop"]) place.addEventListener(kind, (event) => event.preventDefault());
  field.addEventListener("dragover", () => field.classList.add("over"));
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  place.addEventListener("drop", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => take(event.dataTransfer.files));
}

// Shows how far something is: a sentence and a bar; `part` from 0 to 1, or null while that is not known.
export function going(box, text, part, aside = "") {
  if (!box.querySelector("progress")) {
    box.replaceChildren(make("p"), make("progress", { max: 1, ariaLabel: say("staff.progress") }));
    box.firstChild.append(make("span"), make("small", { ariaHidden: "true" }));
  }
  const [line, bar] = box.children;
  // Said again only when it is another sentence: a screen reader reads each change.
  if (line.firstChild.textContent !== text) line.firstChild.textContent = text;
  line.lastChild.textContent = aside;
  if (part === null) bar.removeAttribute("value");
  else bar.value = part;
}
