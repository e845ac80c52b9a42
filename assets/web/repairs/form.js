// A form in a dialog: fields of several kinds, sent from it, so that what the branch says of a field stands beside that
// field and nothing typed is lost.
import { make, say, show } from "../shared/dom.js";
import { Refused } from "../shared/api.js";
import { t } from "../shared/text.js";
import { FIELDS } from "./fields.js";

const UNLABELLED = new Set(["check", "told"]);

class Form {
  constructor({ title, lead = "", fields = [], yes, danger = false, wide = false, send }) {
    this.send = send;
    this.yesText = yes;
    this.busy = false;
    this.answer = null;
    this.stepwise = wide; // many fields: Enter goes on to the next one, and only the button sends
    this.note = make("p", { class: "note", role: "alert", hidden: true });
    this.rows = fields.filter(Boolean).map((field) => this.row(field));
    this.yes = make("button", { class: `button primary${danger ? " danger" : ""}`, "data-yes": true }, yes);
    const no = { type: "button", class: "button", "data-no": true, onclick: () => this.leave() };
    this.foot = make("div", { class: "dialog-foot" }, make("button", no, t("dialog.back")), this.yes);
    this.doubt = this.makeDoubt();
    const form = make(
      "form",
      { method: "dialog", novalidate: true },
      make("h2", {}, title),
      lead && make("p", { class: "ask-lead" }, lead),
      make("div", { class: `form-fields${wide ? " wide" : ""}` }, ...this.rows.map(({ node }) => node)),
      this.note,
      this.foot,
      this.doubt,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog = make("dialog", { class: `ask repair-form${wide ? " wide" : ""}`, "aria-label": title }, form);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    this.dialog.addEventListener("keydown", (event) => this.pressKey(event));
  }

  /** What stands in the foot's place before something filled in is thrown away. */
  makeDoubt() {
    const keep = () => {
      this.drawDoubt(false);
      this.yes.focus();
    };
    return make(
      "div",
      { class: "dialog-foot doubt", role: "alert", hidden: true },
      make("p", {}, t("form.doubt")),
      make(
        "button",
        { type: "button", class: "button", "data-throw": true, onclick: () => this.dialog.close() },
        t("form.throw_away"),
      ),
      make("button", { type: "button", class: "button primary", "data-keep": true, onclick: keep }, t("form.keep")),
    );
  }

  drawDoubt(now) {
    show(this.foot, !now);
    show(this.doubt, now);
    if (now) this.doubt.querySelector("[data-keep]").focus();
  }

  pressKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      if (event.repeat) return;
      if (this.doubt.hidden) this.leave();
      else this.drawDoubt(false);
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      if (!this.stepwise && event.target.matches("input")) return;
      event.preventDefault();
      if (!event.isComposing) this.toNext(event.target);
    }
  }

  toNext(from) {
    const places = [...this.dialog.querySelectorAll("input, select, textarea, .chip, [data-yes]")];
    const seen = places.filter((node) => node.offsetParent !== null || node === from);
    seen[seen.indexOf(from) + 1]?.focus();
  }

  row(field) {
    const input = FIELDS[field.kind ?? "line"](field, () => this.changed());
    const fault = make("p", { class: "field-fault", role: "alert", hidden: true });
    const label = UNLABELLED.has(field.kind) ? null : make("p", { class: "ask-label" }, field.label);
    const look = `form-field${field.broad ? " broad" : ""}`;
    const node = make("div", { class: look, "data-row": field.name }, label, input.node, fault);
    return { field, input, node, fault };
  }

  values() {
    const shown = this.rows.filter(({ node }) => !node.hidden);
    return Object.fromEntries(shown.map(({ field, input }) => [field.name, input.value()]));
  }

  /** Fields may depend on one another: `when(values)` shows one, `of(values)` gives it other choices. */
  changed() {
    // Twice: what is shown now may be what another one depends on.
    for (let pass = 0; pass < 2; ++pass) {
      const values = this.values();
      for (const { field, input, node } of this.rows) {
        if (field.of) input.renew(field.of(values));
        show(node, !field.when || field.when(values));
      }
    }
  }

  tell(kind, text) {
    this.note.className = `note ${kind}`;
    show(this.note, text !== "");
    say(this.note, text);
  }

  /** Puts what is wrong beside its field; false where there is no such field. */
  tellAt(name, text) {
    for (const row of this.rows) show(row.fault, false);
    const named = ({ field, node }) => !node.hidden && (field.name === name || field.also?.includes(name));
    const row = this.rows.find(named);
    if (!row) return false;
    say(row.fault, text);
    show(row.fault, true);
    row.node.scrollIntoView({ block: "center" });
    row.node.querySelector("input, textarea, select, button, canvas, svg")?.focus();
    return true;
  }

  /** Without a question where nothing was filled in. */
  leave() {
    if (this.busy) return;
    if (JSON.stringify(this.values()) === this.untouched) this.dialog.close();
    else this.drawDoubt(true);
  }

  drawBusy(now) {
    this.busy = now;
    this.yes.setAttribute("aria-busy", String(now));
    say(this.yes, now ? t("next.wait") : this.yesText);
  }

  /** What a field wants before anything is sent. */
  missing(values) {
    for (const { field, node } of this.rows) {
      const text = node.hidden ? "" : (field.wrong?.(values[field.name], values) ?? "");
      if (text) return this.tellAt(field.name, text);
    }
    return false;
  }

  async submit() {
    if (this.busy) return;
    this.tell("", "");
    const values = this.values();
    if (this.missing(values)) return;
    this.tellAt("", "");
    this.drawBusy(true);
    try {
      this.answer = { value: await this.send(values, () => this.tell("warn", t("lost.sending"))) };
      this.busy = false;
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) {
        this.busy = false;
        return this.dialog.close();
      }
      this.tell("", "");
      if (!error.field || !this.tellAt(error.field, error.message)) this.tell("bad", error.message);
    } finally {
      this.drawBusy(false);
    }
  }

  ask() {
    document.body.append(this.dialog);
    this.changed();
    this.untouched = JSON.stringify(this.values());
    this.dialog.showModal();
    const first = this.rows.find(({ node }) => !node.hidden)?.node.querySelector("input, textarea, select, .chip");
    (first ?? this.yes).focus();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        this.dialog.remove();
        resolve(this.answer);
      });
    });
  }
}

/**
 * Asks, sends, and resolves with {value: what the branch answered}, or null when it was left. A field has name, label,
 * kind (see fields.js), and may have value, hint, when(values), of(values), wrong(value, values) and `also`: other names
 * that the branch may give it.
 */
export const askForm = (words) => new Form(words).ask();
