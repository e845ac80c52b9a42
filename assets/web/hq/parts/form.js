// Fields with a fault beside each. What is typed stays until the person takes it away.
import { make, say, show } from "../../shared/dom.js";
import { p } from "./words.js";

let counted = 0;

function choices(field, input) {
  for (const { value, text } of field.options) input.append(make("option", { value }, text));
}

function inputOf(field, id) {
  const shared = {
    id,
    name: field.name,
    maxlength: field.max_length,
    placeholder: field.placeholder,
    autocomplete: field.autocomplete ?? "off",
    spellcheck: field.kind === "area" ? "true" : "false",
    disabled: field.disabled,
    class: field.mono ? "mono" : undefined,
  };
  if (field.kind === "area") return make("textarea", { ...shared, rows: field.rows ?? 3 });
  if (field.kind === "select") {
    const input = make("select", { id, name: field.name, disabled: field.disabled });
    choices(field, input);
    return input;
  }
  if (field.kind === "number")
    return make("input", {
      ...shared,
      type: "number",
      min: field.min,
      max: field.max,
      step: field.step ?? 1,
      inputmode: "decimal",
    });
  return make("input", { ...shared, type: field.kind ?? "text", list: field.suggestions ? `${id}-list` : undefined });
}

function checkRow(field, id) {
  const input = make("input", { id, name: field.name, type: "checkbox", disabled: field.disabled });
  return { input, node: make("label", { class: "check", for: id }, input, make("span", {}, field.label)) };
}

class Row {
  constructor(field, changed) {
    const id = `field-${field.name}-${++counted}`;
    this.field = field;
    this.fault = make("p", { class: "field-fault", id: `${id}-fault`, role: "alert", hidden: true });
    const hint = field.hint && make("p", { class: "field-hint", id: `${id}-hint` }, field.hint);
    if (field.kind === "check") {
      const { input, node } = checkRow(field, id);
      this.input = input;
      this.node = make("div", { class: "form-row", "data-field": field.name }, node, hint, this.fault);
    } else {
      this.input = inputOf(field, id);
      const list =
        field.suggestions &&
        make("datalist", { id: `${id}-list` }, ...field.suggestions.map((value) => make("option", { value })));
      this.node = make(
        "div",
        { class: `form-row${field.wide ? " wide" : ""}`, "data-field": field.name },
        make("label", { for: id }, field.label),
        this.input,
        list,
        hint,
        this.fault,
      );
    }
    this.input.setAttribute("aria-describedby", [hint && hint.id, this.fault.id].filter(Boolean).join(" "));
    if (field.value !== undefined && field.value !== null) this.value = field.value;
    this.input.addEventListener("input", () => {
      this.tell("");
      changed();
    });
  }

  get value() {
    if (this.field.kind === "check") return this.input.checked;
    const text = this.field.mono || this.field.kind === "password" ? this.input.value : this.input.value.trim();
    if (this.field.kind === "number") return text === "" ? null : Number(text);
    return text;
  }

  set value(value) {
    if (this.field.kind === "check") this.input.checked = Boolean(value);
    else this.input.value = value ?? "";
  }

  tell(text) {
    show(this.fault, text !== "");
    say(this.fault, text);
    this.input.setAttribute("aria-invalid", String(text !== ""));
  }

  /** What is wrong with it as far as the page can know. */
  wrong() {
    const { field, value } = this;
    if (this.node.hidden) return "";
    if (field.kind === "number" && (this.input.validity.badInput || this.outside()))
      return p("number_range", { low: field.min, high: field.max });
    if (field.required && (value === "" || value === null)) return field.missing ?? p("required");
    return field.check?.(value) ?? "";
  }

  outside() {
    const { field, value } = this;
    if (value === null) return false;
    const step = field.step ?? 1;
    return (
      (step === 1 && !Number.isInteger(value)) || value < (field.min ?? -Infinity) || value > (field.max ?? Infinity)
    );
  }
}

/**
 * Fields: {name, label, kind: "text"|"area"|"select"|"number"|"check"|"password"|"date"|"time"…, options, suggestions,
 * hint, required, missing, check(value) -> fault, when(values), value, min, max, step, max_length, wide, mono, disabled}.
 */
export class Form {
  constructor(fields, changed = () => {}) {
    this.changed = changed;
    this.rows = fields.map((field) => new Row(field, () => this.drawn()));
    this.node = make("div", { class: "form" }, ...this.rows.map(({ node }) => node));
    this.arrange();
  }

  drawn() {
    this.arrange();
    this.changed(this.values());
  }

  arrange() {
    const values = this.values();
    for (const { field, node } of this.rows) show(node, !field.when || field.when(values));
  }

  values() {
    return Object.fromEntries(this.rows.map((row) => [row.field.name, row.value]));
  }

  row(name) {
    return this.rows.find(({ field }) => field.name === name);
  }

  set(name, value) {
    this.row(name).value = value;
    this.drawn();
  }

  /** Marks what the page can see itself; true when nothing is wrong. */
  check() {
    let first = null;
    for (const row of this.rows) {
      const text = row.wrong();
      row.tell(text);
      if (text && !first) first = row;
    }
    first?.input.focus();
    return first === null;
  }

  /** Shows headquarters' fault beside its field; false when no field has that name. */
  fault(name, text) {
    const row = this.row(name) ?? this.row(String(name).split(/[.[]/)[0]);
    if (!row || row.node.hidden) return false;
    row.tell(text);
    row.input.focus();
    return true;
  }

  first() {
    return this.rows.find(({ node, input }) => !node.hidden && !input.disabled)?.input;
  }
}
