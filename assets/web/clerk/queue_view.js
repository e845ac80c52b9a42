// Draws the lists of the counter: who waits in calling order, who is on hold, who was not there.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { language, nameOf, t } from "../shared/text.js";
import { branchNow } from "../shared/branch_time.js";
import { clockTime, minutesText, shortMinutes } from "../shared/format.js";
import { laneBadge } from "./card_view.js";
import { offersText, reasonText } from "./questions.js";

const NEAR_MS = 2 * 60_000; // so long before a target passes it shows
const NOTABLE = ["appointment_due", "waited_too_long", "sent_to_counter", "priority_run_ended"];

/** How the wait stands against what was meant and promised: {text, kind}; kind "" is calm. */
export function standing(ticket, now_ms) {
  const target_ms = Date.parse(ticket.turn?.target_at ?? "") - now_ms;
  const promised_ms = Date.parse(ticket.turn?.promised_until ?? "") - now_ms;
  const over = (ms) => minutesText(-ms / 1000);
  if (target_ms < 0) return { kind: "late", text: t("queue.over_target", { time: over(target_ms) }) };
  if (promised_ms < 0) return { kind: "near", text: t("queue.over_promise", { time: over(promised_ms) }) };
  if (target_ms < NEAR_MS) return { kind: "near", text: t("queue.near_target") };
  return { kind: "", text: "" };
}

function waitingRow(ticket, passed_s, now_ms) {
  const { kind, text } = standing(ticket, now_ms);
  const why = NOTABLE.includes(ticket.turn?.why) ? t(`turn.${ticket.turn.why}`) : "";
  return { ticket, kind, side: shortMinutes(ticket.waited_s + passed_s), about: text || why };
}

const heldRow = (ticket) => ({
  ticket,
  kind: "",
  side: t("queue.since", { time: clockTime(ticket.held_at) }),
  about: reasonText("hold", ticket.hold_reason),
});

const missedRow = (ticket) => ({
  ticket,
  kind: "",
  side: t("queue.since", { time: clockTime(ticket.ended_at) }),
  about: t("queue.missed_about", { n: ticket.calls }),
});

function rowsOf(state) {
  const passed_s = (performance.now() - state.taken_at) / 1000;
  const now_ms = branchNow();
  if (state.tab === "held") return state.queue.held.items.map(heldRow);
  if (state.tab === "missed") return state.queue.missed.items.map(missedRow);
  return state.queue.items.map((ticket) => waitingRow(ticket, passed_s, now_ms));
}

function rowButton({ ticket, kind, side, about }, first) {
  const service = nameOf(ticket.service_name);
  const badge = laneBadge(ticket);
  return make(
    "li",
    {},
    make(
      "button",
      {
        type: "button",
        class: ["queue-row", kind, first ? "first" : ""].filter(Boolean).join(" "),
        "data-ticket": ticket.id,
        "aria-haspopup": "dialog",
      },
      make("span", { class: "number" }, ticket.ticket),
      make(
        "span",
        { class: "about" },
        make("span", { class: "service" }, service),
        badge || about ? make("span", { class: "standing" }, badge, about) : null,
      ),
      make("span", { class: "wait" }, side),
    ),
  );
}

function drawTabs(state) {
  const { queue, tab } = state;
  const counts = { waiting: queue.total, held: queue.held.total, missed: queue.missed.total };
  for (const button of byId("queue-tabs").children) {
    const name = button.dataset.tab;
    button.setAttribute("aria-selected", String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
    say(button.querySelector(".count"), String(counts[name]));
  }
}

function footText({ queue, tab }) {
  const list = { waiting: queue, held: queue.held, missed: queue.missed }[tab];
  const parts = [];
  if (list.total === 0) parts.push(t(`empty.${tab}`));
  if (list.total > list.items.length) parts.push(t("queue.more", { n: list.total - list.items.length }));
  if (tab === "waiting" && queue.elsewhere > 0) parts.push(t("queue.others", { n: queue.elsewhere }));
  return parts.join(" ");
}

export function drawQueue(state, board) {
  drawTabs(state);
  const moved = state.counter?.moved ? ` · ${t("queue.moved")}` : "";
  say(byId("queue-offers"), state.counter ? offersText(state.counter.services, board) + moved : "");
  const rows = rowsOf(state);
  const signature = rows.map(({ ticket, kind, side, about }) => [
    ticket.id,
    ticket.lane,
    ticket.service,
    kind,
    side,
    about,
  ]);
  const focused = document.activeElement?.dataset?.ticket;
  renew(byId("queue-list"), [state.tab, signature, language()], () =>
    rows.map((row, place) => rowButton(row, state.tab === "waiting" && place === 0)),
  );
  if (focused) document.querySelector(`[data-ticket="${focused}"]`)?.focus({ preventScroll: true });
  const foot = footText(state);
  say(byId("queue-foot"), foot);
  show(byId("queue-foot"), foot !== "");
}
