// One order: what it is, how it stands, what can be done now, and who did what.
import { make } from "../shared/dom.js";
import { dayAndTime, minutesText } from "../shared/format.js";
import { t, textOr } from "../shared/text.js";
import { marksDrawing, signatureDrawing } from "./drawings.js";
import { conditionText } from "./loaners_view.js";
import { pressing, pressingMark, pressingWord } from "./list_view.js";
import { money } from "./money.js";
import { lookOf, usualStep } from "./steps.js";

const joined = (list) => list.map(({ text }) => text).join(t("list.and"));

const fact = (label, value, look = "") =>
  value ? make("div", { class: `fact ${look}` }, make("dt", {}, label), make("dd", {}, value)) : null;

const section = (title, ...children) => make("section", { class: "order-part" }, make("h3", {}, title), ...children);

function actButton(act, text, { look = "soft", busy = false, step } = {}) {
  return make(
    "button",
    {
      type: "button",
      class: `button ${look}`,
      "data-act": act,
      "data-step": step,
      "data-key": `${act} ${step ?? ""}`,
      "aria-busy": busy ? "true" : undefined,
    },
    busy ? t("next.wait") : text,
  );
}

function head(order, today) {
  const how = pressing(order, today);
  const promised = order.promised_day && order.open ? t("repair.promised", { day: order.promised_day }) : "";
  const moved = order.promise_changes > 0 ? t("repair.promise_moved", { day: order.first_promised_day }) : "";
  return make(
    "header",
    { class: "order-head" },
    make(
      "div",
      {},
      make("h2", { id: "order-number", tabindex: "-1" }, order.number),
      make("p", { class: "order-device" }, `${order.device.kind_text} · ${order.device.brand} ${order.device.model}`),
    ),
    make(
      "div",
      { class: "order-standing" },
      make(
        "p",
        { class: "order-state" },
        make("span", { id: "order-state", "data-state": order.state }, order.state_text),
      ),
      make("p", { class: "order-due" }, pressingMark(how), pressingWord(how), promised),
      moved && make("p", { class: "aside-text" }, moved),
    ),
    order.shelf &&
      make(
        "p",
        { class: "order-shelf" },
        make("span", {}, t("repair.shelf")),
        make("b", { id: "order-shelf" }, order.shelf),
      ),
  );
}

/** Steps and the other things that can be done now. */
function acts(order, { may, busy }) {
  if (!may.work) return make("p", { class: "note calm" }, t("repair.technician_does_it"));
  const usual = usualStep(order);
  const ordered = [...order.next].sort((a, b) => (b.step === usual) - (a.step === usual));
  return make(
    "div",
    { class: "order-acts" },
    ...ordered.map(({ step, text }) =>
      actButton("step", text, { step, look: lookOf(order, step), busy: busy === `step ${step}` }),
    ),
  );
}

function asideActs(order, { may, busy }) {
  const list = [];
  const add = (act, text, step) =>
    list.push(actButton(act, text, { look: "quiet", busy: busy === `${act} ${step ?? ""}`.trim(), step }));
  if (order.open && may.work) {
    add("correct", t("repair.correct"));
    add("promise", t("repair.promise"));
    if (!order.loaner) add("lend", t("repair.lend"));
  }
  if (order.loaner && may.work) add("return_loaner", t("repair.take_loaner_yes"));
  if (order.open) {
    add("print", t("repair.print_label"), "label");
    add("print", t("repair.print_receipt"), "receipt");
    add("print", t("repair.print_slip"), "slip");
  }
  if (!order.erased && may.manage) add("read_notes", t("notes.read_all"), order.number);
  if (!order.open && !order.erased && may.manage) add("erase", t("repair.erase"));
  return list.length > 0 && make("div", { class: "order-aside" }, ...list);
}

function deviceSection(order) {
  const { device } = order;
  const yes = (flag) => t(flag ? "repair.yes" : "repair.no");
  return section(
    t("repair.device"),
    make(
      "dl",
      { class: "facts" },
      fact(t("repair.faults"), joined(order.faults), "broad"),
      fact(t("repair.description"), order.description, "broad"),
      fact(
        t("repair.left_with"),
        [joined(order.left_with), order.left_with_other].filter(Boolean).join(t("list.and")) || t("repair.nothing"),
        "broad",
      ),
      fact(t("repair.imei"), device.imei),
      fact(t("repair.serial"), device.serial),
      fact(t("repair.bought"), order.bought),
      fact(t("repair.warranty"), t(`repair.warranty_${order.warranty_state === "unknown" ? "unknown" : order.warranty}`)),
      fact(t("repair.backed_up_short"), yes(order.backed_up)),
      fact(t("repair.lock_code_short"), yes(order.lock_code_understood)),
      order.return_of && fact(t("repair.return_of"), order.return_of),
    ),
    order.scratches?.length > 0 && marksDrawing(order.scratches),
  );
}

