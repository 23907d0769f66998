// rich_text, table and markdown blocks.
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { inline, link } from "./mrkdwn.js";

const MARKS = { bold: "strong", italic: "em", strike: "s", code: "code" };

function piece(element, seen) {
  if (element.type === "link") return link(element.url, element.text ?? element.url);
  if (element.type === "emoji") return emoji(element.name);
  if (element.type === "user") return h("span", { cls: "mention" }, `@${seen.names?.[element.user_id] ?? element.user_id}`);
  if (element.type === "channel") return h("span", { cls: "mention" }, `#${element.channel_id}`);
  let made = element.text ?? element.fallback ?? "";
  for (const [name, tag] of Object.entries(MARKS)) if (element.style?.[name]) made = h(tag, {}, made);
  return made;
}

const pieces = (part, seen) => (part.elements ?? []).map((each) => piece(each, seen));

function part(given, seen) {
  if (given.type === "rich_text_list") {
    const tag = given.style === "ordered" ? "ol" : "ul";
    return h(tag, {}, given.elements.map((each) => h("li", {}, pieces(each, seen))));
  }
  if (given.type === "rich_text_quote") return h("blockquote", {}, pieces(given, seen));
  if (given.type === "rich_text_preformatted") return h("pre", {}, pieces(given, seen));
  return h("p", {}, pieces(given, seen));
}

export const richText = (block, seen) => h("div", { cls: "text" }, block.elements.map((each) => part(each, seen)));

export function table(block, seen) {
  const cell = (tag, each) => h(tag, {}, each.type === "raw_text" ? each.text : richText(each, seen));
  const rows = block.rows.map((row, at) => h("tr", {}, row.map((each) => cell(at ? "td" : "th", each))));
  return h("div", { cls: "scroll", tabindex: "0", role: "region", "aria-label": "Table" }, h("table", {}, rows));
}

function marked(text, seen) {
  const slack = text.replace(/\*\*(.+?)\*\*/g, "*$1*").replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>");
  return inline(slack, seen);
}

export function markdown(block, seen) {
  const made = [];
  for (const line of block.text.split("\n")) {
    const heading = /^#{1,6} (.+)$/.exec(line);
    const item = /^\s*(?:[-*]|\d+\.) (.+)$/.exec(line);
    if (heading) made.push(h("p", { cls: "block-header" }, marked(heading[1], seen)));
    else if (item) {
      if (made.at(-1)?.tagName !== "UL") made.push(h("ul", {}));
      made.at(-1).append(h("li", {}, marked(item[1], seen)));
    } else if (line.trim()) made.push(h("p", {}, marked(line, seen)));
  }
  return h("div", { cls: "text" }, made);
}
