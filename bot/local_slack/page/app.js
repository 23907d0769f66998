import { read } from "./api.js";
import { chooser } from "./chooser.js";
import { Desk } from "./desk.js";
import { byId, h } from "./dom.js";

const POLL = 3000;
const main = byId("main");
let desk = null;
let about = { guide: [], notice: null, command: "/" };
let chosenBefore = "";

async function refresh() {
  about = await read("/workspace");
  byId("team").textContent = about.team;
  const notice = byId("notice");
  const words = about.bot_connected ? about.notice : "Staff Voice is not connected yet. This page goes on by itself when it is.";
  notice.hidden = !words;
  if (notice.textContent !== (words ?? "")) notice.textContent = words ?? "";
  desk?.tell(about);
}

function leave() {
  desk?.end();
  desk = null;
}

async function choose() {
  leave();
  document.title = `Who would you like to be? · ${about.team}`;
  const { people } = await read("/people");
  chosenBefore = JSON.stringify([about.guide, people]);
  main.replaceChildren(...chooser(about, people));
}

async function become(id, place) {
  if (desk?.person.id !== id) {
    leave();
    const { people } = await read("/people");
    const person = people.find((each) => each.id === id);
    if (!person) return choose();
    desk = new Desk(person, people, about, refresh);
    desk.tell(about);
    main.replaceChildren(...desk.draw());
  }
  document.title = `${desk.person.name} · ${about.team}`;
  await desk.open(place || "messages");
}

async function show() {
  const [person, place] = decodeURIComponent(location.hash.slice(1)).split("/");
  try {
    byId("trouble").hidden = true;
    await (person ? become(person, place) : choose());
  } catch (error) {
    byId("trouble").hidden = false;
    byId("trouble").textContent = error.message;
    if (!main.querySelector("h1")) main.replaceChildren(h("h1", {}, "Something is in the way"));
  }
}

// People and roles may still be loading while the page is already open.
async function watch() {
  try {
    await refresh();
    if (!desk && !document.hidden && !document.activeElement?.closest("main input")) {
      const { people } = await read("/people");
      if (JSON.stringify([about.guide, people]) !== chosenBefore) await choose();
    }
  } catch {
    byId("trouble").hidden = false;
    byId("trouble").textContent = "The workspace has stopped. Start it again and this page goes on.";
  }
  setTimeout(watch, POLL);
}

addEventListener("hashchange", async () => {
  await show();
  main.focus();
});
await refresh().catch(() => {});
await show();
setTimeout(watch, POLL);
