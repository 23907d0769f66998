// Interactive elements as native controls. `seen` says who looks, what was entered, and what
// happens: seen.press(block, element, value) tells the workspace, seen.note(...) only remembers.
import { h, newId, once } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";
import { confirmed } from "./confirm.js";
import { manyOf } from "./many.js";

const HELD = {
  radio_buttons: (entry) => entry.selected_option?.value ?? "",
  static_select: (entry) => entry.selected_option?.value ?? "",
  checkboxes: (entry) => (entry.selected_options ?? []).map((each) => each.value),
  multi_static_select: (entry) => (entry.selected_options ?? []).map((each) => each.value),
  multi_external_select: (entry) => (entry.selected_options ?? []).map((each) => each.value),
  users_select: (entry) => entry.selected_user ?? "",
  multi_users_select: (entry) => entry.selected_users ?? [],
  conversations_select: (entry) => entry.selected_conversation ?? "",
  multi_conversations_select: (entry) => entry.selected_conversations ?? [],
  channels_select: (entry) => entry.selected_channel ?? "",
  multi_channels_select: (entry) => entry.selected_channels ?? [],
  datepicker: (entry) => entry.selected_date ?? "",
  timepicker: (entry) => entry.selected_time ?? "",
  datetimepicker: (entry) => entry.selected_date_time ?? "",
};

export function held(block, element, seen) {
  const typed = seen.typed?.[block.block_id]?.[element.action_id];
  if (typed !== undefined) return typed;
  const entry = seen.state?.[block.block_id]?.[element.action_id] ?? {};
  return (HELD[element.type] ?? ((given) => given.value ?? ""))(entry);
}

const key = (seen, block, element, more = "") => `${seen.key}/${block.block_id}/${element.action_id}/${more}`;

// What is chosen: kept for the submission in an input block, told at once anywhere else.
async function chosen(block, element, value, seen) {
  seen.note(block, element, value);
  if (block.type !== "input" || block.dispatch_action) {
    if (await confirmed(element.confirm)) await seen.press(block, element, value);
  }
}

function button(block, element, seen) {
  const words = plain(element.text);
  const given = {
    type: "button",
    cls: element.style ?? null,
    "data-key": key(seen, block, element, element.value),
    "aria-label": element.accessibility_label ?? null,
  };
  const press = () => seen.press(block, element, element.value);
  if (element.url && /^https?:/i.test(element.url)) {
    const go = { ...given, cls: "button", type: null, href: element.url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", { ...go, onclick: () => press().catch(() => {}) }, words);
  }
  return h(
    "button",
    {
      ...given,
      onclick: (event) =>
        once(event.currentTarget, async () => {
          if (await confirmed(element.confirm)) await press();
        }),
    },
    words,
  );
}

function overflow(block, element, seen, label) {
  const list = h("ul", { hidden: true });
  const opener = h(
    "button",
    {
      type: "button",
      "aria-label": label.words ? `More actions: ${label.words}` : "More actions",
      "aria-expanded": "false",
      "data-key": key(seen, block, element),
      onclick: () => show(list.hidden),
    },
    "⋯",
  );
  const show = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    list.classList.remove("rightwards");
    const edge = list.closest(".inside, .panel")?.getBoundingClientRect().left ?? 0;
    list.classList.toggle("rightwards", list.getBoundingClientRect().left < edge);
    list.scrollIntoView({ block: "nearest" });
    list.querySelector("button").focus({ preventScroll: true });
  };
  for (const option of element.options) {
    const pick = async () => {
      show(false);
      opener.focus();
      if (option.url) window.open(option.url, "_blank", "noopener");
      if (await confirmed(element.confirm)) await seen.press(block, element, option.value);
    };
    list.append(h("li", {}, h("button", { type: "button", onclick: pick }, plain(option.text))));
  }
  const onkeydown = (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    show(false);
    opener.focus();
  };
  return h("div", { cls: "menu", onkeydown }, opener, list);
}

