// One conversation: its messages in order, each redrawn only when it changed.
import { blocks, replace } from "./blocks.js";
import { face, h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

const moment = (ts) => new Date(Number(ts) * 1000);

function when(ts, tz, options) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options }).format(moment(ts)).replace(",", "");
}

const dayOf = (message, tz) => when(message.ts, tz, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const timeOf = (message, tz) => when(message.ts, tz, { hour: "2-digit", minute: "2-digit" });

function body(message, seen) {
  const shown = message.blocks?.length
    ? blocks(message.blocks, seen)
    : h("div", { cls: "text" }, mrkdwn(message.text, seen));
  const files = (message.files ?? []).map((file) => h("p", {}, h("a", { href: `/people/${seen.person}/files/${file.id}`, target: "_blank" }, `File: ${file.title}`)));
  const only = message.is_ephemeral ? h("p", { cls: "only" }, "Only visible to you") : null;
  return [only, shown, ...files].filter(Boolean);
}

export class Log {
  constructor(desk) {
    this.desk = desk;
    this.known = new Map();
    this.place = h("div", { cls: "log", role: "log", "aria-live": "polite", "aria-label": "Messages" });
  }

  seen(message) {
    return {
      ...this.desk.seen,
      key: message.ts,
      level: 3,
      state: message.state.values,
      typed: {},
      note: () => {},
      press: (block, element, value) =>
        this.desk.press({ action_id: element.action_id, block_id: block.block_id, value, message_ts: message.ts, channel: message.channel }),
    };
  }

  // Brings the list up to date without touching what stayed as it was.
  show(messages) {
    const tz = this.desk.person.tz;
    const before = this.place.childElementCount;
    const wanted = [];
    let day = "";
    for (const message of messages) {
      const on = dayOf(message, tz);
      if (on !== day) wanted.push(this.keep(`day ${on}`, on, () => h("p", { cls: "day" }, on)));
      day = on;
      wanted.push(this.keep(message.ts, JSON.stringify(message), (old) => this.draw(message, tz, old)));
    }
    if (!wanted.length) {
      wanted.push(this.keep("empty", "", () => h("p", { cls: "empty" }, h("strong", {}, "No messages yet."), "They appear here as they arrive.")));
    }
    for (const [key, { made }] of this.known) if (!wanted.includes(made)) this.known.delete(key) && made.remove();
    wanted.forEach((made, at) => this.place.children[at] !== made && this.place.insertBefore(made, this.place.children[at] ?? null));
    return this.place.childElementCount > before;
  }

  keep(key, version, draw) {
    const old = this.known.get(key);
    if (old?.version === version) return old.made;
    const made = draw(old?.made);
    this.known.set(key, { version, made });
    return made;
  }

  draw(message, tz, old) {
    const seen = this.seen(message);
    if (old) {
      old.className = message.is_ephemeral ? "message ephemeral" : "message";
      old.querySelector(".changed").hidden = !message.edited;
      replace(old.querySelector(".body"), body(message, seen));
      return old;
    }
    const time = timeOf(message, tz);
    return h(
      "article",
      { cls: message.is_ephemeral ? "message ephemeral" : "message", "aria-label": `${message.author}, ${time}` },
      face(message.author, message.is_bot),
      h("p", { cls: "by" }, h("strong", {}, message.author), h("time", { datetime: moment(message.ts).toISOString() }, time), h("small", { cls: "changed", hidden: !message.edited }, "edited")),
      h("div", { cls: "body" }, body(message, seen)),
    );
  }
}
