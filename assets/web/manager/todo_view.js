// What needs the manager: calls for help, alerts, slips that did not come out. Urgent first, then the oldest; many alike
// are one card.
import { byId, make, say, show } from "../shared/dom.js";
import { renewKept } from "../shared/sheet.js";
import { clockTime, stopwatch } from "../shared/format.js";
import { language, LANGUAGES, nameOf, t, textOr } from "../shared/text.js";
import { actButton, readButton } from "./act_button.js";
import { printerIsMute } from "./system_view.js";

const SLIPS_SHOWN = 4;
const GROUPED = ["target_passed", "target_near"]; // by service
const TOLD_ELSEWHERE = ["assistance"]; // the call itself says more
const REPAIRS = ["repair_overdue", "repair_due", "repair_stuck", "loaner_overdue"];
const MACHINES = ["printer", "paper_low", "disk", "hq_lag", "storage"];

export function placeName(place) {
  const counter = place.match(/^counter_(\d+)$/);
  return counter ? t("work.counter", { n: counter[1] }) : textOr(`manager.place.${place}`, place);
}

function callItem(call, passed_s) {
  return {
    key: `call ${call.id}`,
    kind: "assistance",
    level: "urgent",
    since: call.since,
    rank: 0,
    call,
    seconds: call.waited_s + passed_s,
  };
}

function alertItems(state) {
  const groups = new Map();
  for (const alert of state.alerts) {
    if (TOLD_ELSEWHERE.includes(alert.kind)) continue;
    const key = GROUPED.includes(alert.kind) ? `${alert.kind} ${alert.service}` : `${alert.kind} ${alert.id}`;
    const item = groups.get(key) ?? {
      key,
      kind: alert.kind,
      level: alert.level,
      since: alert.since,
      rank: 1,
      alerts: [],
    };
    item.alerts.push(alert);
    groups.set(key, item);
  }
  return [...groups.values()];
}

/** Everything to do by now, in order. */
export function todoOf(state, passed_s) {
  const items = (state.calls ?? []).map((call) => callItem(call, passed_s)).concat(alertItems(state));
  if (state.slips.length > 0) {
    const since = state.slips[state.slips.length - 1].taken_at;
    items.push({ key: "slips", kind: "slips", level: "warning", since, rank: 1, slips: state.slips });
  }
  const level = (item) => (item.level === "urgent" ? 0 : 1);
  return items.sort((a, b) => a.rank - b.rank || level(a) - level(b) || String(a.since).localeCompare(String(b.since)));
}

function card(item, { title, text, acts = [], extra = null, urgentWord }) {
  return make(
    "li",
    { class: `todo-card ${item.level} ${item.kind}`, "data-todo": item.key },
    make(
      "p",
      { class: "todo-head" },
      make("span", { class: `mark ${item.level === "urgent" ? "bad" : "warn"}` }),
      make("span", {}, urgentWord ?? t(item.level === "urgent" ? "todo.urgent" : "todo.warning")),
      item.since && make("time", {}, clockTime(item.since)),
    ),
    make("p", { class: "todo-title" }, title),
    text && make("p", { class: "todo-text" }, text),
    extra,
    acts.length > 0 && make("div", { class: "todo-acts" }, ...acts),
  );
}

function callCard(item, acts) {
  const { call } = item;
  const name = placeName(call.place);
  const clerk = call.place.startsWith("counter_"); // needs no word on the language
  const head = t(clerk ? "manager.call_counter" : "manager.call");
  const speaks = clerk ? "" : `${t("manager.speaks", { language: LANGUAGES[call.language] ?? call.language })} · `;
  const times = make(
    "p",
    { class: "todo-text" },
    `${speaks}${t("todo.waiting")} `,
    make("strong", { "data-since": call.id }),
  );
  return card(item, {
    urgentWord: head,
    title: name,
    extra: times,
    acts: [actButton(acts, "answer", call.id, t("manager.answer"), { kind: "primary", name })],
  });
}

