// Many choices from a list: a tick for each, which every keyboard and screen reader knows, and a
// box to find some of them where there are many or where the bot has to be asked for them.
import { h, newId } from "./dom.js";
import { plain } from "./mrkdwn.js";

const WITHOUT_SEARCH = 12;
const PAUSE = 250;

const pairOf = (option) => [option.value, plain(option.text)];

// `some` is { groups: [[name, [[value, words]]]], now: [value], key }.
export function manyOf(block, element, seen, label, some) {
  const external = element.type === "multi_external_select";
  const known = ((seen.found ??= {})[block.block_id] ??= new Map());
  const begun = [...(element.initial_options ?? []), ...(seen.state?.[block.block_id]?.[element.action_id]?.selected_options ?? [])];
  for (const [value, words] of begun.map(pairOf)) known.set(value, words);
  const ticked = new Set(some.now);
  const field = h("fieldset", { cls: "many", ...(label.id ? { "aria-labelledby": label.id } : { "aria-label": label.words }) });
  const list = h("div", { cls: "list" });
  const status = h("p", { cls: "hidden", role: "status" });

  const tick = (value, words) =>
    h("label", { cls: "choice" },
      h("input", {
        type: "checkbox", value, checked: ticked.has(value), "data-key": `${some.key}${value}`,
        onchange: (event) => {
          event.currentTarget.checked ? ticked.add(value) : ticked.delete(value);
          known.set(value, words);
          return seen.choose([...ticked]);
        },
      }),
      h("span", {}, words));

  const show = (groups, told) => {
    const made = groups.filter(([, pairs]) => pairs.length).map(([name, pairs]) => {
      const ticks = pairs.map(([value, words]) => tick(value, words));
      const id = newId("group");
      return name === null ? ticks : h("div", { role: "group", "aria-labelledby": id }, h("p", { cls: "group", id }, name), ticks);
    });
    list.replaceChildren(...(made.length ? made.flat() : [h("p", { cls: "hint" }, told)]));
    status.textContent = `${groups.flatMap(([, pairs]) => pairs).length} choices`;
  };

  const chosen = () => [...ticked].map((value) => [value, known.get(value) ?? value]);
  const all = some.groups.flatMap(([, pairs]) => pairs);
  if (!external) {
    for (const [value, words] of all) known.set(value, words);
    show(some.groups, "Nothing to choose from.");
  } else show([[null, chosen()]], "Type part of a name to find some.");
  if (external || all.length > WITHOUT_SEARCH) {
    let waiting;
    const find = async (words) => {
      const wanted = words.trim().toLowerCase();
      if (!external) {
        return show(some.groups.map(([name, pairs]) => [name, pairs.filter(([, said]) => said.toLowerCase().includes(wanted))]), "Nothing by that name.");
      }
      const found = wanted ? (await seen.search(block, words)).map(pairOf) : [];
      const rest = found.filter(([value]) => !ticked.has(value));
      show([[null, [...chosen(), ...rest]]], wanted ? "Nothing by that name." : "Type part of a name to find some.");
    };
    field.append(h("input", {
      type: "search", autocomplete: "off", placeholder: "Find…", "aria-label": `Find: ${label.words}`, "data-key": `${some.key}find`,
      oninput: (event) => {
        const words = event.currentTarget.value;
        clearTimeout(waiting);
        waiting = setTimeout(() => find(words).catch((error) => (status.textContent = error.message)), external ? PAUSE : 0);
      },
      onkeydown: (event) => event.key === "Enter" && event.preventDefault(),
    }));
  }
  field.append(list, status);
  return field;
}
