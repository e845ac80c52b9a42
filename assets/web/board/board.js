// The wall screen: the calls, who is served where, who waits how long, and the announcements. It runs for weeks: one
// stream, nothing kept but the newest board, and it comes back by itself after the kiosk was away.
import { byId, say, show } from "../shared/dom.js";
import { LANGUAGES, language, nameOf, startTexts, t, useLanguage } from "../shared/text.js";
import { branchNow } from "../shared/branch_time.js";
import { followBoard } from "../shared/live.js";
import { clockTime, dateLine, useTimezone } from "../shared/format.js";
import { drawLists, startOver, takeTurns } from "./lists.js";
import { loadNews } from "./news.js";
import { renewWhenQuiet } from "./renewal.js";
import { Speech } from "./speech.js";
import { Stage } from "./stage.js";

const NEWS_MS = 10 * 60_000;
let board = null;

/** The large language and the one beside it (null: alone), as the configuration says; ?lang= puts its own first. */
function languages() {
  const asked = new URLSearchParams(location.search).get("lang");
  const set = (board?.languages ?? Object.keys(LANGUAGES)).filter((name) => name in LANGUAGES);
  const first = asked in LANGUAGES ? asked : (set[0] ?? "zh-CN");
  return [first, set.find((name) => name !== first) ?? null];
}

const speech = new Speech(() => show(byId("sound"), speech.locked));
const stage = new Stage({
  speech,
  languages,
  changed() {
    startOver();
    draw();
  },
});

function draw() {
  const [first, second] = languages();
  if (language() !== first) useLanguage(first);
  useTimezone(board.timezone);
  say(byId("hall"), nameOf(board.name));
  say(byId("hall-second"), second && board.name[second] ? board.name[second] : "");
  drawLists(board, stage.shown, second);
}

function drawClock() {
  const now = new Date(branchNow());
  const [, second] = languages();
  say(byId("date"), dateLine(now));
  say(byId("date-second"), second ? dateLine(now, second) : "");
  say(byId("time"), clockTime(now));
  setTimeout(drawClock, 1000 - (branchNow() % 1000)); // on the second
}

async function refreshNews() {
  if (await loadNews()) stage.newsChanged();
}

await startTexts("zh-CN"); // a wall has no reader's own language
show(byId("wall"), true);
drawClock();
takeTurns(() => board && draw());
setInterval(refreshNews, NEWS_MS);
const checkVersion = renewWhenQuiet(() => stage.quiet);
let voice = null;
followBoard({
  onBoard(news) {
    board = news;
    if (voice !== board.voice) speech.want((voice = board.voice) === "board");
    stage.boardChanged(board);
    draw();
  },
  onConnected(now) {
    show(byId("lost"), !now);
    say(byId("lost"), t("board.lost"));
    byId("wall").classList.toggle("stale", !now);
    stage.connected(now);
    if (!now) return;
    checkVersion();
    refreshNews();
  },
});
