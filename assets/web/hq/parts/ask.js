// A question before something is done. It is sent from the dialog, so that a refusal is shown where it can be mended
// and nothing typed is lost.
import { make, say, show } from "../../shared/dom.js";
import { busy, whyNot } from "./act.js";
import { Form } from "./form.js";
import { p } from "./words.js";

class Question {
  constructor({ title, lead = [], fields = [], yes, danger = false, wide = false, send }) {
    this.send = send;
    this.form = new Form(fields, () => this.tell(""));
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.yes = make("button", { class: `button primary${danger ? " danger" : ""}`, "data-yes": true }, yes);
    this.no = make(
      "button",
      { type: "button", class: "button", "data-no": true, onclick: () => this.leave() },
      p("back"),
    );
    const form = make(
      "form",
      { method: "dialog", novalidate: true },
      make("h2", {}, title),
      ...[lead].flat().map((text) => (typeof text === "string" ? make("p", { class: "ask-lead" }, text) : text)),
      fields.length > 0 && this.form.node,
      this.note,
      make("div", { class: "dialog-foot" }, this.no, this.yes),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog = make("dialog", { class: `ask${wide ? " wide" : ""}`, "aria-label": title }, form);
    this.dialog.addEventListener("cancel", (event) => this.free && event.preventDefault());
  }

  tell(text) {
    show(this.note, text !== "");
    say(this.note, text);
  }

  leave() {
    if (!this.free) this.dialog.close();
  }

  async submit() {
    if (this.free || !this.form.check()) return;
    this.tell("");
    this.free = busy(this.yes);
    this.no.disabled = true;
    try {
      this.answer = { value: await this.send(this.form.values()) };
      this.settle();
      this.dialog.close();
    } catch (error) {
      this.settle();
      const text = whyNot(error);
      if (!error.field || !this.form.fault(error.field, text)) this.tell(text);
    }
  }

  settle() {
    this.free?.();
    this.free = null;
    this.no.disabled = false;
  }

  ask() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    (this.form.first() ?? (this.yes.classList.contains("danger") ? this.no : this.yes)).focus();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        this.dialog.remove();
        resolve(this.answer ?? null);
      });
    });
  }
}

/** Asks, sends, and resolves with {value: the answer}, or null when it was left. `lead`: a text, a node, or several. */
export const ask = (words) => new Question(words).ask();
