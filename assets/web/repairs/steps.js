// The steps of a repair: which is the next one as a rule, and what each asks before it is taken.
import { t } from "../shared/text.js";
import { conditionText } from "./loaners_view.js";
import { linesFault, money } from "./money.js";
import { moneyInWords } from "./money_words.js";

/** What comes next as a rule; the other steps stand beside it. */
const USUAL = {
  handed_in: "receive",
  received: "diagnose",
  diagnosing: "quote",
  quoted: "approve",
  approved: "repair",
  declined: "ready",
  repairing: "test",
  waiting_for_parts: "repair",
  at_repair_centre: "take-back",
  tested: "ready",
  ready: "hand-over",
};
const ENDS = ["return-unrepaired", "abandon"];

export const usualStep = (order) => (order.state === "diagnosing" && order.warranty ? "repair" : USUAL[order.state]);
/** "primary", "soft" or, for the end of an order without a repair, "plain". */
export const lookOf = (order, step) => (step === usualStep(order) ? "primary" : ENDS.includes(step) ? "plain" : "soft");

const CODES = {
  "return-unrepaired": ["customer_asked", "no_parts", "not_worth_it", "other"],
  abandon: ["customer_asked", "other"],
  repair: ["goodwill", "proof_of_purchase", "other"],
  warranty: ["proof_of_purchase", "no_proof", "abuse", "water_damage", "goodwill", "other"],
  promise: ["parts_late", "workload", "more_found", "technician_ill", "customer_asked", "other"],
  state: ["good", "worn", "damaged", "incomplete", "other"],
  waive: ["lost", "stolen", "damaged", "goodwill", "other"],
};

export const reasonText = (code) => t(`repair.reason_${code}`);

/** A reason from a list, or in words of one's own; reasonOf() makes one text of both. */
export function reasonFields(
  group,
  { name = "reason", label = t("ask.reason"), when = () => true, needed = true } = {},
) {
  const own = `${name}_words`;
  return [
    {
      name,
      label,
      kind: "choice",
      broad: true,
      options: CODES[group].map((code) => ({ value: code, text: reasonText(code) })),
      when,
      wrong: (value) => (needed && !value ? t("ask.reason_missing") : ""),
    },
    {
      name: own,
      label: t("ask.words"),
      kind: "words",
      broad: true,
      max: 160,
      when: (values) => when(values) && values[name] === "other",
      wrong: (value) => (value ? "" : t("ask.words_missing")),
    },
  ];
}

export const reasonOf = (values, name = "reason") =>
  (values[name] === "other" ? values[`${name}_words`] : values[name]) || undefined;

const shelfField = (value = "") => ({
  name: "shelf",
  label: t("repair.shelf"),
  hint: t("repair.shelf_hint"),
  max: 12,
  value,
});

/** A technician knows better than the date whether the warranty holds, and says why. */
const warrantyNow = (order) => (order.warranty_state === "unknown" ? "" : String(order.warranty));
const warrantyFields = (order) => [
  {
    name: "warranty",
    label: t("repair.warranty"),
    kind: "choice",
    options: ["true", "false"].map((value) => ({ value, text: t(`repair.warranty_${value}`) })),
    value: warrantyNow(order),
  },
  ...reasonFields("warranty", {
    label: t("repair.warranty_why"),
    when: (values) => values.warranty !== warrantyNow(order),
  }),
];

const warrantyOf = (values, order) =>
  values.warranty === warrantyNow(order) ? {} : { warranty: values.warranty === "true", reason: reasonOf(values) };

/** Its loaner is out: only a manager may end the order all the same. */
const waiveFields = (order, manager) =>
  order.loaner && manager
    ? reasonFields("waive", {
        name: "loaner_waived",
        label: t("repair.waive", { label: order.loaner.label }),
        needed: false,
      })
    : [];

const endBody = (values) => ({ reason: reasonOf(values), loaner_waived: reasonOf(values, "loaner_waived") });

const told = (name, ...sentences) => ({ name, kind: "told", broad: true, sentences: sentences.filter(Boolean) });

/** The customer's word at the desk, asked once more with the sum; it is for the quote that was shown. */
function answerQuestion(answer, { quote, currency }) {
  const { total_minor, number } = quote;
  const sum = money(total_minor, currency);
  const words = moneyInWords(total_minor, currency);
  return {
    lead: t(`repair.${answer}_lead`),
    yes: t(`repair.${answer}_yes`, { sum }),
    danger: answer === "decline",
    fields: [told("sum", sum, words)],
    body: () => ({ total_minor, quote: number }),
  };
}

/** What must not be forgotten when the device goes out of the door. */
const duesAtEnd = (order) =>
  told(
    "dues",
    order.due_minor > 0
      ? t("repair.due_sum", { sum: money(order.due_minor, order.currency) })
      : t("repair.due_nothing"),
    order.loaner && t("repair.loaner_out", { label: order.loaner.label, model: order.loaner.model }),
  );

