import { read } from "./api.js";
import { byId, h } from "./dom.js";

const STEP = 100;
const list = byId("kept");
const more = byId("more");
let shown = STEP;
let kept = [];

const NAMES = { message: "Message", file: "File", typed: "Typed after a command" };
const when = (ts) => (ts ? new Date(Number(ts) * 1000).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }) : "");

function row(each) {
  const about = [NAMES[each.kind] ?? each.kind, each.author, each.place, when(each.ts), each.deleted ? "deleted" : "", each.earlier ? "with earlier wordings" : ""];
  const { content, ...whole } = each;
  return h("li", {}, h("p", { cls: "about" }, about.filter(Boolean).join(" · ")), h("p", { cls: "text" }, each.text || each.title || "(no text)"), h("details", {}, h("summary", {}, "Everything Slack keeps of it"), h("pre", {}, JSON.stringify(whole, null, 2))));
}

function draw() {
  const wanted = byId("filter").value.trim().toLowerCase();
  const found = wanted ? kept.filter((each) => JSON.stringify(each).toLowerCase().includes(wanted)) : kept;
  list.replaceChildren(...found.slice(0, shown).map(row));
  more.hidden = found.length <= shown;
  const none = wanted ? "Nothing Slack keeps contains that." : "Slack keeps nothing yet.";
  byId("count").textContent = found.length ? `${found.length} ${found.length === 1 ? "thing" : "things"} kept` : none;
}

byId("filter").addEventListener("input", () => {
  shown = STEP;
  draw();
});
more.addEventListener("click", () => {
  shown += STEP;
  draw();
});
const about = await read("/workspace");
byId("team").textContent = about.team;
kept = (await read("/kept.json")).kept.reverse();
draw();
