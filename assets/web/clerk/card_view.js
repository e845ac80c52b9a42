// Draws the customer at the counter: number, times, why this one, and the story of the visit.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { language, nameOf, t } from "../shared/text.js";
import { clockTime, minutesText, shortMinutes, stopwatch } from "../shared/format.js";
import { offersText, reasonText } from "./questions.js";

export const OUTCOMES = ["done", "partly", "referred", "gave_up", "other"];
const ENDINGS = [...OUTCOMES, "held", "transferred"];

/** Of a lane other than the standard one; an appointment's names its slot. */
export function laneBadge({ lane, appointment }) {
  if (!lane || lane === "standard") return null;
  const slot = appointment ? ` ${appointment.from}–${appointment.to}` : "";
  return make("span", { class: `badge ${lane}` }, t(`lane.${lane}`) + slot);
}

function servingLine(serving, heldFor) {
  const who = [t("work.counter", { n: serving.counter }), serving.staff_name].filter(Boolean).join(" ");
  const ending = ENDINGS.includes(serving.outcome) ? serving.outcome : "other";
  const detail = [shortMinutes(serving.served_s), t(`outcome.${ending}`), heldFor].filter(Boolean).join(" · ");
  return { at: serving.started_at, text: `${nameOf(serving.service_name)} · ${who}`, detail };
}

/** What happened in this visit, oldest first, and what is known without its time. */
function storyOf(ticket, board) {
  // Of several holds the newest is known: it ended a serving, or the customer had only been called.
  const heldFor = ticket.holds > 0 ? reasonText("hold", ticket.hold_reason) : "";
  const held = ticket.servings.findLast(({ outcome }) => outcome === "held");
  const servings = ticket.servings.map((one) => servingLine(one, one === held ? heldFor : ""));
  const timed = [{ at: ticket.taken_at, text: t("story.taken") }, ...servings];
  if (heldFor && !held) timed.push({ at: ticket.held_at, text: t("story.held"), detail: heldFor });
  const called = ticket.calls > 1 ? t("story.called_again", { n: ticket.calls }) : t("story.called");
  timed.push({ at: ticket.called_at, text: called });
  if (ticket.state === "serving") timed.push({ at: ticket.started_at, text: t("story.started") });
  timed.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

  const facts = [];
  if (ticket.for_counter) facts.push(t("story.sent_here"));
  if (ticket.returns > 0) facts.push(t("story.returned", { n: ticket.returns }));
  if (ticket.lane_changes > 0) {
    facts.push(
      t("story.lane", { lane: t(`lane.${ticket.lane}`), reason: reasonText("lane_reason", ticket.lane_reason) }),
    );
  }
  if (ticket.added_services.length > 0) {
    facts.push(t("story.to_come", { services: offersText(ticket.added_services, board) }));
  }
  const slipMissing = ticket.print === "failed" || ticket.print === "unconfirmed";
  return { timed, facts, fault: slipMissing ? t(`slip.${ticket.print}`) : "" };
}

function drawStory(ticket, board) {
  const { timed, facts, fault } = storyOf(ticket, board);
  const fact = (text, look = "fact") => make("li", { class: look }, make("span", { class: "what" }, text));
  renew(byId("card-story"), [timed, facts, fault, language()], () => [
    ...(fault ? [fact(fault, "fact bad")] : []),
    ...facts.map((text) => fact(text)),
    ...timed.map(({ at, text, detail }) =>
      make(
        "li",
        {},
        make("time", {}, clockTime(at)),
        make("span", { class: "what" }, text, detail ? make("span", { class: "detail" }, detail) : null),
      ),
    ),
  ]);
}

function drawTimes(state, ticket) {
  const waited = t("card.waited", { time: minutesText(ticket.waited_s ?? 0) });
  const serving = ticket.state === "serving";
  const now = performance.now();
  const seconds = serving ? ticket.served_s + (now - state.taken_at) / 1000 : (now - state.called_at) / 1000;
  const place = byId("card-times");
  if (place.childElementCount !== 1) place.replaceChildren("", make("strong"));
  const head = `${waited} · ${t(serving ? "card.served" : "card.since_call")} `;
  if (place.firstChild.data !== head) place.firstChild.data = head;
  say(place.lastChild, stopwatch(seconds));
}

function drawOutcomes(state, serving) {
  const place = byId("outcome");
  show(place, serving);
  renew(place, [state.outcome, language()], () =>
    OUTCOMES.map((code, index) =>
      make(
        "button",
        {
          type: "button",
          class: "chip",
          role: "radio",
          "data-outcome": code,
          "aria-checked": String(code === state.outcome),
        },
        make("kbd", { class: "key" }, String(index + 1)),
        t(`outcome.${code}`),
      ),
    ),
  );
}

function drawTicket(state, ticket, board) {
  renew(byId("card-head"), [ticket.state, ticket.service_name, ticket.lane, ticket.appointment, language()], () => [
    `${t(`card.${ticket.state}`)} · ${nameOf(ticket.service_name) || ticket.service}`,
    laneBadge(ticket) ?? "",
  ]);
  say(byId("card-number"), ticket.ticket);
  drawTimes(state, ticket);
  say(byId("card-repair-text"), ticket.repair ? t("repair.open_this", { number: ticket.repair }) : "");
  say(byId("card-why"), ticket.why ? t("card.why", { why: ticket.why }) : "");
  drawStory(ticket, board);
}

function calmTexts(state) {
  const { counter, queue } = state;
  if (!counter) return ["card.loading", ""];
  if (counter.state === "paused") {
    const since = counter.since ? t("card.since", { time: clockTime(counter.since) }) : "";
    const reason = counter.reason ? reasonText("pause", counter.reason) : "";
    return ["card.paused", [reason, since].filter(Boolean).join(" · ")];
  }
  if (queue.total === 0) return ["card.nobody", t("card.nobody_hint")];
  const { ticket, service_name } = queue.items[0];
  return ["card.ready", t("card.ready_hint", { n: queue.total, ticket, service: nameOf(service_name) })];
}

export function drawCard(state, board) {
  const ticket = state.counter?.state === "open" ? state.counter.ticket : null;
  byId("card").classList.toggle("calm", !ticket);
  byId("card").classList.toggle("called", ticket?.state === "called");
  for (const id of ["card-number", "story"]) show(byId(id), Boolean(ticket));
  show(byId("card-why"), Boolean(ticket?.why));
  show(byId("card-repair"), Boolean(ticket?.repair));
  drawOutcomes(state, ticket?.state === "serving");
  if (ticket) return drawTicket(state, ticket, board);
  const [title, hint] = calmTexts(state);
  renew(byId("card-head"), [title, language()], () => [t(title)]);
  say(byId("card-times"), hint);
}
