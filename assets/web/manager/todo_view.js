// What needs the manager now: calls for help, slips that did not come out.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { language, LANGUAGES, nameOf, t } from "../shared/text.js";
import { clockTime, stopwatch } from "../shared/format.js";
import { printerIsMute } from "./system_view.js";

function placeName(place) {
  const counter = place.match(/^counter_(\d+)$/);
  return counter ? t("work.counter", { n: counter[1] }) : t(`manager.place.${place}`);
}

function callCard(call, busy) {
  const name = placeName(call.place);
  const speaks = t("manager.speaks", { language: LANGUAGES[call.language] ?? call.language });
  return make(
    "article",
    { class: "call" },
    make("p", { class: "call-head" }, t(call.place.startsWith("counter_") ? "manager.call_counter" : "manager.call")),
    make("p", { class: "call-place" }, name),
    make(
      "p",
      { class: "call-times" },
      make("span", {}, speaks),
      make(
        "span",
        {},
        `${t("manager.since", { time: clockTime(call.since) })} `,
        make("strong", { "data-since": call.id }),
      ),
    ),
    make(
      "button",
      { type: "button", class: "call-button", "data-id": call.id, "data-name": name, "aria-busy": String(busy) },
      t(busy ? "next.wait" : "manager.answer"),
    ),
  );
}

function drawCalls(state, passed_s) {
  const calls = state.calls ?? [];
  const busy = (call) => state.busy.has(`call ${call.id}`);
  renew(byId("calls"), [calls.map((call) => [call.id, busy(call)]), language()], () =>
    calls.map((call) => callCard(call, busy(call))),
  );
  for (const call of calls)
    say(document.querySelector(`[data-since="${call.id}"]`), stopwatch(call.waited_s + passed_s));
}

function story(ticket) {
  const called = ticket.state === "called" || ticket.state === "serving";
  return make(
    "span",
    { class: "story" },
    make("span", {}, t("story.taken", { time: clockTime(ticket.taken_at) })),
    called && make("span", {}, t("board.at_counter", { n: ticket.counter })),
  );
}

function slipRow(ticket, busy) {
  return make(
    "li",
    { class: "slip" },
    make("span", { class: "number" }, ticket.ticket),
    make("span", { class: "about" }, make("span", {}, nameOf(ticket.service_name) || ticket.service), story(ticket)),
    make(
      "button",
      {
        type: "button",
        class: "button",
        "data-id": ticket.id,
        "data-name": ticket.ticket,
        "aria-busy": String(busy),
        "aria-label": t("manager.reprint_label", { ticket: ticket.ticket }),
      },
      t(busy ? "next.wait" : "manager.reprint"),
    ),
  );
}

function drawSlips(state) {
  const { slips } = state;
  const busy = (ticket) => state.busy.has(`slip ${ticket.id}`);
  show(byId("slips-card"), slips.length > 0);
  say(byId("slips-title"), t("manager.slips", { n: slips.length }));
  const picture = slips.map((ticket) => [ticket.id, ticket.state, ticket.counter, busy(ticket)]);
  renew(byId("slips"), [picture, language()], () => slips.map((ticket) => slipRow(ticket, busy(ticket))));
}

export function drawTodo(state, passed_s) {
  const open = (state.calls?.length ?? 0) + state.slips.length;
  drawCalls(state, passed_s);
  drawSlips(state);
  show(byId("calm"), state.calls !== null && open === 0);
  say(byId("calm-text"), t(printerIsMute(state.health) ? "manager.calm_mute" : "manager.calm_hint"));
  say(byId("todo-count"), open > 0 ? t("manager.items", { n: open }) : "");
  const note = byId("todo-note");
  show(note, state.note !== null);
  note.className = `note ${state.note?.kind ?? ""}`;
  say(note, state.note?.text ?? "");
}
