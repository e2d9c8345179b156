// Checking files before they are published. They stay with the browser: the server reads them and forgets them.
import { addReports, signedIn, whenOut } from "./door.js";
import { going, make, picking, save, say, upload } from "./sending.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function start(element) {
  const part = element.querySelector("#nb-check");
  Object.assign(window.nianbao.words, JSON.parse(part.dataset.words));
  const [busy, fault, found, input] = [".going", ".fault", ".found", "input"].map((name) => part.querySelector(name));

  picking(part, { most: Number(part.dataset.most), mb: Number(part.dataset.mb) }, check);
  whenOut(() => found.querySelectorAll(".take, .taking").forEach((each) => each.remove()));

  async function check(files) {
    found.replaceChildren();
    input.disabled = true;
    const began = Date.now();
    let all = false;
    const sent = (share) => {
      all = share === 1;
      if (!all) going(busy, say("files.sending", { percent: Math.floor(share * 100) }), share);
    };
    sent(0);
    let [at, last] = [null, {}]; // how far the reading is; what the server said last
    const tell = () => {
      const aside = say("check.seconds", { n: Math.round((Date.now() - began) / 1000) });
      if (at?.file) going(busy, say("check.reading", { n: at.done + 1, all: at.all, file: at.file }), at.done / at.all, aside);
      else if (at) going(busy, say("check.comparing", { all: at.all }), 1, aside);
      else if (all) going(busy, say("check.busy", { n: files.length }), null, aside);
    };
    const line = (each) => {
      last = each;
      if (each.all) at = each;
      tell();
    };
    const ticking = window.setInterval(tell, 300);
    try {
      const language = window.nianbao.lang === "en" ? "en" : "zh";
      await upload(`api/check?format=progress&lang=${language}`, files, {}, sent, line);
      if (!last.page) throw new Error(last.error || say("work.lost"));
      show(last.page, files);
    } catch (refused) {
      fault.textContent = refused.message;
    } finally {
      window.clearInterval(ticking);
      input.disabled = false;
    }
    if (fault.textContent) busy.replaceChildren();
  }

  function show(result, files) {
    const bytes = Uint8Array.from(window.atob(result.xlsx), (letter) => letter.charCodeAt(0));
    const csv = new Blob(["\ufeff", result.csv], { type: "text/csv" });
    const button = (text, then, className = "quiet") => make("button", { type: "button", className, onclick: then }, text);
    const tools = make(
      "p", { className: "files" },
      button(say("save.xlsx"), () => save(new Blob([bytes], { type: XLSX }), "nianbao-check.xlsx")),
      button(say("save.csv"), () => save(csv, "nianbao-check.csv")),
      button(say("check.clear"), clear),
    );
    // Our own server's page of escaped words, see render_check_page.py.
    found.innerHTML = result.html;
    found.firstChild.querySelector(".summary").after(tools);
    busy.replaceChildren(make("p", { className: "hush" }, result.summary)); // for screen readers; others see it below
    found.scrollIntoView({ block: "start", behavior: "smooth" });
    offer(tools, files);
  }

  function clear() {
    found.replaceChildren();
    busy.replaceChildren();
    input.focus();
  }

  // Only a member of staff can have the files taken in.
  async function offer(tools, files) {
    if (!("staffed" in part.dataset) || !(await signedIn().catch(() => false)) || !tools.isConnected) return;
    const take = make("button", { type: "button", className: "take" }, say("check.take"));
    const box = make("div", { className: "going taking", role: "status" });
    take.addEventListener("click", async () => {
      take.disabled = true;
      try {
        await addReports(box, files);
        take.remove();
      } catch (refused) {
        take.disabled = false;
        box.replaceChildren();
        fault.textContent = refused.message;
        fault.scrollIntoView({ block: "center" });
      }
    });
    fault.textContent = "";
    tools.append(take);
    tools.after(box);
  }
}