function choices(block, element, seen, label) {
  const many = element.type === "checkboxes";
  const now = held(block, element, seen);
  const name = newId("choice");
  const field = h("fieldset", label.id ? { "aria-labelledby": label.id } : { "aria-label": label.words });
  for (const option of element.options) {
    const on = many ? now.includes(option.value) : now === option.value;
    const box = h("input", {
      type: many ? "checkbox" : "radio",
      name,
      value: option.value,
      checked: on,
      "data-key": key(seen, block, element, option.value),
      onchange: () => {
        const boxes = [...field.querySelectorAll("input:checked")].map((each) => each.value);
        return chosen(block, element, many ? boxes : option.value, seen);
      },
    });
    const about = option.description ? h("small", {}, textObject(option.description, seen)) : null;
    field.append(h("label", { cls: "choice" }, box, h("span", {}, textObject(option.text, seen), about)));
  }
  return field;
}

function listed(element, seen) {
  if (element.type.includes("users_select")) return [[null, seen.people.map((each) => [each.id, each.name])]];
  if (/(conversations|channels)_select/.test(element.type)) {
    return [[null, seen.conversations.map((each) => [each.id, each.kind === "im" ? each.name : `#${each.name}`])]];
  }
  const pairs = (options) => options.map((each) => [each.value, plain(each.text)]);
  if (element.option_groups) return element.option_groups.map((each) => [plain(each.label), pairs(each.options)]);
  return [[null, pairs(element.options ?? [])]];
}

function select(block, element, seen, label) {
  const now = held(block, element, seen);
  const empty = plain(element.placeholder) || "Choose…";
  const offered = listed(element, seen).map(([group, pairs]) => {
    const made = pairs.map(([value, words]) => h("option", { value, selected: value === now }, words));
    return group === null ? made : h("optgroup", { label: group }, made);
  });
  const change = (event) => chosen(block, element, event.currentTarget.value, seen);
  const given = { "data-key": key(seen, block, element), onchange: change, id: label.control };
  if (!label.id) given["aria-label"] = label.words;
  const made = h("select", given, h("option", { value: "" }, empty), offered);
  made.value = now;
  return made;
}

const KINDS = {
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local",
  email_text_input: "email", url_text_input: "url", number_input: "text",
};

function typed(block, element, seen, label) {
  const picker = element.type.endsWith("picker");
  const seconds = element.type === "datetimepicker";
  let now = held(block, element, seen);
  if (seconds && now) now = new Date((now - new Date(now * 1000).getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16);
  const value = (control) =>
    seconds && control.value ? Math.floor(new Date(control.value).getTime() / 1000) : control.value;
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = (control) => block.dispatch_action && seen.press(block, element, value(control));
  const given = {
    "data-key": key(seen, block, element),
    id: label.control,
    placeholder: plain(element.placeholder) || null,
    maxlength: element.max_length ?? null,
    autofocus: element.focus_on_load ?? null,
    inputmode: element.type === "number_input" ? "decimal" : null,
    autocomplete: "off",
    oninput: (event) => {
      seen.note(block, element, value(event.currentTarget));
      if (!picker && when.includes("on_character_entered")) tell(event.currentTarget);
    },
    onchange: picker ? (event) => chosen(block, element, value(event.currentTarget), seen) : null,
  };
  if (!label.id) given["aria-label"] = label.words;
  if (element.multiline) return h("textarea", { ...given, rows: 4, value: now });
  given.onkeydown = (event) => {
    if (event.key !== "Enter" || picker || !block.dispatch_action) return;
    event.preventDefault();
    if (when.includes("on_enter_pressed")) tell(event.currentTarget);
  };
  return h("input", { ...given, type: KINDS[element.type] ?? "text", value: now });
}

// One element; `label` is { id, control, words } of the text that names it.
export function interactive(block, element, seen, label = {}) {
  const named = { words: plain(element.placeholder) || plain(block.text) || "Choose", ...label };
  const kind = element.type;
  if (kind === "button") return button(block, element, seen);
  if (kind === "overflow") return overflow(block, element, seen, label);
  if (kind === "radio_buttons" || kind === "checkboxes") return choices(block, element, seen, named);
  if (kind.startsWith("multi_")) {
    const some = { groups: listed(element, seen), now: held(block, element, seen), key: key(seen, block, element) };
    return manyOf(block, element, { ...seen, choose: (value) => chosen(block, element, value, seen) }, named, some);
  }
  if (kind.endsWith("_select")) return select(block, element, seen, named);
  if (kind.endsWith("picker") || kind.endsWith("_input")) return typed(block, element, seen, named);
  return h("p", { cls: "empty" }, `This page does not show “${kind}”.`);
}
