// Layout blocks. Whatever a block holds that is not known is named, never dropped in silence.
import { as } from "./api.js";
import { h, newId } from "./dom.js";
import { interactive } from "./elements.js";
import { plain, textObject } from "./mrkdwn.js";
import { markdown, richText, table } from "./richtext.js";

function source(given, seen) {
  if (given.slack_file) return as(seen.person, `files/${given.slack_file.id ?? given.slack_file.url.split("/").at(-1)}`);
  return given.image_url;
}

const picture = (given, seen) => h("img", { src: source(given, seen), alt: given.alt_text, loading: "lazy" });

function section(block, seen) {
  const words = newId("said");
  const said = h("div", { cls: "said" });
  if (block.text) said.append(h("div", { cls: "text", id: words }, textObject(block.text, seen)));
  if (block.fields) {
    said.append(h("div", { cls: "fields" }, block.fields.map((each) => h("div", { cls: "text" }, textObject(each, seen)))));
  }
  const given = block.accessory;
  if (!given) return h("div", { cls: "block-section" }, said);
  const label = { id: null, words: block.text ? said.textContent.slice(0, 150) : "Choose" };
  const beside = given.type === "image" ? picture(given, seen) : interactive(block, given, seen, label);
  return h("div", { cls: "block-section" }, said, h("div", { cls: "accessory" }, beside));
}

function input(block, seen) {
  const { element } = block;
  const label = { id: newId("label"), control: newId("control"), words: plain(block.label) };
  const hint = block.hint ? h("p", { cls: "hint", id: newId("hint") }, plain(block.hint)) : null;
  const wrong = seen.errors?.[block.block_id];
  const error = wrong ? h("p", { cls: "error", id: newId("error") }, wrong) : null;
  const words = [plain(block.label), block.optional ? h("span", { cls: "optional" }, " (optional)") : null];
  const control = interactive(block, element, seen, label);
  const described = [hint?.id, error?.id].filter(Boolean).join(" ");
  if (described) control.setAttribute("aria-describedby", described);
  if (wrong) control.setAttribute("aria-invalid", "true");
  if (!block.optional) control.setAttribute("aria-required", "true");
  const group = control.tagName === "FIELDSET";
  if (group) control.setAttribute("role", element.type === "radio_buttons" ? "radiogroup" : "group");
  if (group && element.type !== "radio_buttons") control.removeAttribute("aria-required");
  const named = h(group ? "p" : "label", { id: label.id, for: group ? null : label.control, cls: "label" }, words);
  return h("div", { cls: "block-input", "data-block": block.block_id }, named, control, error, hint);
}

const RENDER = {
  section,
  input,
  markdown,
  table,
  rich_text: richText,
  header: (block, seen) => h(`h${seen.level ?? 3}`, { cls: "block-header" }, plain(block.text)),
  divider: () => h("hr", { cls: "block-divider" }),
  context: (block, seen) =>
    h("div", { cls: "block-context" }, block.elements.map((each) =>
      each.type === "image" ? picture(each, seen) : h("div", { cls: "text" }, textObject(each, seen)))),
  actions: (block, seen) =>
    h("div", { cls: "block-actions" }, block.elements.map((each) => interactive(block, each, seen))),
  image: (block, seen) =>
    h("figure", { cls: "block-image" }, block.title ? h("figcaption", {}, plain(block.title)) : null, picture(block, seen)),
};

export function blocks(given, seen) {
  const show = (block) => (RENDER[block.type] ?? (() => h("p", { cls: "empty" }, `This page does not show “${block.type}”.`)))(block, seen);
  return h("div", { cls: "blocks" }, given.map(show));
}

// Puts new content in a place and the keyboard back where it was, if that still is there.
export function replace(place, made) {
  const at = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  place.replaceChildren(...[made].flat());
  if (at) place.querySelector(`[data-key="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
}