const QUESTIONS = {
  approve: (order) => answerQuestion("approve", order),
  decline: (order) => answerQuestion("decline", order),
  receive: () => ({ lead: t("repair.receive_lead"), fields: [shelfField()], body: ({ shelf }) => ({ shelf }) }),
  "take-back": () => ({ lead: t("repair.take_back_lead"), fields: [shelfField()], body: ({ shelf }) => ({ shelf }) }),
  diagnose: (order) => ({
    lead: t("repair.diagnose_lead"),
    fields: warrantyFields(order),
    body: (values) => warrantyOf(values, order),
  }),
  quote: (order) => ({
    lead: t("repair.quote_lead"),
    wide: true,
    fields: [
      {
        name: "lines",
        label: t("repair.lines"),
        kind: "lines",
        broad: true,
        currency: order.currency,
        value: order.quote?.lines,
        also: ["parts_minor", "labour_minor"],
        wrong: linesFault,
      },
      ...warrantyFields(order),
    ],
    body: ({ lines, ...values }) => ({ lines, ...warrantyOf(values, order) }),
  }),
  /** Work that nobody agreed to pay needs the reason why it is free. */
  repair: (order) =>
    order.state === "diagnosing" && !order.warranty
      ? {
          lead: t("repair.free_lead"),
          fields: reasonFields("repair"),
          body: (values) => ({ reason: reasonOf(values) }),
        }
      : null,
  "hand-over": (order, manager) => ({
    lead: t("repair.hand_over_lead"),
    wide: true,
    fields: [
      duesAtEnd(order),
      {
        name: "identity",
        label: t("repair.identity"),
        kind: "choice",
        broad: true,
        options: ["code", "checked"].map((value) => ({ value, text: t(`repair.identity_${value}`) })),
        value: "code",
      },
      {
        name: "pickup_code",
        label: t("repair.pickup_code"),
        hint: t("repair.pickup_code_hint"),
        max: 20,
        broad: true,
        when: ({ identity }) => identity === "code",
        wrong: (value) => (value ? "" : t("repair.pickup_code_missing")),
      },
      ...waiveFields(order, manager),
      { name: "signature", label: t("repair.signature"), kind: "ink", broad: true },
    ],
    body: ({ identity, pickup_code, signature, ...values }) => ({
      ...(identity === "code" ? { pickup_code } : { identity: "checked" }),
      ...(signature.length > 0 ? { signature } : {}),
      loaner_waived: reasonOf(values, "loaner_waived"),
    }),
  }),
  "return-unrepaired": (order, manager) => ({
    lead: t("repair.return_lead"),
    danger: true,
    fields: [duesAtEnd(order), ...reasonFields("return-unrepaired"), ...waiveFields(order, manager)],
    body: endBody,
  }),
  abandon: (order, manager) => ({
    lead: t("repair.abandon_lead"),
    danger: true,
    fields: [...reasonFields("abandon"), ...waiveFields(order, manager)],
    body: endBody,
  }),
};

/** {lead, fields, body(values)} of a step that asks first; null of one that is done by the press alone. */
export const questionOf = (step, order, manager) => QUESTIONS[step]?.(order, manager) ?? null;

export function promiseQuestion(order) {
  return {
    title: t("repair.promise_title"),
    lead: t("repair.promise_lead"),
    yes: t("repair.promise"),
    fields: [
      { name: "promised_day", label: t("repair.promised_day"), kind: "date", value: order.promised_day },
      ...reasonFields("promise"),
    ],
    body: (values) => ({ promised_day: values.promised_day, reason: reasonOf(values) }),
  };
}

const stateFields = () => reasonFields("state", { name: "state", label: t("repair.loaner_state") });

export function lendQuestion(loaners) {
  const free = loaners.filter(({ state }) => state === "free");
  return {
    title: t("repair.lend"),
    lead: t(free.length > 0 ? "repair.lend_lead" : "repair.lend_none"),
    yes: t("repair.lend"),
    fields: [
      {
        name: "loaner",
        label: t("repair.loaner"),
        kind: "choice",
        broad: true,
        options: free.map(({ label, model }) => ({ value: label, text: `${label} · ${model}` })),
        wrong: (value) => (value ? "" : t("repair.loaner_missing")),
      },
      ...stateFields(),
      { name: "due_day", label: t("repair.due_day"), kind: "date" },
    ],
    body: (values) => ({
      loaner: values.loaner,
      state: reasonOf(values, "state"),
      due_day: values.due_day || undefined,
    }),
  };
}

export function returnQuestion(order) {
  return {
    title: t("repair.take_loaner", { label: order.loaner?.label ?? "" }),
    lead: order.loaner
      ? [order.loaner.label, order.loaner.model, t("repair.lent_as", { state: conditionText(order.loaner) })].join(" · ")
      : "",
    yes: t("repair.take_loaner_yes"),
    fields: stateFields(),
    body: (values) => ({ state: reasonOf(values, "state") }),
  };
}
