// The list of the orders: which there are, in which state, and what is pressing.
import { make } from "../shared/dom.js";
import { t } from "../shared/text.js";

const OPEN = [
  "handed_in",
  "received",
  "diagnosing",
  "quoted",
  "approved",
  "declined",
  "repairing",
  "waiting_for_parts",
  "at_repair_centre",
  "tested",
  "ready",
];
export const ENDED = ["handed_over", "returned_unrepaired", "abandoned"];

const RANK = { late: 0, today: 1, stuck: 2, soon: 3, ready: 4, calm: 5 };

/** How pressing an order is: {kind, text}; told by form and word, not by colour alone. */
export function pressing(order, today) {
  if (!order.open) return { kind: "calm", text: "" };
  if (order.state === "ready") return { kind: "ready", text: t("repair.ready_word") };
  if (order.overdue) return { kind: "late", text: t("repair.overdue") };
  if (order.promised_day === today) return { kind: "today", text: t("repair.due_today") };
  if (order.troubles.includes("repair_stuck")) return { kind: "stuck", text: t("repair.stuck") };
  if (order.troubles.includes("repair_due")) return { kind: "soon", text: t("repair.due_soon") };
  return { kind: "calm", text: "" };
}

const MARKS = { late: "bad", today: "warn", stuck: "call", soon: "warn", ready: "good", calm: "none" };
const WORDS = { late: "late", today: "near", stuck: "near", soon: "near", ready: "fine", calm: "" };
export const pressingMark = ({ kind }) => make("span", { class: `mark ${MARKS[kind]}`, "aria-hidden": "true" });
export const pressingWord = ({ kind, text }) => text && make("span", { class: `word ${WORDS[kind]}` }, text);

/** "11-27" of "2026-11-27". */
export const shortDay = (day) => day?.slice(5) ?? "";

/** The orders of `filter` ("open", "ended" or a state) that `search` fits, the most pressing first. */
export function chosenOrders({ orders, ended, filter, search, byPhone }, today) {
  const all = filter === "ended" ? ended : orders;
  const wanted = search.toUpperCase().replace(/[\s-]/g, "");
  const fits = (order) => {
    if (filter !== "open" && filter !== "ended" && order.state !== filter) return false;
    if (byPhone?.search === search && byPhone.numbers.includes(order.number)) return true;
    const words = [
      order.number,
      order.shelf ?? "",
      order.device.brand,
      order.device.model,
      order.ticket ?? "",
      order.pickup_ticket ?? "",
    ];
    return words.some((word) => word.toUpperCase().replace(/[\s-]/g, "").includes(wanted));
  };
  const key = (order) => `${RANK[pressing(order, today).kind]} ${order.promised_day} ${order.number}`;
  const found = all.filter(fits);
  return filter === "ended" ? found : found.sort((a, b) => key(a).localeCompare(key(b)));
}

/** Filters with their counts: all that is open, each state that has any, what is over. */
export function filterChips(state) {
  const count = (code) => state.orders.filter((order) => order.state === code).length;
  const named = Object.fromEntries(state.orders.map((order) => [order.state, order.state_text]));
  const chip = (value, text, n) =>
    make(
      "button",
      {
        type: "button",
        class: "chip",
        role: "radio",
        "data-filter": value,
        "data-key": `filter ${value}`,
        "aria-checked": String(state.filter === value),
      },
      text,
      n !== null && make("b", { class: "count" }, String(n)),
    );
  const states = OPEN.filter((code) => named[code] || state.filter === code);
  return [
    chip("open", t("repair.all_open"), state.orders.length),
    ...states.map((code) => chip(code, named[code] ?? t("repair.none_here"), count(code))),
    chip("ended", t("repair.ended"), null),
  ];
}

export function orderRow(order, { chosen, today }) {
  const how = pressing(order, today);
  const faults = order.faults.map(({ text }) => text).join(t("list.and"));
  return make(
    "li",
    {},
    make(
      "button",
      {
        type: "button",
        class: `repair-row ${how.kind}`,
        "data-order": order.number,
        "data-key": `order ${order.number}`,
        "aria-current": chosen ? "true" : undefined,
      },
      make(
        "span",
        { class: "order-top" },
        pressingMark(how),
        make("span", { class: "number" }, order.number),
        pressingWord(how),
      ),
      make("span", { class: "order-device" }, `${order.device.brand} ${order.device.model} · ${faults}`),
      make(
        "span",
        { class: "order-foot" },
        make("span", {}, order.state_text),
        make(
          "span",
          {},
          [order.shelf, order.open && t("repair.by_day", { day: shortDay(order.promised_day) })]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    ),
  );
}
