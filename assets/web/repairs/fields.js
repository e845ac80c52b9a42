// The kinds of fields of a form: each makes {node, value(), renew?(options)} and tells when it was changed.
import { make, say } from "../shared/dom.js";
import { t } from "../shared/text.js";
import { inkField, marksField } from "./drawings.js";
import { minorOf, money, plainMoney } from "./money.js";

function line(field, changed, extra = {}) {
  const node = make("input", {
    type: "text",
    class: "input",
    "data-field": field.name,
    "aria-label": field.label,
    placeholder: field.hint,
    maxlength: field.max ?? 200,
    inputmode: field.keys,
    autocomplete: "off",
    spellcheck: "false",
    ...extra,
  });
  node.value = field.value ?? "";
  node.addEventListener("input", changed);
  return { node, value: () => node.value.trim() };
}

function words(field, changed) {
  const node = make("textarea", {
    class: "input",
    rows: field.rows ?? 2,
    maxlength: field.max ?? 600,
    "data-field": field.name,
    "aria-label": field.label,
    placeholder: field.hint,
  });
  node.value = field.value ?? "";
  node.addEventListener("input", changed);
  return { node, value: () => node.value.trim() };
}

function chips(field, changed, many) {
  const chosen = new Set([field.value ?? []].flat().filter(Boolean));
  const role = many ? "checkbox" : "radio";
  const node = make("div", {
    class: "chips",
    role: many ? "group" : "radiogroup",
    "aria-label": field.label,
    "data-field": field.name,
  });
  let shown = "";
  const mark = () => {
    for (const chip of node.children) chip.setAttribute("aria-checked", String(chosen.has(chip.dataset.value)));
  };
  const renew = (options) => {
    const now = JSON.stringify(options);
    if (now === shown) return;
    shown = now;
    for (const one of [...chosen]) if (!options.some(({ value }) => value === one)) chosen.delete(one);
    const chip = ({ value, text }) =>
      make("button", { type: "button", class: "chip", role, "data-value": value }, text);
    node.replaceChildren(...options.map(chip));
    mark();
  };
  node.addEventListener("click", (event) => {
    const value = event.target.closest(".chip")?.dataset.value;
    if (value === undefined) return;
    if (!many) chosen.clear();
    if (many && chosen.has(value)) chosen.delete(value);
    else chosen.add(value);
    mark();
    changed();
  });
  node.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...node.children];
    const at = all.indexOf(document.activeElement);
    if (!by || at < 0) return;
    event.preventDefault();
    all[(at + by + all.length) % all.length].focus();
  });
  renew(field.options ?? []);
  return { node, renew, value: () => (many ? [...chosen] : ([...chosen][0] ?? "")) };
}

/** One of many, from a list that opens; with renew() of what another field says. */
function select(field, changed) {
  const node = make("select", { class: "input", "data-field": field.name, "aria-label": field.label });
  let wanted = field.value ?? "";
  let shown = "";
  const renew = (options) => {
    const now = JSON.stringify(options);
    if (now === shown) return;
    shown = now;
    const all = [{ value: "", text: t("form.choose") }, ...options];
    node.replaceChildren(...all.map(({ value, text }) => make("option", { value }, text)));
    node.value = all.some(({ value }) => value === wanted) ? wanted : "";
    wanted = node.value;
  };
  node.addEventListener("change", () => {
    wanted = node.value;
    changed();
  });
  renew(field.options ?? []);
  return { node, renew, value: () => node.value };
}

/** Sentences to read; nothing is asked. */
const told = (field) => ({
  node: make(
    "div",
    { class: "told-words", "data-field": field.name },
    field.label && make("p", { class: "ask-label" }, field.label),
    ...field.sentences.map((sentence) => make("p", {}, sentence)),
  ),
  value: () => undefined,
});

function check(field, changed) {
  const input = make("input", { type: "checkbox", "data-field": field.name });
  input.checked = Boolean(field.value);
  input.addEventListener("change", changed);
  return { node: make("label", { class: "check" }, input, make("span", {}, field.label)), value: () => input.checked };
}

/** Parts and labour, one a line, and what they come to. */
function lines(field, changed) {
  const list = make("ul", { class: "quote-lines" });
  const total = make("strong", { class: "quote-total" });
  const read = () =>
    [...list.children].map((row) => ({
      kind: row.dataset.kind,
      text: row.querySelector("[data-line=text]").value.trim(),
      minor: minorOf(row.querySelector("[data-line=minor]").value),
    }));
  const sum = () =>
    say(
      total,
      money(
        read().reduce((all, { minor }) => all + (minor ?? 0), 0),
        field.currency,
      ),
    );
  const count = () => {
    sum();
    changed();
  };
  const add = ({ kind, text = "", minor }) => {
    const what = make("input", {
      class: "input",
      "data-line": "text",
      maxlength: 60,
      placeholder: t(`repair.line_${kind}_hint`),
    });
    what.value = text;
    const much = make("input", {
      class: "input",
      "data-line": "minor",
      inputmode: "decimal",
      placeholder: "0.00",
      maxlength: 9,
    });
    much.value = minor === undefined ? "" : plainMoney(minor);
    what.setAttribute("aria-label", `${t(`repair.line_${kind}`)}: ${t("repair.line_what")}`);
    much.setAttribute("aria-label", `${t(`repair.line_${kind}`)}: ${t("repair.line_price")}`);
    const row = make(
      "li",
      { "data-kind": kind },
      make("span", { class: "line-kind" }, t(`repair.line_${kind}`)),
      what,
      much,
    );
    const away = () => {
      row.remove();
      count();
    };
    row.append(
      make(
        "button",
        { type: "button", class: "button plain", "aria-label": t("repair.line_away"), onclick: away },
        "×",
      ),
    );
    list.append(row);
    return what;
  };
  list.addEventListener("input", count);
  for (const one of field.value?.length ? field.value : [{ kind: "part" }, { kind: "labour" }]) add(one);
  const more = (kind) =>
    make(
      "button",
      { type: "button", class: "button soft", "data-add": kind, onclick: () => add({ kind }).focus() },
      t(`repair.add_${kind}`),
    );
  const foot = make(
    "p",
    { class: "quote-foot" },
    more("part"),
    more("labour"),
    make("span", { class: "grow" }),
    `${t("repair.total")} `,
    total,
  );
  sum();
  // A line with neither words nor price was only offered.
  const used = () => read().filter(({ text, minor }) => text || minor !== 0);
  return { node: make("div", { "data-field": field.name }, list, foot), value: used };
}

export const FIELDS = {
  line,
  words,
  lines,
  check,
  select,
  told,
  date: (field, changed) => line(field, changed, { type: "date", min: field.min, max: field.max_day }),
  choice: (field, changed) => chips(field, changed, false),
  many: (field, changed) => chips(field, changed, true),
  ink: inkField,
  marks: marksField,
};
