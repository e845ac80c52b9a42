// What the sheet at the side shows: a service's queue, a counter, or who is on hold or was not there.
import { make } from "../shared/dom.js";
import { nameOf, language, t, textOr } from "../shared/text.js";
import { clockTime } from "../shared/format.js";
import { actButton, readButton } from "./act_button.js";
import { counterSheet, fact } from "./counter_sheet.js";
import { promised } from "./now_view.js";
import { ticketRow, ticketSignature } from "./ticket_rows.js";

function serviceFacts(queue, service, serving) {
  const state = queue.open
    ? t("service.open")
    : t(service?.closed_by_manager ? "service.closed_by_you" : "service.not_open");
  const since = queue.closed_at ? t("card.since", { time: clockTime(queue.closed_at) }) : "";
  const closure = [textOr(`reason.${queue.closed_reason}`, ""), since].filter(Boolean).join(" · ");
  return make(
    "dl",
    { class: "facts" },
    fact(t("sheet.state"), state),
    closure && fact(t("ask.reason"), closure),
    fact(t("now.col_promised"), queue.open ? promised(service?.estimate_minutes) : "–"),
    fact(t("sheet.target"), t("time.minutes", { n: queue.target_wait_minutes })),
    fact(t("sheet.served_by"), serving.length ? serving.join(t("list.and")) : t("now.no_counter")),
  );
}

function serviceAct(acts, queue, service) {
  if (service?.closed_by_manager) {
    return actButton(acts, "reopen_service", queue.letter, t("service.reopen"), { kind: "primary" });
  }
  return queue.open ? actButton(acts, "close_service", queue.letter, t("service.close")) : null;
}

function serviceSheet(hall, letter) {
  const { state, acts, page } = hall;
  const queue = state.queues.find((one) => one.letter === letter);
  if (!queue) return null;
  const service = page.board?.services.find((one) => one.letter === letter);
  const tickets = state.waiting.filter((ticket) => ticket.service === letter);
  const passed_s = (performance.now() - state.taken_at) / 1000;
  const serving = state.counters
    .filter((one) => one.state === "open" && one.services.includes(letter))
    .map((one) => String(one.number));
  const list = tickets.map((ticket) => ticketSignature(ticket, passed_s));
  return {
    title: `${letter} ${nameOf(queue.name)}`,
    signature: [
      list,
      queue.open,
      queue.closed_reason,
      service?.closed_by_manager,
      service?.estimate_minutes,
      serving,
      acts.marks,
      language(),
    ],
    build: () => [
      serviceFacts(queue, service, serving),
      make(
        "div",
        { class: "sheet-acts" },
        serviceAct(acts, queue, service),
        queue.closed_reason === "other" && readButton(acts, `service:${letter}`, `${letter} ${nameOf(queue.name)}`),
      ),
      make("h3", {}, t("sheet.queue", { n: tickets.length })),
      tickets.length === 0 && make("p", { class: "sheet-empty" }, t("manager.nobody")),
      make(
        "ol",
        { class: "tickets" },
        ...tickets.map((ticket) => ticketRow(ticket, acts, queue.target_wait_minutes, passed_s)),
      ),
    ],
  };
}

const LISTS = {
  held: { title: "now.held", hint: "sheet.held_hint", empty: "sheet.held_empty", act: "resume", text: "sheet.resume" },
  no_show: {
    title: "now.no_show",
    hint: "sheet.no_show_hint",
    empty: "sheet.no_show_empty",
    act: "return",
    text: "sheet.return",
  },
};

function awayText(ticket, which) {
  if (which === "held") {
    const reason = ticket.hold_reason ? textOr(`reason.${ticket.hold_reason}`, "") : "";
    const since = ticket.held_at ? t("card.since", { time: clockTime(ticket.held_at) }) : "";
    return [reason, since].filter(Boolean).join(" · ");
  }
  const called = ticket.called_at
    ? t("story.called_again", { time: clockTime(ticket.called_at), n: ticket.calls })
    : "";
  return [called, ticket.counter ? t("board.at_counter", { n: ticket.counter }) : ""].filter(Boolean).join(" · ");
}

function listSheet(hall, which) {
  const { state, acts } = hall;
  const { title, hint, empty, act, text } = LISTS[which];
  const tickets = state[which];
  const row = (ticket) =>
    make(
      "li",
      { class: "ticket-row" },
      make("span", { class: "number" }, ticket.ticket),
      make(
        "span",
        { class: "about" },
        make("span", { class: "name" }, nameOf(ticket.service_name) || ticket.service),
        make("span", { class: "quiet" }, awayText(ticket, which)),
      ),
      make(
        "span",
        { class: "row-acts" },
        actButton(acts, act, ticket.id, t(text), { kind: "soft", name: ticket.ticket }),
        ticket.hold_reason === "other" && which === "held" && readButton(acts, ticket.id, ticket.ticket),
        which === "held" &&
          actButton(acts, "cancel", ticket.id, t("ticket.cancel_short"), {
            kind: "plain",
            label: `${t("ticket.cancel_short")} ${ticket.ticket}`,
          }),
      ),
    );
  return {
    title: `${t(title)} · ${tickets.length}`,
    signature: [which, tickets.map((one) => [one.id, one.state, one.hold_reason]), acts.marks, language()],
    build: () => [
      make("p", { class: "sheet-hint" }, t(hint)),
      tickets.length === 0 && make("p", { class: "sheet-empty" }, t(empty)),
      make("ol", { class: "tickets" }, ...tickets.map(row)),
    ],
  };
}

/** `words` {kind, id}; for a counter it also keeps what is being changed and not yet saved. */
export function sheetView(hall, words) {
  if (words.kind === "service") return serviceSheet(hall, words.id);
  if (words.kind === "counter") return counterSheet(hall, words);
  return listSheet(hall, words.id);
}
