// Who would you like to be: the guide's roles, then everybody.
import { h, face } from "./dom.js";

const SHOWN = 60;

const go = (person) => () => {
  location.hash = `#${person}/messages`;
};

function role(each) {
  const steps = each.steps.map((step) => h("li", {}, step.href ? h("a", { href: step.href }, step.text) : step.text));
  return h(
    "li",
    { cls: "card" },
    h("h3", {}, each.title),
    each.name ? h("p", { cls: "lead" }, each.name) : null,
    h("ol", {}, steps),
    h("button", { type: "button", cls: "primary", onclick: go(each.member_id), "aria-label": `${each.title}: become ${each.name || each.member_id}` }, each.name ? `Become ${each.name}` : "Become them"),
  );
}

function everybody(people, words) {
  const wanted = words.trim().toLowerCase();
  const found = people.filter((each) => `${each.name} ${each.title}`.toLowerCase().includes(wanted));
  if (!found.length) return [h("p", { cls: "empty" }, people.length ? h("strong", {}, "Nobody by that name.") : h("strong", {}, "Nobody is here yet."), people.length ? "Try part of a name or a job title." : "People appear here as soon as they are loaded.")];
  const groups = new Map();
  for (const each of found.slice(0, SHOWN)) {
    const title = each.title || "Everyone else";
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  const shown = [...groups].sort(([one], [other]) => one.localeCompare(other)).map(([title, members]) => [
    h("h3", {}, title),
    h("ul", { cls: "people" }, members.map((each) => h("li", {}, h("button", { type: "button", onclick: go(each.id) }, face(each.name), each.name)))),
  ]);
  const more = found.length > SHOWN ? h("p", { cls: "empty" }, `And ${found.length - SHOWN} more: type part of a name to find them.`) : null;
  return [h("p", { cls: "hidden", role: "status" }, `${found.length} people`), ...shown.flat(), more].filter(Boolean);
}

export function chooser(about, people) {
  const list = h("div", {}, everybody(people, ""));
  const search = h("input", {
    id: "who", type: "search", autocomplete: "off",
    oninput: (event) => list.replaceChildren(...everybody(people, event.currentTarget.value)),
  });
  const guide = about.guide.length
    ? [h("h2", {}, "Try a role"), h("ul", { cls: "cards" }, about.guide.map(role))]
    : [];
  return [
    h("h1", {}, "Who would you like to be?"),
    h("p", { cls: "lead" }, "This is a small workspace on this machine. Pick a person and use Staff Voice as they would: you see their messages and nobody else’s."),
    ...guide,
    h("h2", {}, "Everybody"),
    h("label", { for: "who" }, "Find a person by name or job title"),
    search,
    list,
  ];
}
