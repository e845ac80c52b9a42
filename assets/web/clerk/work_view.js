// Draws the working page from its state. Runs once a second and after every change; writes only what differs.
import { byId, say, show } from "../shared/dom.js";
import { t } from "../shared/text.js";
import { branchNow } from "../shared/branch_time.js";
import { clockTime, minutesText, stopwatch } from "../shared/format.js";
import { drawCard } from "./card_view.js";
import { drawQueue } from "./queue_view.js";
import { callsLeft, recallGap_s, stepOf } from "./step.js";
import { BAR_VERBS, obstacle, VERBS } from "./verbs.js";

const RECALL_GAP_S = 10; // until the board has come

/** Pressed, it says why not: it stays reachable, by touch too. */
function enable(id, why) {
  const button = byId(id);
  button.setAttribute("aria-disabled", String(why !== ""));
  if (button.title !== why) button.title = why;
}

function drawRecall(state, board) {
  const gap_s = stepOf(state) === "start" ? recallGap_s(state) : 0;
  say(byId("recall-text"), gap_s > 0 ? t("work.recall_in", { seconds: gap_s }) : t("verb.recall"));
  const whole_s = board?.recall_gap_s ?? RECALL_GAP_S;
  byId("recall").style.setProperty("--left", String(whole_s > 0 ? Math.min(1, gap_s / whole_s) : 0));
}

function drawNoShow(state, board) {
  const left = stepOf(state) === "start" ? callsLeft(state, board) : 0;
  say(byId("no-show-text"), left > 0 ? t("work.no_show_left", { n: left }) : t("verb.no_show"));
}

function drawSteps(state, board) {
  const step = stepOf(state);
  const next = byId("next");
  const waiting = state.queue.total > 0;
  say(byId("next-text"), t(step === "finish" && waiting ? "next.finish_and_call" : `next.${step}`));
  next.setAttribute("aria-busy", String(state.busy !== "" || !state.counter)); // or nothing is known yet
  next.classList.toggle("quiet", step === "wait" || (step === "call" && !waiting));
  for (const { verb, id } of [...VERBS, ...BAR_VERBS]) enable(id, obstacle(verb, state, board));
  drawRecall(state, board);
  drawNoShow(state, board);
  say(byId("pause-text"), t(step === "resume" ? "work.resume" : "verb.pause"));
}

/** What was pressed and not answered comes before all else: nobody shall press again. */
function noteOf(state) {
  if (!state.resending || !state.busy) return state.note;
  const values = { verb: t(`verb.${state.busy}`), time: clockTime(state.pressed_at) };
  return { kind: "warn", text: t("work.resending", values) };
}

function drawNote(state) {
  const note = noteOf(state);
  const place = byId("work-note");
  show(place, note !== null);
  const look = note ? `note ${note.kind}` : "note";
  if (place.className !== look) place.className = look;
  say(place, note?.text ?? "");
}

function drawBar(state, { person, connected }) {
  const paused = state.counter?.state === "paused";
  say(byId("counter-name"), t("work.counter", { n: state.number }));
  const doing = t(paused ? "work.state_paused" : "work.state_open");
  say(byId("state-text"), [doing, person?.name || person?.staff].filter(Boolean).join(" · "));
  byId("state-dot").classList.toggle("paused", paused);
  byId("state-dot").classList.toggle("away", !connected);
  say(byId("clock"), clockTime(branchNow()));
}

function drawToday({ day }) {
  const seconds = (value) => (value === null || value === undefined ? "–" : stopwatch(value));
  say(byId("today-finished"), day ? String(day.served) : "–");
  say(byId("today-average"), seconds(day?.serve_mean_s));
  say(byId("today-wait"), day && day.wait_mean_s !== null ? minutesText(day.wait_mean_s) : "–");
  say(byId("today-no-show"), day ? String(day.no_shows) : "–");
  const rated = day && day.ratings > 0;
  say(
    byId("today-rating"),
    rated ? t("today.rating_value", { mean: day.rating_mean.toFixed(1), n: day.ratings }) : "–",
  );
}

/** Everything on the working page. */
export function drawWork(state, page) {
  drawBar(state, page);
  drawQueue(state, page.board);
  drawCard(state, page.board);
  drawSteps(state, page.board);
  drawNote(state);
  drawToday(state);
}
