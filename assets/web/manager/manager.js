// The manager's page: who may see it, and what its parts share.
import { byId, say, show } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { nameOf, languageButton, startTexts, t } from "../shared/text.js";
import { followBoard } from "../shared/live.js";
import { useTimezone } from "../shared/format.js";
import { prepareSignIn } from "../shared/sign_in.js";
import { prepareHall } from "./hall.js";

const shared = { board: null, person: null, connected: true, sending: false };
const parts = {};
let shown = "";

function showPart(name) {
  if (shown === name) return;
  if (shown) parts[shown].leave();
  shown = name;
  for (const part of ["sign-in", "denied", "hall"]) show(byId(part), part === name);
}

function drawLost() {
  show(byId("lost"), !shared.connected || shared.sending);
  say(byId("lost-text"), t(shared.sending ? "lost.sending" : "lost.text"));
}

function drawHallName() {
  const hall = nameOf(shared.board?.name);
  say(byId("sign-in-hall"), hall);
  say(byId("denied-hall"), hall);
}

const go = {
  toSignIn(note = "") {
    shared.person = null;
    showPart("sign-in");
    parts["sign-in"].enter(note);
  },
  /** To where the session stands: nobody, somebody else, or the manager. */
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
    const manager = shared.person.roles.includes("manager");
    showPart(manager ? "hall" : "denied");
    parts[shown].enter();
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
  },
};

/** A clerk's session in the same browser stays: the counter goes on, this page only says whom it is for. */
const denied = {
  enter: () => denied.draw(),
  leave() {},
  boardChanged() {},
  draw() {
    const name = shared.person?.name || shared.person?.staff || "";
    say(byId("denied-lead"), t("manager.denied_hint", { name }));
  },
};

function changedLanguage() {
  drawHallName();
  drawLost();
  if (shown) parts[shown].draw();
}

await startTexts();
for (const place of document.querySelectorAll(".language-place")) {
  place.replaceWith(languageButton(changedLanguage));
}
parts["sign-in"] = prepareSignIn(go);
parts.denied = denied;
parts.hall = prepareHall(shared, go);
byId("denied-sign-out").addEventListener("click", go.signOut);
byId("to-clerk").addEventListener("click", () => location.assign("/clerk"));

// Also while the page is behind another one: a call for help must be heard.
followBoard({
  onBoard(board) {
    shared.board = board;
    useTimezone(board.timezone);
    drawHallName();
    if (shown) parts[shown].boardChanged();
  },
  onConnected(now) {
    shared.connected = now;
    drawLost();
  },
});
await go.resume();
