// A device in repair: where it stands, what was done, what it costs, and the customer's answer to a quote.
import { make } from "../shared/dom.js";
import { question } from "./question.js";
import { clockTime, dayWords, language, money, t } from "./words.js";

const LOOKS = {
  ready: "good",
  handed_over: "good",
  tested: "good",
  quoted: "warn",
  waiting_for_parts: "warn",
  abandoned: "warn",
};

function fact(label, ...values) {
  const shown = values.filter(Boolean).map((value) => (value instanceof Node ? value : make("dd", {}, value)));
  return make("div", {}, make("dt", {}, label), ...shown);
}

function lines(told) {
  const rows = (told.quote?.lines ?? []).map((line) =>
    make(
      "tr",
      {},
      make("td", {}, line.text || t(line.kind === "labour" ? "labour" : "parts")),
      make("td", {}, money(line.minor, told.currency)),
    ),
  );
  return rows.length ? make("dd", { class: "plain" }, make("table", { class: "lines" }, ...rows)) : null;
}

function costOf(told) {
  if (!told.quote) return [told.warranty ? t("free") : t("not_known")];
  const sum = money(told.quote.total_minor, told.currency);
  if (told.can_answer) return [t("if_agree", { sum }), lines(told)];
  return [told.quote.approved ? sum : t("declined"), told.quote.approved ? lines(told) : null];
}

function facts(told, hall) {
  const all = [];
  if (told.open && told.state !== "ready" && told.promised_day) {
    const late = told.overdue ? make("dd", { class: "plain" }, t("overdue")) : null;
    all.push(fact(t("ready_by"), dayWords(told.promised_day), late));
  }
  const number = told.quote ? ` · ${t("quote_n", { n: told.quote.number })}` : "";
  all.push(fact(t("cost") + number, ...costOf(told)));
  if (told.can_fetch) all.push(fact(t("fetch"), make("dd", { class: "plain" }, t("fetch_hint"))));
  if (told.loaner) all.push(fact(t("loaner"), `${told.loaner.model} · ${dayWords(told.loaner.due_day)}`));
  all.push(fact(t("device"), `${told.device.brand} ${told.device.model === "?" ? "" : told.device.model}`));
  const faults = told.faults.map(({ text }) => text).join(language() === "en" ? ", " : "、");
  if (faults) all.push(fact(t("faults"), make("dd", { class: "plain" }, faults)));
  all.push(fact(t("hours"), t("hours_n", hall)));
  if (hall.phone) all.push(fact(t("phone"), make("dd", {}, make("a", { href: `tel:${hall.phone}` }, hall.phone))));
  return make("dl", { class: "card facts", id: "facts" }, ...all);
}

function steps(told, hall) {
  const done = [{ text: t("handed_in"), at: told.opened_at, note: null }, ...told.steps].reverse();
  return make(
    "section",
    { class: "card" },
    make("h2", { class: "small" }, t("steps")),
    make(
      "ol",
      { class: "steps", id: "steps" },
      ...done.map((step) =>
        make(
          "li",
          {},
          make("b", {}, step.text),
          make("span", { class: "small" }, clockTime(step.at, hall.timezone)),
          step.note ? make("q", {}, step.note) : null,
        ),
      ),
    ),
  );
}

export const toldOf = (slip) => slip.texts[language()] ?? Object.values(slip.texts)[0];

export function repairCard(slip) {
  const told = toldOf(slip);
  return {
    look: `slip ${LOOKS[told.state] ?? ""}`,
    parts: [
      make("p", { class: "label" }, t("your_repair")),
      make("p", { class: "number long", id: "number" }, told.number),
      make("hr", { class: "rule" }),
      make("p", { class: "lead", id: "lead" }, told.state_text),
      make("p", { class: "told", id: "told" }, told.told),
    ],
  };
}

/** Names the quote and what it comes to, so that nobody agrees to another one than they read. */
async function answer(told, approves, ask) {
  const { quote, currency } = told;
  const part = { parts: money(quote.parts_minor, currency), labour: money(quote.labour_minor, currency) };
  const content = [
    make("p", { class: "sum", id: "sum" }, money(quote.total_minor, currency)),
    make("p", { class: "small" }, t("of_which", part)),
    make("p", {}, t(approves ? "approve_hint" : "decline_hint")),
  ];
  const kind = approves ? "approve" : "decline";
  const sure = await question(t(`${kind}_ask`, { n: quote.number }), content, { yes: t(kind), danger: !approves });
  if (sure) ask(kind, { quote: quote.number });
}

export function repairWays(slip, { ask, busy }) {
  const told = toldOf(slip);
  const all = [];
  if (told.can_answer && told.quote) {
    const button = (kind, look) => {
      const onclick = () => answer(told, kind === "approve", ask);
      return make("button", { type: "button", id: kind, class: look, disabled: busy, onclick }, t(kind));
    };
    all.push(make("div", { class: "buttons answer" }, button("decline", ""), button("approve", "primary")));
  }
  all.push(facts(told, slip.hall), steps(told, slip.hall));
  return all;
}
