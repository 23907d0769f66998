import { read } from "./api.js";
import { byId, h } from "./dom.js";

const results = byId("results");

function nothing(words) {
  return h("div", { cls: "nothing" }, h("strong", {}, `“${words}” was found nowhere.`), h("p", {}, "No file, no log and nothing Slack keeps holds it."));
}

function found(words, all) {
  const places = new Map();
  for (const each of all) places.set(each.place, [...(places.get(each.place) ?? []), each.what]);
  const list = [...places].map(([place, whats]) =>
    h("li", {}, h("h3", {}, place), h("ul", {}, whats.slice(0, 20).map((what) => h("li", {}, marked(what, words)))), whats.length > 20 ? h("p", { cls: "about" }, `and ${whats.length - 20} more`) : null));
  const count = all.length === 1 ? "in one place" : `${all.length} times`;
  return [h("h2", {}, `“${words}” was found ${count}`), h("ol", { cls: "kept" }, list)];
}

function marked(text, words) {
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return text;
  return [text.slice(0, at), h("mark", {}, text.slice(at, at + words.length)), text.slice(at + words.length)];
}

byId("search").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = byId("words").value.trim();
  if (!words) return;
  results.replaceChildren(h("p", { cls: "waiting" }, "Looking everywhere…"));
  try {
    const answer = await read(`/search?words=${encodeURIComponent(words)}`);
    results.replaceChildren(...[answer.found.length ? found(words, answer.found) : nothing(words)].flat());
  } catch (error) {
    results.replaceChildren(h("p", { cls: "trouble" }, error.message));
  }
});

const about = await read("/workspace");
byId("team").textContent = about.team;
if (!about.can_search) results.replaceChildren(h("p", { cls: "empty" }, h("strong", {}, "There is nothing to look through yet."), "This opens when the demonstration has files to search."));
