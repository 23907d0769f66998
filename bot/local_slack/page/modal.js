// The modal in front of a person, as a dialog: the browser keeps the keyboard inside it and gives
// Escape; what was typed stays when the bot changes the form.
import { as, send } from "./api.js";
import { blocks } from "./blocks.js";
import { h, newId, once } from "./dom.js";
import { plain } from "./mrkdwn.js";

export class Modal {
  constructor(desk) {
    this.desk = desk;
    this.view = null;
    this.typed = {};
    this.found = {};
    this.busy = false;
    this.inside = h("div", { cls: "inside" });
    this.form = h("form", { novalidate: true, onsubmit: (event) => this.submit(event) });
    this.dialog = h("dialog", {}, this.form);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.dismiss();
    });
    document.body.append(this.dialog);
  }

  // Shows what the workspace says is in front now; null puts the dialog away.
  show(view, errors = {}) {
    if (view === null) return this.putAway();
    const same = view.id === this.view?.id;
    if (same && view.hash === this.view.hash && !Object.keys(errors).length) return;
    if (!same) [this.typed, this.found] = [{}, {}];
    const opening = !this.dialog.open;
    if (opening) this.from = document.activeElement?.dataset?.key;
    this.view = view;
    this.draw(errors, same);
    if (opening) this.dialog.showModal();
    if (!same || opening) this.first();
  }

  // The keyboard begins at the first field, else at the first button; in a text so long that it
  // stands below, at the text, which the arrow keys then scroll.
  first() {
    const { inside } = this;
    inside.scrollTop = 0;
    const field = inside.querySelector("[autofocus], input, textarea, select");
    const wanted = field ?? inside.querySelector("button, a") ?? this.form.querySelector("button");
    const below = inside.contains(wanted) && wanted.getBoundingClientRect().top > inside.getBoundingClientRect().bottom;
    inside.tabIndex = below ? 0 : -1;
    (below ? inside : wanted)?.focus();
  }

  draw(errors, keepPlace) {
    const { view } = this;
    const at = keepPlace ? document.activeElement?.dataset?.key : null;
    const scrolled = this.inside.scrollTop;
    const title = newId("modal");
    const back = view.depth > 1;
    const leave = back ? "Back" : view.close ? plain(view.close) : "Close";
    const close = h("button", { type: "button", cls: "quiet", "aria-label": leave, onclick: (event) => once(event.currentTarget, () => this.dismiss()) }, back ? "←" : "✕");
    this.wrong = h("p", { cls: "trouble", role: "alert", hidden: true });
    this.inside.replaceChildren(this.wrong, blocks(view.blocks, this.seen(errors)));
    const foot = view.submit
      ? h("footer", {}, h("button", { type: "button", onclick: (event) => once(event.currentTarget, () => this.dismiss()) }, plain(view.close) || "Cancel"),
          h("button", { type: "submit", cls: "primary", "data-key": "submit" }, plain(view.submit)))
      : view.close ? h("footer", {}, h("button", { type: "button", onclick: () => this.dismiss() }, plain(view.close))) : null;
    this.form.replaceChildren(h("header", {}, h("h2", { id: title }, plain(view.title)), close), this.inside, ...(foot ? [foot] : []));
    this.dialog.setAttribute("aria-labelledby", title);
    this.inside.scrollTop = scrolled;
    if (at) this.stay(at);
  }

  // The keyboard stays where it was, on a button that carries something new too; where what it was
  // on has gone, another page begins at its top.
  stay(at) {
    const same = this.form.querySelector(`[data-key="${CSS.escape(at)}"]`);
    const alike = this.form.querySelector(`[data-key^="${CSS.escape(at.split("/").slice(0, 3).join("/"))}/"]`);
    if (same ?? alike) (same ?? alike).focus({ preventScroll: true });
    else this.first();
  }

  seen(errors) {
    return {
      ...this.desk.seen,
      key: this.view.id,
      level: 3,
      errors,
      typed: this.typed,
      found: this.found,
      search: (block, words) =>
        send(as(this.desk.person.id, "suggest"), { block_id: block.block_id, value: words }).then((answer) => answer.options),
      state: this.view.state.values,
      note: (block, element, value) => {
        (this.typed[block.block_id] ??= {})[element.action_id] = value;
      },
      press: (block, element, value) =>
        this.desk.press({ action_id: element.action_id, block_id: block.block_id, value, where: "modal", values: this.values() }),
    };
  }

  // Only what belongs to blocks the form still has.
  values() {
    const here = new Set(this.view.blocks.map((each) => each.block_id));
    return Object.fromEntries(Object.entries(this.typed).filter(([block]) => here.has(block)));
  }

  async submit(event) {
    event.preventDefault();
    const button = this.form.querySelector("button[type=submit]");
    if (!button) return;
    await once(button, async () => {
      try {
        const answer = await send(as(this.desk.person.id, "submit"), { values: this.values() });
        const [errors, before] = [answer.errors ?? {}, this.view];
        this.show(answer.modal, errors);
        if (Object.keys(errors).length) this.complain(errors);
        else if (this.view && this.view !== before) this.first(); // what was handed in is done with
      } catch (error) {
        this.say(error.message);
      }
    });
  }

  complain(errors) {
    const count = Object.keys(errors).length;
    this.say(count === 1 ? "One answer needs another look." : `${count} answers need another look.`);
    for (const block of this.inside.querySelectorAll("[data-block]")) {
      if (!errors[block.dataset.block]) continue;
      block.querySelector("input, textarea, select")?.focus();
      break;
    }
  }

  say(sentence) {
    this.wrong.textContent = sentence;
    this.wrong.hidden = false;
  }

  async dismiss() {
    try {
      this.show((await send(as(this.desk.person.id, "close"))).modal);
    } catch {
      this.putAway();
    }
  }

  putAway() {
    this.view = null;
    this.typed = {};
    if (!this.dialog.open) return;
    this.dialog.close();
    const opener = this.from && document.querySelector(`main [data-key="${CSS.escape(this.from)}"]`);
    (opener ?? document.getElementById("main")).focus();
  }

  end() {
    this.putAway();
    this.dialog.remove();
  }
}
