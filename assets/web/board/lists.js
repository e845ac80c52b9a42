// Beside and below the stage: the last calls with where each number is, and how many wait for how long. Nothing is made
// smaller to fit: what does not fit takes turns.
import { byId, make, renew, say } from "../shared/dom.js";
import { nameOf, t } from "../shared/text.js";
import { stateOf } from "./call_line.js";

export const ROWS = 5;
const TILES = 4;
const TURN_MS = 8_000;
const OPEN_END_MINUTES = 180; // the branch says no more than that it takes longer than the beginning

const LONG_FIGURES = 7; // characters beside one another, "31" and "20–35"

let turn = 0;

/** The page of `all` that is shown in this turn, and how many there are. */
function pageOf(all, size) {
  const count = Math.max(1, Math.ceil(all.length / size));
  const page = turn % count;
  return { part: all.slice(page * size, page * size + size), page, count };
}

/** Each ticket once, the newest call first, without the one on the stage. Who was served long ago makes room. */
function rowsOf(board, shown) {
  const calls = board.calls.filter((call) => call.ticket !== shown?.ticket);
  const rows = calls.map((call) => ({ ...call, state: stateOf(call, board) }));
  const there = rows.filter((row) => row.state !== "over");
  // Nobody who is still called gives way to those who were served since.
  const over = rows.filter((row) => row.state === "over").slice(0, Math.max(0, ROWS - there.length));
  return rows.filter((row) => there.includes(row) || over.includes(row));
}

function drawRecent(board, shown) {
  const { part } = pageOf(rowsOf(board, shown), ROWS);
  const marks = part.map(({ ticket, counter, state }) => [ticket, counter, state]);
  // The wall keeps its shape early in the day.
  const empty = Array.from({ length: ROWS - part.length }, () => null);
  renew(byId("recent"), marks, () => [
    ...marks.map(([ticket, counter, state]) =>
      make(
        "li",
        { class: state },
        make("span", { class: "ticket" }, ticket),
        make("span", { class: "place" }, String(counter)),
      ),
    ),
    ...empty.map(() => make("li", { class: "empty", "aria-hidden": "true" })),
  ]);
}

/** "20–35": how long one who takes a number now waits; null: not at all. */
function minutesOf({ low, high }) {
  if (low <= 0 && high <= 1) return null;
  if (high >= OPEN_END_MINUTES) return `${low}+`;
  if (low <= 0) return `≤${high}`;
  return low >= high ? String(low) : `${low}–${high}`;
}

/** The text of a key with its {n} set off, so that the figure can be larger. */
function withFigure(key, figure, language) {
  const [before, after] = t(key, {}, language).split("{n}");
  return [before.trimEnd(), make("b", {}, figure), after.trimStart()];
}

/** One of the page's drawings, which say "people" and "minutes" in no language. */
const icon = (name) => byId("icons").content.querySelector(`.${name}`).cloneNode(true);

/** No counter that is staffed serves it: a range would promise what nobody does. */
const unstaffed = ({ letter }, { counters }) =>
  !counters.some((counter) => counter.state !== "closed" && counter.services.includes(letter));

function waitOf(service) {
  if (service.open && service.unstaffed) return make("span", { class: "state" }, t("board.no_counter"));
  const minutes = service.open ? minutesOf(service.estimate_minutes) : null;
  if (!minutes) return make("span", { class: "state" }, t(service.open ? "board.at_once" : "board.service_closed"));
  return make("span", {}, icon("clock-face"), ...withFigure("board.minutes", minutes));
}

function figures(service) {
  if (!service.open && service.waiting === 0) return make("p", { class: "figures off" }, t("board.service_closed"));
  const count = make("b", {}, String(service.waiting));
  const label = t("board.people", { n: service.waiting });
  const length = String(service.waiting).length + (minutesOf(service.estimate_minutes)?.length ?? 0);
  return make(
    "p",
    { class: length > LONG_FIGURES ? "figures narrow" : "figures" },
    make("span", { class: "count", role: "img", "aria-label": label }, icon("people"), count),
    waitOf(service),
  );
}

function tile(service, second) {
  return make(
    "li",
    {},
    make("p", { class: "name" }, nameOf(service.name)),
    second && make("p", { class: "second" }, nameOf(service.name, second)),
    figures(service),
  );
}

function drawWaiting(board, second) {
  const services = board.services.map((service) => ({ ...service, unstaffed: unstaffed(service, board) }));
  const { part, page, count } = pageOf(services, TILES);
  const node = byId("waiting");
  const marks = part.map((one) => [one.letter, one.waiting, one.open, one.unstaffed, one.estimate_minutes]);
  node.parentElement.classList.toggle("turning", count > 1);
  // The columns stay as they are when the last page is not full.
  node.style.setProperty("--columns", Math.min(TILES, board.services.length));
  renew(node, [marks, page, count, second], () => part.map((service) => tile(service, second)));
}

function drawColumns(second) {
  for (const [id, key] of [
    ["column-ticket", "board.ticket"],
    ["column-counter", "board.counter"],
  ]) {
    say(byId(id), t(key));
    say(byId(`${id}-second`), second ? t(key, {}, second) : "");
  }
}

export function drawLists(board, shown, second) {
  drawColumns(second);
  drawRecent(board, shown);
  drawWaiting(board, second);
}

/** Begins with the first page again: there is news on it. */
export function startOver() {
  turn = 0;
}

/** `draw` is run whenever it is the next page's turn. */
export function takeTurns(draw) {
  setInterval(() => {
    turn += 1;
    draw();
  }, TURN_MS);
}
