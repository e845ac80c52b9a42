// Draws the working page from its state. Runs once a second and after every change; writes only what differs.
import { stepOf } from "./step.js";
import { byId, make, renew, say, show } from "../shared/dom.js";
import { language, nameOf, t } from "../shared/text.js";
import { branchNow } from "../shared/branch_time.js";
import { clockTime, minutesText, shortMinutes, stopwatch } from "../shared/format.js";

const OUTCOMES = ["done", "partly", "referred", "gave_up", "other"];
const DEFAULT_TARGET_MINUTES = 15;

function laneBadge(lane) {
  return lane && lane !== "standard" ? make("span", { class: `badge ${lane}` }, t(`lane.${lane}`)) : null;
}

const passed_s = (state) => (performance.now() - state.taken_at) / 1000;

/**
 * The services' own orders, which the branch gives one after the other, as one: always the head that would come first,
 * priority lanes before the longest wait.
 */
function merged(rows) {
  const queues = new Map();
  for (const row of rows) queues.set(row.ticket.service, [...(queues.get(row.ticket.service) ?? []), row]);
  const before = (a, b) => {
    const priority = Number(b.ticket.lane !== "standard") - Number(a.ticket.lane !== "standard");
    return priority || b.wait_s - a.wait_s;
  };
  return rows.map(() => {
    const heads = [...queues.values()].filter((queue) => queue.length > 0).sort((a, b) => before(a[0], b[0]));
    return heads[0].shift();
  });
}

/** Those this counter may call, with how long they wait by now; late ones first, the rest in calling order. */
function ownQueue(state, board) {
  const target_s = Object.fromEntries(
    (board?.services ?? []).map((s) => [s.letter, (s.target_wait_minutes ?? DEFAULT_TARGET_MINUTES) * 60]),
  );
  const offered = state.counter?.services ?? [];
  const rows = state.waiting
    .filter((ticket) => offered.includes(ticket.service))
    .map((ticket) => {
      const wait_s = ticket.waited_s + passed_s(state);
      const over_s = wait_s - (target_s[ticket.service] ?? DEFAULT_TARGET_MINUTES * 60);
      return { ticket, wait_s, over_s, late: over_s > 0 };
    });
  const late = rows.filter((row) => row.late).sort((a, b) => b.over_s - a.over_s);
  return [...late, ...merged(rows.filter((row) => !row.late))];
}

function drawQueue(state, rows) {
  say(byId("queue-count"), t("queue.people", { n: rows.length }));
  const callable = stepOf(state) === "call" && !state.busy;
  const signature = rows.map(({ ticket, wait_s, late }) => [ticket.id, ticket.lane, Math.floor(wait_s / 60), late]);
  const focused = document.activeElement?.dataset?.ticket;
  renew(byId("queue-list"), [signature, callable, language()], () =>
    rows.map(({ ticket, wait_s, late }) =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            class: late ? "queue-row late" : "queue-row",
            disabled: !callable,
            "data-ticket": ticket.ticket,
            "aria-label": t("queue.call_label", { ticket: ticket.ticket }),
          },
          make("span", { class: "number" }, ticket.ticket),
          laneBadge(ticket.lane),
          make("span", { class: "service" }, nameOf(ticket.service_name)),
          make("span", { class: "wait" }, shortMinutes(wait_s)),
        ),
      ),
    ),
  );
  if (focused) document.querySelector(`[data-ticket="${focused}"]`)?.focus({ preventScroll: true });
  const others = state.waiting.length - rows.length;
  const text = rows.length === 0 ? t("queue.empty") : "";
  say(byId("queue-others"), [text, others > 0 ? t("queue.others", { n: others }) : ""].filter(Boolean).join(" "));
}

function storyText(ticket) {
  const parts = [t("story.taken", { time: clockTime(ticket.taken_at) })];
  if (ticket.called_at) {
    const key = ticket.calls > 1 ? "story.called_again" : "story.called";
    parts.push(t(key, { time: clockTime(ticket.called_at), n: ticket.calls }));
  }
  if (ticket.started_at) parts.push(t("story.started", { time: clockTime(ticket.started_at) }));
  return parts.join("  →  ");
}

function drawTimes(state, ticket) {
  const waited = t("card.waited", { time: minutesText(ticket.waited_s) });
  const serving = ticket.state === "serving";
  const seconds = serving ? ticket.served_s + passed_s(state) : (performance.now() - state.called_at) / 1000;
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
    OUTCOMES.map((code) =>
      make(
        "button",
        {
          type: "button",
          class: "chip",
          role: "radio",
          "data-outcome": code,
          "aria-checked": String(code === state.outcome),
        },
        t(`outcome.${code}`),
      ),
    ),
  );
}

