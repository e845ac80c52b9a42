// The clerk's page: which of its parts is shown, and what they share.
import { byId, say, show } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { nameOf, languageButton, startTexts, t } from "../shared/text.js";
import { followBoard } from "../shared/live.js";
import { useTimezone } from "../shared/format.js";
import { prepareSignIn } from "../shared/sign_in.js";
import { Outbox } from "./outbox.js";
import { prepareChoose } from "./choose.js";
import { prepareWork } from "./work.js";
import { prepareRepairs, repairInPlace } from "./repairs.js";

const shared = { board: null, person: null, connected: true, sending: false };
shared.outbox = new Outbox(() => go.sending(true));
const parts = {};
let shown = "";

function showPart(name) {
  if (shown === name) return;
  if (shown) parts[shown].leave();
  shown = name;
  for (const part of ["sign-in", "choose", "work", "repairs"]) show(byId(part), part === name);
}

function drawLost() {
  show(byId("lost"), !shared.connected || shared.sending);
  say(byId("lost-text"), t(shared.sending ? "lost.sending" : "lost.text"));
}

function drawHall() {
  const hall = nameOf(shared.board?.name);
  say(byId("sign-in-hall"), hall);
  say(byId("choose-hall"), hall);
}

const go = {
  toSignIn(note = "") {
    shared.person = null;
    showPart("sign-in");
    parts["sign-in"].enter(note);
  },
  toChoose(note = "") {
    showPart("choose");
    parts.choose.enter(note);
  },
  toWork(number) {
    showPart("work");
    parts.work.enter(number);
  },
  /** `number`: of the order to show; `counter`: where to go back to, 0 for the choice of a counter. */
  toRepairs(number, counter) {
    showPart("repairs");
    parts.repairs.enter(number, counter);
  },
  /** To where the session stands: nobody, no counter yet, or at work. */
  async resume(note = "") {
    try {
      shared.person = await get("/api/v1/session");
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return go.toSignIn(note);
      shared.connected = false;
      drawLost();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return go.resume(note);
    }
    const opening = shared.outbox.opening(shared.person.staff);
    const { counter } = shared.person;
    const repair = repairInPlace();
    // What was pressed at the counter and not answered goes first.
    const atRepairs = repair !== null && !opening && !(counter && shared.outbox.left(shared.person.staff, counter));
    if (atRepairs) return go.toRepairs(repair, counter ?? 0);
    if (counter) return go.toWork(counter);
    if (!opening) shared.outbox.forget(); // meant for a counter that is no longer this person's
    go.toChoose(note);
    if (opening) parts.choose.open(opening);
  },
  async signOut() {
    try {
      await post("/api/v1/sign-out", {}, () => go.sending(true));
    } catch {
      // signed out already
    }
    go.sending(false);
    go.toSignIn();
  },
  /** Tells that a command is being sent again and again because nobody answers. */
  sending(now) {
    shared.sending = now;
    drawLost();
    if (shown === "work") parts.work.resending(now);
  },
};

function changedLanguage() {
  drawHall();
  drawLost();
  if (shown) parts[shown].draw();
}

await startTexts();
for (const place of document.querySelectorAll(".language-place")) {
  place.replaceWith(languageButton(changedLanguage));
}
parts["sign-in"] = prepareSignIn(go);
parts.choose = prepareChoose(shared, go);
parts.work = prepareWork(shared, go);
parts.repairs = prepareRepairs(shared, go, [languageButton(changedLanguage)]);

followBoard({
  restWhenHidden: true,
  onBoard(board) {
    shared.board = board;
    useTimezone(board.timezone);
    drawHall();
    if (shown) parts[shown].boardChanged();
  },
  onConnected(now) {
    shared.connected = now;
    drawLost();
  },
});
await go.resume();