function customerSection(order) {
  if (order.erased) return section(t("repair.customer"), make("p", { class: "aside-text" }, t("repair.erased")));
  // Staff read it as long as they need it, and not longer.
  if (!order.customer)
    return section(t("repair.customer"), make("p", { class: "note calm", id: "private-closed" }, t("repair.private_closed")));
  const waits = order.pickup_ticket ?? order.ticket;
  return section(
    t("repair.customer"),
    make(
      "dl",
      { class: "facts" },
      fact(t("repair.name"), order.customer.name),
      fact(t("repair.phone"), order.customer.phone),
      fact(t("repair.ticket"), waits),
      fact(t("repair.terms"), t("repair.terms_version", { n: order.terms_version })),
    ),
    order.signature?.length > 0 && signatureDrawing(order.signature),
  );
}

/** What was quoted before, and what the customer said to it. */
function earlierQuotes({ quotes = [] }) {
  const row = ({ total_minor, currency, answer, at }) =>
    make(
      "li",
      {},
      make("span", {}, [dayAndTime(at), t(`repair.answered_${answer ?? "not"}`)].join(" · ")),
      make("span", {}, money(total_minor, currency)),
    );
  if (quotes.length < 2) return null;
  return make("ul", { class: "money earlier" }, ...quotes.slice(0, -1).reverse().map(row));
}

function moneySection(order) {
  const { quote, currency } = order;
  if (!quote) return null;
  const row = (text, minor, look = "") =>
    make("li", { class: look }, make("span", {}, text), make("span", {}, money(minor, currency)));
  const lines = (quote.lines ?? []).map((one) => row(`${t(`repair.line_${one.kind}`)} · ${one.text}`, one.minor));
  const plain = [row(t("repair.parts"), quote.parts_minor), row(t("repair.labour"), quote.labour_minor)];
  const told =
    order.state === "quoted" ? "repair.quote_open" : quote.approved ? "repair.quote_approved" : "repair.quote_declined";
  return section(
    t("repair.quote"),
    make(
      "ul",
      { class: "money" },
      ...(lines.length > 0 ? lines : plain),
      row(t("repair.total"), quote.total_minor, "sum"),
    ),
    make("p", { class: "aside-text" }, t(told)),
    earlierQuotes(order),
  );
}

function loanerSection({ loaner }) {
  if (!loaner) return null;
  return section(
    t("repair.loaner"),
    make(
      "dl",
      { class: "facts" },
      fact(t("repair.loaner_label"), `${loaner.label} · ${loaner.model}`),
      fact(t("repair.due_day"), `${loaner.due_day ?? ""}${loaner.overdue ? ` · ${t("repair.overdue")}` : ""}`),
      fact(t("repair.loaner_state"), conditionText(loaner), "broad"),
    ),
  );
}

function reasonOfMove(move) {
  const code = move.reason && move.reason !== "other" ? textOr(`repair.reason_${move.reason}`, move.reason) : "";
  return [code, move.reason_text].filter(Boolean).join(t("list.and"));
}

function historyRow(move) {
  const who = move.by_customer ? t("repair.by_customer") : (move.staff_name ?? move.staff ?? "");
  const notes = [
    ["repair.why", reasonOfMove(move)],
    ["repair.note_customer", move.note],
    ["repair.note_staff", move.note_staff],
  ].filter(([, text]) => text);
  return make(
    "li",
    {},
    make("time", {}, dayAndTime(move.at)),
    make(
      "div",
      { class: "what" },
      make("b", {}, move.text),
      make(
        "span",
        { class: "detail" },
        [who, t("repair.was_so_long", { time: minutesText(move.in_state_s) })].join(" · "),
      ),
      ...notes.map(([key, text]) => make("p", { class: "history-note" }, make("span", {}, `${t(key)} `), text)),
    ),
  );
}

function historySection(order) {
  const opened = make(
    "li",
    {},
    make("time", {}, dayAndTime(order.opened_at)),
    make(
      "div",
      { class: "what" },
      make("b", {}, t("repair.handed_in")),
      make("span", { class: "detail" }, order.opened_by_name ?? t("repair.at_kiosk")),
    ),
  );
  const moves = order.steps.map(historyRow).reverse();
  return section(t("repair.history"), make("ol", { class: "history" }, ...moves, opened));
}

/** The order as nodes; `notes` is where the notes for the next step are written. */
export function orderNodes(order, { today, may, busy, notes }) {
  return [
    head(order, today),
    order.open && acts(order, { may, busy }),
    order.open && may.work && notes,
    asideActs(order, { may, busy }),
    make(
      "div",
      { class: "order-columns" },
      make(
        "div",
        {},
        !order.open && customerSection(order), // what is not here any more is said first
        moneySection(order),
        loanerSection(order),
        deviceSection(order),
        order.open && customerSection(order),
      ),
      make("div", {}, historySection(order)),
    ),
  ].filter(Boolean);
}
