// Slack's mrkdwn as elements and text nodes; anything unknown stays the text it is.
import { h } from "./dom.js";
import { emoji } from "./emoji.js";

const INLINE = new RegExp(
  [
    "(?<code>`[^`\\n]+`)",
    "<(?<angle>[^<>\\n]+)>",
    ":(?<emoji>[a-z0-9_+-]+):",
    "(?<![\\w*])\\*(?<bold>\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])",
    "(?<![\\w])_(?<italic>\\S(?:[^_\\n]*\\S)?)_(?![\\w])",
    "(?<![\\w~])~(?<strike>\\S(?:[^~\\n]*\\S)?)~(?![\\w~])",
  ].join("|"),
);

const plainly = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function link(address, label) {
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return document.createTextNode(label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

function date(stamp, pattern, fallback, tz) {
  const moment = new Date(Number(stamp) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const show = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options }).format(moment).replace(",", "");
  const shown = {
    date_num: () => new Intl.DateTimeFormat("en-CA", { timeZone: tz }).format(moment),
    date: () => show({ day: "numeric", month: "long", year: "numeric" }),
    date_short: () => show({ day: "numeric", month: "short", year: "numeric" }),
    date_long: () => show({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    time: () => show({ hour: "2-digit", minute: "2-digit" }),
    time_secs: () => show({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (shown[name.replace("_pretty", "")] ?? (() => whole))());
}

function angle(inside, seen) {
  const [target, label] = inside.split(/\|(.*)/s);
  const words = label === undefined ? null : plainly(label);
  if (target.startsWith("@")) {
    const name = seen.names?.[target.slice(1)] ?? words ?? target.slice(1);
    return h("span", { cls: "mention" }, `@${name}`);
  }
  if (target.startsWith("#")) return h("span", { cls: "mention" }, `#${words ?? target.slice(1)}`);
  if (target.startsWith("!date^")) {
    const [, stamp, pattern, address] = target.split("^");
    const shown = date(stamp, pattern ?? "", words ?? "", seen.tz);
    return address ? link(address, shown) : document.createTextNode(shown);
  }
  if (target.startsWith("!")) {
    return h("span", { cls: "mention" }, words ?? `@${target.slice(1).split("^")[0]}`);
  }
  return link(plainly(target), words ?? plainly(target));
}

export function inline(text, seen) {
  const parts = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index) parts.push(plainly(rest.slice(0, match.index)));
    const found = match.groups;
    if (found.code) parts.push(h("code", {}, plainly(found.code.slice(1, -1))));
    else if (found.angle) parts.push(angle(found.angle, seen));
    else if (found.emoji) parts.push(emoji(found.emoji));
    else if (found.bold) parts.push(h("strong", {}, inline(found.bold, seen)));
    else if (found.italic) parts.push(h("em", {}, inline(found.italic, seen)));
    else parts.push(h("s", {}, inline(found.strike, seen)));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) parts.push(plainly(rest));
  return parts;
}

function lines(text, seen) {
  const made = [];
  let quoted = [];
  let said = [];
  const end = () => {
    if (quoted.length) made.push(h("blockquote", {}, inline(quoted.join("\n"), seen)));
    if (said.length) made.push(h("p", {}, inline(said.join("\n"), seen)));
    quoted = [];
    said = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote ? said.length : quoted.length) end();
    (quote ? quoted : said).push(quote ? quote[1] : line);
  }
  end();
  return made;
}

export function mrkdwn(text, seen) {
  return text
    .split(/```\n?([\s\S]+?)```/)
    .map((part, at) => (at % 2 ? h("pre", {}, plainly(part)) : part ? lines(part.replace(/^\n|\n$/g, ""), seen) : []));
}

const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));

// A text object: plain text only has its emoji read.
export function textObject(given, seen) {
  if (!given) return [];
  if (given.type === "mrkdwn") return mrkdwn(given.text, seen);
  return [given.emoji === false ? given.text : withEmoji(given.text)];
}

export const plain = (given) => (given ? withEmoji(given.text) : "");
