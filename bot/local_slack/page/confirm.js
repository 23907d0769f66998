import { h, newId } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

// Asks "are you sure" in a dialog of its own; true at once when there is nothing to ask.
export function confirmed(given) {
  if (!given) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = newId("confirm");
    const end = (answer) => () => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const dialog = h(
      "dialog",
      { "aria-labelledby": title, role: "alertdialog" },
      h("header", {}, h("h2", { id: title }, plain(given.title))),
      h("div", { cls: "inside text" }, textObject(given.text, {})),
      h(
        "footer",
        {},
        h("button", { type: "button", onclick: end(false) }, plain(given.deny)),
        h("button", { type: "button", cls: given.style === "danger" ? "danger" : "primary", onclick: end(true) }, plain(given.confirm)),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(false)();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