function queueCard(item, acts, board) {
  const { alerts, kind } = item;
  const letter = alerts[0].service;
  const name = nameOf(board?.services.find((service) => service.letter === letter)?.name) || letter;
  const one = alerts.length === 1;
  const many = t(`todo.${kind}`, { name, n: alerts.length });
  return card(item, {
    title: many,
    text: one ? alerts[0].detail : t("todo.first_of_them", { detail: alerts[0].detail }),
    acts: [
      actButton(acts, "sheet_service", letter, t("todo.see_queue"), {
        kind: "soft",
        label: `${t("todo.see_queue")} ${name}`,
      }),
    ],
  });
}

function slipRow(ticket, acts) {
  return make(
    "li",
    { class: "slip" },
    make("span", { class: "number" }, ticket.ticket),
    make(
      "span",
      { class: "about" },
      nameOf(ticket.service_name) || ticket.service,
      make("small", {}, t("story.taken", { time: clockTime(ticket.taken_at) })),
    ),
    actButton(acts, "reprint", ticket.id, t("manager.reprint"), {
      kind: "soft",
      name: ticket.ticket,
      label: t("manager.reprint_label", { ticket: ticket.ticket }),
    }),
  );
}

function slipsCard(item, acts) {
  const shown = item.slips.slice(0, SLIPS_SHOWN);
  const more = item.slips.length - shown.length;
  return card(item, {
    title: t("manager.slips", { n: item.slips.length }),
    text: t("manager.slips_hint"),
    extra: make(
      "ul",
      { class: "slips" },
      ...shown.map((ticket) => slipRow(ticket, acts)),
      more > 0 && make("li", { class: "slips-more" }, t("todo.more_slips", { n: more })),
    ),
    acts:
      item.slips.length > 1
        ? [actButton(acts, "reprint_all", "all", t("manager.reprint_all", { n: item.slips.length }), { kind: "soft" })]
        : [],
  });
}

function alertCard(item, acts) {
  const [alert] = item.alerts;
  const buttons = [];
  if (item.kind === "low_rating") {
    buttons.push(actButton(acts, "rating", alert.id, t("todo.answer_rating"), { kind: "soft" }));
    buttons.push(readButton(acts, alert.ticket_id, alert.ticket));
  }
  if (item.kind === "no_counter") {
    buttons.push(actButton(acts, "sheet_service", alert.service, t("todo.see_queue"), { kind: "soft" }));
  }
  if (REPAIRS.includes(item.kind) && alert.repair)
    buttons.push(actButton(acts, "repair", alert.repair, t("todo.see_repair"), { kind: "soft" }));
  if (MACHINES.includes(item.kind))
    buttons.push(actButton(acts, "system", alert.id, t("todo.what_to_do"), { kind: "soft" }));
  return card(item, { title: textOr(`todo.${item.kind}`, t("todo.other")), text: alert.detail, acts: buttons });
}

function cardOf(item, acts, board) {
  if (item.kind === "assistance") return callCard(item, acts);
  if (item.kind === "slips") return slipsCard(item, acts);
  if (GROUPED.includes(item.kind)) return queueCard(item, acts, board);
  return alertCard(item, acts);
}

export function drawTodo(state, todo, acts) {
  const picture = todo.map(({ seconds, ...item }) => ({
    ...item,
    call: item.call?.id,
    slips: item.slips?.map((slip) => slip.id),
  }));
  renewKept(byId("todo"), [picture, acts.marks, language()], () =>
    todo.map((item) => cardOf(item, acts, acts.hall.page.board)),
  );
  for (const item of todo.filter((one) => one.call)) {
    say(document.querySelector(`[data-since="${item.call.id}"]`), stopwatch(item.seconds));
  }
  show(byId("calm"), state.calls !== null && todo.length === 0);
  say(byId("calm-text"), t(printerIsMute(state.health) ? "manager.calm_mute" : "manager.calm_hint"));
  say(byId("todo-count"), todo.length > 0 ? t("manager.items", { n: todo.length }) : "");
}
