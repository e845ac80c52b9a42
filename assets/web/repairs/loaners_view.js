// The stock of loaner devices: which are free, which are out and for how long; managers add and retire.
import { make } from "../shared/dom.js";
import { t, textOr } from "../shared/text.js";

/** In what state it was lent, or came back: a code's words, or those that were written where they may be shown. */
export function conditionText({ condition, condition_text: words }) {
  if (!condition) return "";
  return condition === "other" ? (words ?? t("repair.loaner_words")) : textOr(`repair.reason_${condition}`, condition);
}

function standing(loaner) {
  if (loaner.state === "retired") return { mark: "none", text: t("repair.loaner_retired") };
  if (loaner.state === "free") return { mark: "good", text: t("repair.loaner_free") };
  const due = t("repair.loaner_lent", { number: loaner.repair ?? "", day: loaner.due_day ?? "" });
  return loaner.overdue ? { mark: "bad", text: due, word: t("repair.overdue") } : { mark: "busy", text: due };
}

function row(loaner, { manage, busy }) {
  const { mark, text, word } = standing(loaner);
  const about = loaner.repair ?? loaner.last_repair; // its state in words is a note of that order
  const button = (act, label, step = act === "open" ? loaner.repair : String(loaner.id)) =>
    make(
      "button",
      {
        type: "button",
        class: "button quiet",
        "data-act": act,
        "data-step": step,
        "data-key": `${act} ${loaner.id}`,
        "aria-busy": busy === `${act} ${step}` ? "true" : undefined,
      },
      label,
    );
  return make(
    "li",
    { class: `loaner-row ${loaner.state}`, "data-loaner": loaner.label },
    make("span", { class: `mark ${mark}`, "aria-hidden": "true" }),
    make(
      "div",
      { class: "loaner-about" },
      make("b", {}, `${loaner.label} · ${loaner.model}`),
      make("span", {}, word && make("span", { class: "word late" }, word), word && " ", text),
      loaner.condition &&
        make("span", {}, `${t("repair.loaner_state")} · ${conditionText(loaner)}`),
    ),
    loaner.condition === "other" && manage && about && button("read_notes", t("notes.read"), about),
    loaner.state === "lent" && loaner.repair && button("open", t("repair.see_order")),
    loaner.state === "free" && manage && button("retire", t("repair.retire")),
  );
}

const ORDER = ["lent", "free", "retired"];

export function loanerNodes(loaners, { manage, busy }) {
  const list = [...loaners].sort(
    (a, b) =>
      b.overdue - a.overdue || ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.label.localeCompare(b.label),
  );
  const add = { type: "button", class: "button primary", "data-act": "add_loaner", "data-key": "add_loaner" };
  return [
    make(
      "header",
      { class: "order-head" },
      make(
        "div",
        {},
        make("h2", { tabindex: "-1" }, t("repair.loaners")),
        make("p", { class: "aside-text" }, t("repair.loaners_hint")),
      ),
      manage && make("button", add, t("repair.add_loaner")),
    ),
    list.length === 0
      ? make("p", { class: "empty" }, t("repair.no_loaners"))
      : make("ul", { class: "loaners" }, ...list.map((loaner) => row(loaner, { manage, busy }))),
  ];
}

export const addQuestion = () => ({
  title: t("repair.add_loaner"),
  lead: t("repair.add_loaner_lead"),
  yes: t("repair.add_loaner"),
  fields: [
    { name: "label", label: t("repair.loaner_label"), hint: t("repair.loaner_label_hint"), max: 30 },
    { name: "model", label: t("repair.model"), max: 60 },
  ],
  body: (values) => values,
});