function drawTicket(state, ticket) {
  renew(byId("card-head"), [ticket.state, ticket.service_name, ticket.lane, language()], () => [
    `${t(`card.${ticket.state}`)} · ${nameOf(ticket.service_name) || ticket.service}`,
    laneBadge(ticket.lane) ?? "",
  ]);
  say(byId("card-number"), ticket.ticket);
  drawTimes(state, ticket);
  say(byId("card-why"), ticket.why ? t("card.why", { why: ticket.why }) : "");
  say(byId("card-story"), storyText(ticket));
}

function calmTexts(state, rows) {
  const counter = state.counter;
  if (!counter) return ["card.loading", ""];
  if (counter.state === "paused") {
    const since = counter.since ? t("card.since", { time: clockTime(counter.since) }) : "";
    const reason = counter.reason ? t(`pause.${counter.reason}`) : "";
    return ["card.paused", [reason, since].filter(Boolean).join(" · ")];
  }
  if (rows.length === 0) return ["card.nobody", t("card.nobody_hint")];
  return ["card.ready", t("card.ready_hint", { n: rows.length })];
}

function drawCard(state, rows) {
  const ticket = state.counter?.state === "open" ? state.counter.ticket : null;
  byId("card").classList.toggle("calm", !ticket);
  for (const id of ["card-number", "card-story"]) show(byId(id), Boolean(ticket));
  show(byId("card-why"), Boolean(ticket?.why));
  drawOutcomes(state, ticket?.state === "serving");
  if (ticket) return drawTicket(state, ticket);
  const [title, hint] = calmTexts(state, rows);
  renew(byId("card-head"), [title, language()], () => [t(title)]);
  say(byId("card-times"), hint);
}

function drawSteps(state, rows) {
  const step = stepOf(state);
  const next = byId("next");
  const label = step === "finish" && rows.length > 0 ? "next.finish_and_call" : `next.${step}`;
  say(byId("next-text"), t(label));
  next.setAttribute("aria-busy", String(state.busy !== ""));
  next.classList.toggle("quiet", step === "wait" || (step === "call" && rows.length === 0));

  const gap_s = Math.ceil((state.recall_from - performance.now()) / 1000);
  const called = step === "start" && !state.busy;
  byId("recall").disabled = !called || gap_s > 0;
  say(byId("recall-text"), called && gap_s > 0 ? t("work.recall_in", { seconds: gap_s }) : t("work.recall"));
  byId("no-show").disabled = !called;
  byId("finish-only").disabled = step !== "finish" || state.busy !== "";
  byId("call-one").disabled = step !== "call" || state.busy !== "";
  say(byId("pause-text"), t(step === "resume" ? "work.resume" : "work.pause"));
  for (const id of ["pause", "close", "sign-out"]) byId(id).disabled = state.busy !== "" || !state.counter;

  const note = byId("work-note");
  show(note, state.note !== null);
  note.className = state.note ? `note ${state.note.kind}` : "note";
  say(note, state.note?.text ?? "");
}

function drawBar(state, shared) {
  const paused = state.counter?.state === "paused";
  const person = shared.person?.name || shared.person?.staff || "";
  say(byId("counter-name"), t("work.counter", { n: state.number }));
  say(byId("state-text"), `${t(paused ? "work.state_paused" : "work.state_open")} · ${person}`);
  byId("state-dot").classList.toggle("paused", paused);
  say(byId("clock"), clockTime(branchNow()));
}

function drawToday(state, rows) {
  const served = state.finished.map((ticket) => ticket.served_s).filter((seconds) => seconds >= 0);
  const average_s = served.length ? served.reduce((sum, seconds) => sum + seconds, 0) / served.length : null;
  say(byId("today-finished"), String(state.finished.length));
  say(byId("today-average"), average_s === null ? "–" : stopwatch(average_s));
  say(byId("today-no-show"), String(state.missed.length));
  const late = rows.filter((row) => row.late).slice(0, 3);
  const texts = late.map(({ ticket, over_s }) => t("today.late", { ticket: ticket.ticket, time: minutesText(over_s) }));
  show(byId("reminders-head"), texts.length > 0);
  renew(byId("reminders"), texts, () => texts.map((text) => make("li", {}, text)));
}

/** Everything on the working page. */
export function drawWork(state, shared) {
  const rows = ownQueue(state, shared.board);
  drawBar(state, shared);
  drawQueue(state, rows);
  drawCard(state, rows);
  drawSteps(state, rows);
  drawToday(state, rows);
}
