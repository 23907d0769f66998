// One person's desk: places on the left, the open one on the right, a modal in front.
import { as, listen, read, send } from "./api.js";
import { blocks, replace } from "./blocks.js";
import { Log } from "./conversation.js";
import { byId, face, h, once } from "./dom.js";
import { Modal } from "./modal.js";

export class Desk {
  constructor(person, people, about, refresh) {
    this.person = person;
    this.about = about;
    this.seen = { person: person.id, tz: person.tz, people, conversations: [], names: Object.fromEntries(people.map((each) => [each.id, each.name])) };
    this.place = null;
    this.unread = new Set();
    this.side = h("nav", { "aria-label": "Places" });
    this.steps = h("div", {});
    this.panel = h("section", { cls: "panel", "aria-live": "off" });
    this.modal = new Modal(this);
    this.stop = listen(person.id, (changed) => this.changed(changed, refresh).catch((error) => this.trouble(error)));
  }

  draw() {
    const who = h("div", { cls: "who" }, face(this.person.name), h("p", {}, h("strong", {}, this.person.name), h("br"), h("small", {}, this.person.title)));
    const away = h("a", { href: "#", cls: "button" }, "Be somebody else");
    return [h("div", { cls: "desk" }, h("div", { cls: "aside" }, who, this.side, this.steps, away), this.panel)];
  }

  tell(about) {
    this.about = about;
    const mine = about.guide.find((each) => each.member_id === this.person.id);
    if (JSON.stringify(mine) === this.shown) return;
    this.shown = JSON.stringify(mine);
    this.steps.replaceChildren(...(mine?.steps.length ? [h("details", { cls: "steps", open: matchMedia("(min-width: 48rem)").matches }, h("summary", {}, `${mine.title}: what to try`), h("ol", {}, mine.steps.map((step) => h("li", {}, step.href ? h("a", { href: step.href }, step.text) : step.text))))] : []));
  }

  async open(place) {
    this.place = place;
    this.unread.delete(place);
    this.seen.conversations = (await read(as(this.person.id, "conversations"))).conversations;
    this.drawPlaces();
    if (place === "home") await this.openHome();
    else await this.openConversation();
    this.modal.show((await read(as(this.person.id, "modal"))).view);
  }

  drawPlaces() {
    const [direct, ...others] = this.seen.conversations;
    const rows = [["messages", `Messages from ${direct.name}`], ["home", "Home"], ...others.map((each) => [each.id, each.kind === "public" ? `# ${each.name}` : `${each.name} (private)`])];
    const row = ([place, words]) =>
      h("li", {}, h("a", { href: `#${this.person.id}/${place}`, "aria-current": place === this.place ? "page" : null }, words, this.unread.has(place) ? h("span", { cls: "new" }, "new") : null));
    replace(this.side, h("ul", { cls: "places" }, rows.map(row)));
  }

  get channel() {
    return this.place === "messages" ? this.seen.conversations[0] : this.seen.conversations.find((each) => each.id === this.place);
  }

  async openConversation() {
    const { channel } = this;
    if (!channel) throw new Error(`${this.person.name} is not in that channel.`);
    this.log = new Log(this);
    const heading = this.place === "messages" ? channel.name : `#${channel.name}`;
    this.panel.replaceChildren(h("h1", {}, heading), this.log.place, this.composer());
    await this.refreshMessages();
    window.scrollTo(0, document.body.scrollHeight);
    if (this.place === "messages") send(as(this.person.id, "opened"), { tab: "messages" }).catch(() => {});
  }

  async refreshMessages() {
    const { channel, log } = this;
    const { messages } = await read(`${as(this.person.id, "messages")}?channel=${channel.id}`);
    const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 120;
    if (this.log !== log) return;
    const grew = log.show(messages);
    if (grew && atEnd) window.scrollTo(0, document.body.scrollHeight);
  }

  composer() {
    const box = h("input", { id: "say", autocomplete: "off", placeholder: this.about.command });
    const button = h("button", { type: "submit" }, "Send");
    const submit = (event) => {
      event.preventDefault();
      const words = box.value.trim();
      if (!words) return;
      once(button, () => this.attempt(async () => {
        const [command, ...text] = words.split(/\s+/);
        const { channel } = this;
        if (words.startsWith("/")) {
          this.modal.from = null;
          this.modal.show((await send(as(this.person.id, "command"), { command, text: text.join(" "), channel: channel.id })).modal);
        } else await send(as(this.person.id, "say"), { text: words, channel: channel.id });
        box.value = "";
      }));
    };
    return h("form", { cls: "composer", onsubmit: submit }, h("label", { for: "say" }, "Type a command or a message"), h("div", { cls: "row" }, box, button));
  }

  async openHome() {
    this.log = null;
    this.home = h("div", {}, h("p", { cls: "waiting" }, "Opening Home…"));
    this.panel.replaceChildren(h("h1", {}, "Home"), this.home);
    this.drawHome((await send(as(this.person.id, "home"))).view);
  }

  drawHome(view) {
    if (view === null) {
      replace(this.home, h("p", { cls: "empty" }, h("strong", {}, "Nothing here yet."), "Staff Voice has not put anything on this person’s Home."));
      return;
    }
    const typed = {};
    const seen = {
      ...this.seen, key: "home", level: 2, typed, state: view.state.values,
      note: () => {},
      press: (block, element, value) => this.press({ action_id: element.action_id, block_id: block.block_id, value, where: "home" }),
    };
    replace(this.home, blocks(view.blocks, seen));
  }

  // Tells the workspace what was pressed; what the bot shows then comes over the live line too.
  async press(wanted) {
    await this.attempt(async () => {
      this.modal.show((await send(as(this.person.id, "press"), { ...wanted, patience: 0.8 })).modal);
    });
  }

  async attempt(work) {
    try {
      await work();
      this.trouble(null);
    } catch (error) {
      this.trouble(error);
    }
  }

  trouble(error) {
    const line = byId("trouble");
    line.hidden = !error;
    line.textContent = error?.message ?? "";
    if (error && this.modal.view) this.modal.say(error.message);
  }

  async changed(what, refresh) {
    if (what.includes("workspace")) await refresh();
    if (what.includes("modal")) this.modal.show((await read(as(this.person.id, "modal"))).view);
    if (what.includes("home") && this.place === "home") this.drawHome((await read(as(this.person.id, "home"))).view);
    if ((what.includes("messages") || what.includes("channels")) && this.log) await this.refreshMessages();
    if (what.includes("messages") && this.place === "home") this.mark("messages");
    if (what.includes("home") && this.place !== "home") this.mark("home");
  }

  mark(place) {
    this.unread.add(place);
    this.drawPlaces();
  }

  end() {
    this.stop();
    this.modal.end();
  }
}
