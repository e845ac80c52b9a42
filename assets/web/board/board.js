// The wall screen: the newest call, the five before it, who waits. It runs for weeks: one stream, nothing kept but the
// newest board, and it comes back by itself after the kiosk was away.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { language, nameOf, otherLanguage, startTexts, t } from "../shared/text.js";
import { branchNow } from "../shared/branch_time.js";
import { followBoard, reloadOnNewVersion } from "../shared/live.js";
import { clockTime, dateLine, useTimezone } from "../shared/format.js";

const RECENT_CALLS = 5;
const SERVICES_IN_A_ROW = 5;
let board = null;
let shownCall = null; // of the call on the big card; null before the first board

const callMark = (call) => (call ? `${call.ticket} ${call.counter} ${call.at}` : "none");

/** "called", "serving", or "over" when the counter has gone on to another. */
function stateOf(call) {
  const counter = board.counters.find((one) => one.number === call.counter);
  return counter?.ticket === call.ticket ? counter.ticket_state : "over";
}

function flash(card) {
  card.classList.remove("flash");
  void card.offsetWidth; // lets the animation begin again
  card.classList.add("flash");
}

function drawNewest() {
  const card = byId("newest");
  const call = board.calls[0];
  const state = call ? stateOf(call) : "first";
  const key = { called: "board.go", serving: "board.serving", over: "board.served" }[state];
  show(byId("newest-ticket"), Boolean(call));
  say(byId("newest-ticket"), call?.ticket ?? "");
  if (call) {
    say(byId("newest-place"), t(key, { n: call.counter }));
    say(byId("newest-second"), t(key, { n: call.counter }, otherLanguage()));
  } else {
    say(byId("newest-place"), t("board.first"));
    say(byId("newest-second"), t(board.open === false ? "board.closed" : "board.first_hint"));
  }
  for (const name of ["called", "over", "first"]) card.classList.toggle(name, state === name);
  const mark = callMark(call);
  if (shownCall !== null && mark !== shownCall && state === "called") flash(card);
  shownCall = mark;
}

/** The calls before the newest, each ticket once, the newest first. */
function recentCalls() {
  const seen = new Set([board.calls[0]?.ticket]);
  return board.calls.filter((call) => !seen.has(call.ticket) && seen.add(call.ticket)).slice(0, RECENT_CALLS);
}

function drawRecent() {
  const rows = recentCalls().map((call) => [call.ticket, call.counter, stateOf(call)]);
  // The wall keeps its shape early in the day.
  const empty = Array.from({ length: RECENT_CALLS - rows.length }, () => null);
  renew(byId("recent"), [rows, language()], () => [
    ...rows.map(([ticket, counter, state]) =>
      make(
        "li",
        { class: state },
        make("span", { class: "ticket" }, ticket),
        make("span", { class: "place" }, t("board.at_counter", { n: counter })),
      ),
    ),
    ...empty.map(() => make("li", { class: "empty", "aria-hidden": "true" })),
  ]);
}

function countText(service) {
  if (!service.open) return make("span", { class: "count off" }, t("board.service_closed"));
  const [before, after] = t("board.people").split("{n}");
  return make("span", { class: "count" }, before, make("b", {}, String(service.waiting)), after);
}

function drawWaiting() {
  const rows = board.services.map((service) => [service.letter, service.name, service.waiting, service.open]);
  byId("waiting").parentElement.classList.toggle("many", rows.length > SERVICES_IN_A_ROW);
  renew(byId("waiting"), [rows, language()], () =>
    board.services.map((service) =>
      make(
        "li",
        {},
        make(
          "span",
          { class: "name" },
          nameOf(service.name),
          make("span", { class: "second" }, nameOf(service.name, otherLanguage())),
        ),
        countText(service),
      ),
    ),
  );
}

function drawClock() {
  const now = new Date(branchNow());
  say(byId("date"), dateLine(now));
  say(byId("time"), clockTime(now));
  setTimeout(drawClock, 1000 - (branchNow() % 1000)); // on the second
}

function draw() {
  useTimezone(board.timezone);
  say(byId("hall"), nameOf(board.name));
  say(byId("hall-second"), nameOf(board.name, otherLanguage()));
  drawNewest();
  drawRecent();
  drawWaiting();
}

await startTexts("zh-CN"); // a wall has no reader's own language: Chinese, unless the address says ?lang=en
show(byId("wall"), true);
drawClock();
const checkVersion = reloadOnNewVersion();
followBoard({
  onBoard(news) {
    board = news;
    draw();
  },
  onConnected(now) {
    show(byId("lost"), !now);
    say(byId("lost"), t("board.lost"));
    if (now) checkVersion();
  },
});
