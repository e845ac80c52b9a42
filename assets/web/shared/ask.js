// A question before something is done: choices and words in a dialog, sent from it, so that a refusal is shown where it
// can be mended and nothing chosen is lost.
import { make, say, show } from "./dom.js";
import { Refused } from "./api.js";
import { t } from "./text.js";

const TEXT_MAX = 200;

function choiceField(field, changed) {
  const chips = field.options.map(({ value, text }) =>
    make(
      "button",
      { type: "button", class: "chip", role: "radio", "data-value": value, "aria-checked": "false" },
      text,
    ),
  );
  const mark = () => {
    for (const chip of chips) chip.setAttribute("aria-checked", String(chip.dataset.value === field.value));
  };
  const group = make(
    "div",
    { class: "chips", role: "radiogroup", "aria-label": field.label, "data-field": field.name },
    ...chips,
  );
  group.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (!chip) return;
    field.value = chip.dataset.value;
    mark();
    changed();
  });
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = chips.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    chips[(at + step + chips.length) % chips.length].focus();
  });
  mark();
  return group;
}

function textField(field) {
  const input = make("textarea", {
    rows: 2,
    maxlength: field.max ?? TEXT_MAX,
    "data-field": field.name,
    "aria-label": field.label,
    placeholder: field.hint,
  });
  input.addEventListener("input", () => (field.value = input.value.trim()));
  return input;
}

class Question {
  constructor({ title, lead = "", fields = [], yes, danger = false, send }) {
    this.send = send;
    this.fields = fields.map((field) => ({ value: "", ...field }));
    this.busy = false;
    this.yesText = yes;
    this.note = make("p", { class: "note", role: "alert", hidden: true });
    this.yes = make("button", { class: `button primary${danger ? " danger" : ""}`, "data-yes": true }, yes);
    this.rows = this.fields.map((field) => this.row(field));
    const form = make(
      "form",
      { method: "dialog" },
      make("h2", {}, title),
      lead && make("p", { class: "ask-lead" }, lead),
      ...this.rows.map(({ node }) => node),
      this.note,
      make(
        "div",
        { class: "dialog-foot" },
        make(
          "button",
          { type: "button", class: "button", "data-no": true, onclick: () => this.leave() },
          t("dialog.back"),
        ),
        this.yes,
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog = make("dialog", { class: "ask", "aria-label": title }, form);
    this.dialog.addEventListener("cancel", (event) => this.busy && event.preventDefault());
  }

  row(field) {
    const input = field.options ? choiceField(field, () => this.changed()) : textField(field);
    return { field, node: make("div", { class: "ask-field" }, make("p", { class: "ask-label" }, field.label), input) };
  }

  /** Words of one's own are asked for only where a choice wants them. */
  changed() {
    const values = this.values();
    for (const { field, node } of this.rows) show(node, !field.when || field.when(values));
    this.tell("", "");
  }

  values() {
    return Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
  }

  tell(kind, text) {
    this.note.className = `note ${kind}`;
    show(this.note, text !== "");
    say(this.note, text);
  }

  leave() {
    if (!this.busy) this.dialog.close();
  }

  drawBusy(now) {
    this.busy = now;
    this.yes.setAttribute("aria-busy", String(now));
    say(this.yes, now ? t("next.wait") : this.yesText);
  }

  async submit() {
    if (this.busy) return;
    const missing = this.rows.find(({ field, node }) => !node.hidden && field.missing && !field.value);
    if (missing) {
      this.tell("warn", missing.field.missing);
      return missing.node.querySelector("button, textarea").focus();
    }
    this.drawBusy(true);
    try {
      this.answer = { value: await this.send(this.values(), () => this.tell("warn", t("lost.sending"))) };
      this.busy = false;
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) {
        this.busy = false;
        return this.dialog.close();
      }
      this.tell("bad", error.message);
    } finally {
      this.drawBusy(false);
    }
  }

  ask() {
    document.body.append(this.dialog);
    this.changed();
    this.dialog.showModal();
    (this.dialog.querySelector('[aria-checked="true"], .chip, textarea') ?? this.yes).focus();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        this.dialog.remove();
        resolve(this.answer ?? null);
      });
    });
  }
}

/**
 * Asks, sends, and resolves with {value: what the branch answered}, or null when it was left. `fields`: {name, label,
 * options: [{value, text}], value, missing, when(values)} for a choice, the same without options for words; `missing`
 * is what to say when it is needed and not there.
 */
export const ask = (words) => new Question(words).ask();
