// What every page of the staff shares: who is signed in, which of its parts is shown, whether the branch can be reached.
import { byId, say, show } from "./dom.js";
import { get, post, Refused } from "./api.js";
import { followBoard } from "./live.js";
import { useTimezone } from "./format.js";
import { languageButton, nameOf, startTexts, t } from "./text.js";
import { buildSignIn } from "./sign_in_form.js";

const RETRY_MS = 1500;

/** Parts have enter(note), leave(), draw() (after a change of language) and boardChanged(); each is a section by its id. */
export class StaffPage {
  /** `home(person, note)` shows the part that belongs to whoever is signed in. */
  constructor({ signInTitle, home }) {
    this.signInTitle = signInTitle;
    this.home = home;
    this.parts = {};
    this.shown = "";
    this.board = null;
    this.person = null;
    this.connected = true;
    this.unanswered = new Set(); // commands that are sent again and again
  }

  /** To be awaited first: nothing can be shown without texts. */
  async prepare() {
    await startTexts();
    this.parts["sign-in"] = buildSignIn(this, this.signInTitle);
    for (const place of document.querySelectorAll(".language-place")) {
      place.replaceWith(languageButton(() => this.draw()));
    }
  }

  /** Follows the board and goes to where the session stands; `parts` by their section's id. */
  async start(parts, { restWhenHidden = false } = {}) {
    Object.assign(this.parts, parts);
    followBoard({
      restWhenHidden,
      onBoard: (board) => {
        this.board = board;
        useTimezone(board.timezone);
        this.drawHallName();
        this.parts[this.shown]?.boardChanged();
      },
      onConnected: (now) => {
        this.connected = now;
        this.drawLost();
      },
    });
    await this.resume();
  }

  show(name, note = "") {
    if (this.shown !== name) {
      this.parts[this.shown]?.leave();
      this.shown = name;
      for (const part of Object.keys(this.parts)) show(byId(part), part === name);
    }
    this.parts[name].enter(note);
  }

  draw() {
    this.drawHallName();
    this.drawLost();
    this.parts[this.shown]?.draw();
  }

  drawHallName() {
    for (const place of document.querySelectorAll(".hall-name")) say(place, nameOf(this.board?.name));
  }

  drawLost() {
    const sending = this.unanswered.size > 0;
    show(byId("lost"), !this.connected || sending);
    say(byId("lost-text"), t(sending ? "lost.sending" : "lost.text"));
  }

  toSignIn(note = "") {
    this.person = null;
    this.show("sign-in", note);
  }

  async resume(note = "") {
    for (;;) {
      try {
        this.person = await get("/api/v1/session");
        return this.home(this.person, note);
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return this.toSignIn(note);
        this.connected = false;
        this.drawLost();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  async signOut() {
    try {
      await this.command("/api/v1/sign-out");
    } catch {
      // signed out already
    }
    this.toSignIn();
  }

  /** A command; the page says so while nobody answers, and so does `resending`. `key` as of post(). Throws Refused. */
  async command(path, body = {}, resending = () => {}, key = undefined) {
    const mark = {};
    try {
      const again = () => {
        this.unanswered.add(mark);
        this.drawLost();
        resending();
      };
      return await post(path, body, again, key);
    } finally {
      this.unanswered.delete(mark);
      this.drawLost();
    }
  }

  /** Whether the session is over; then the page is at the sign-in already. */
  signedOut(error) {
    const over = error instanceof Refused && error.status === 401;
    if (over && this.person) this.toSignIn(t("sign_in.ended"));
    return over;
  }
}
