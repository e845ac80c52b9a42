// The large area: each call in its turn, long enough to be read and as long as it is said; the newest one for a while;
// then the branch's own notices and the announcements, one after the other.
import { byId, say, show } from "../shared/dom.js";
import { t } from "../shared/text.js";
import { CallLine, stateOf } from "./call_line.js";
import { drawNews, newsOf } from "./news.js";

const CALL_MS = 6_000; // each call at least
const MANY_CALLS = 3;
const CALL_OF_MANY_MS = 4_000;
const ANSWERED_MS = 2_500; // one who came at once, while others wait to be shown
const LINGER_MS = 30_000; // the newest one, when no other comes
const SLIDE_MS = 12_000;
const LOST_MS = 60_000; // what is shown is no longer true after that

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Stage {
  constructor({ speech, languages, changed }) {
    this.speech = speech;
    this.languages = languages; // gives [first, second or null]
    this.changed = changed; // another call is on the stage
    this.line = new CallLine();
    this.board = null;
    this.call = null; // on the card
    this.calling = false; // calls take their turns
    this.slide = -1; // of slides(); -1: the card
    this.away = false;
    this.timer = 0;
    this.lost_timer = 0;
    this.last_call = -Infinity;
    this.card_until = 0; // it makes room for nothing but a call before
    this.hurry = () => {}; // ends the time of a call that nobody needs any more
  }

  /** Nobody was called for a while and nobody is to be. */
  get quiet() {
    return !this.calling && performance.now() - this.last_call > LOST_MS;
  }

  boardChanged(board) {
    const first = this.board === null;
    this.board = board;
    this.line.notice(board);
    if (first) {
      this.call = board.calls[0] ?? null;
      const fresh = this.call && stateOf(this.call, board) === "called";
      if (fresh) this.keepCard();
      else this.rest(0);
    }
    if (!this.calling && this.line.length) this.run();
    else this.draw();
    if (this.calling && this.line.length && stateOf(this.call, board) !== "called") this.hurry();
  }

  /** The announcements are others now. */
  newsChanged() {
    if (!this.board) return;
    if (!this.calling && this.slide < 0 && performance.now() >= this.card_until) this.rest(0);
    this.draw();
  }

  connected(now) {
    clearTimeout(this.lost_timer);
    if (now) this.away = false;
    else this.lost_timer = setTimeout(() => this.draw((this.away = true)), LOST_MS);
    if (this.board) this.draw();
  }

  /** Every call in its turn; none while another is said. */
  async run() {
    this.calling = true;
    clearTimeout(this.timer);
    for (let call = this.line.next(this.board); call; call = this.line.next(this.board)) {
      this.call = call;
      this.slide = -1;
      this.last_call = performance.now();
      this.draw();
      this.flash();
      this.changed();
      const show_ms = this.line.length >= MANY_CALLS ? CALL_OF_MANY_MS : CALL_MS;
      const answered = new Promise((done) => (this.hurry = done));
      await Promise.all([
        Promise.race([pause(show_ms), Promise.all([answered, pause(ANSWERED_MS)])]),
        this.speech.say(call.ticket),
      ]);
    }
    this.calling = false;
    this.keepCard();
    this.draw();
  }

  flash() {
    const card = byId("newest");
    card.classList.remove("flash");
    void card.offsetWidth; // lets the animation begin again
    card.classList.add("flash");
  }

  keepCard() {
    this.card_until = performance.now() + LINGER_MS;
    this.rest(LINGER_MS);
  }

  /** After a while the slides take turns. */
  rest(wait_ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const count = this.slides().length;
      this.slide = count === 0 ? -1 : (this.slide + 1) % count;
      this.rest(SLIDE_MS);
      this.draw();
      this.changed();
    }, wait_ms);
  }

  /** The branch's own notice, as keys of texts; none on a usual day. */
  notice() {
    const { board } = this;
    const counters = board.counters;
    const hours = { opens: board.opens, closes: board.closes };
    if (board.break_until) return ["board.break", "board.break_hint", { time: board.break_until }];
    if (board.open === false) return ["board.closed", "board.closed_hint", hours];
    if (counters.every((one) => one.state === "closed")) return ["board.first", "board.none_open", {}];
    if (counters.every((one) => one.state !== "open")) return ["board.paused", "board.paused_hint", {}];
    return board.calls.length ? null : ["board.first", "board.first_hint", {}];
  }

  slides() {
    const notice = this.notice();
    return [...(notice ? [{ notice }] : []), ...newsOf(this.board.business_day).map((news) => ({ news }))];
  }

  draw() {
    const slides = this.slides();
    const slide = this.slide < 0 ? undefined : slides[this.slide % Math.max(1, slides.length)];
    const away = this.away && ["board.away", "board.away_hint", {}];
    const notice = away || slide?.notice || (!this.call && !slide && this.notice()) || null;
    const news = notice ? null : slide?.news;
    show(byId("notice"), Boolean(notice));
    show(byId("news"), Boolean(news));
    show(byId("newest"), !notice && !news);
    if (notice) this.drawNotice(notice);
    const list = newsOf(this.board.business_day);
    const [first, second] = this.languages();
    drawNews(list, news ? list.indexOf(news) : -1, first, second);
    this.drawCall();
  }

  /** The call on the stage, which the list beside it need not show again. */
  get shown() {
    return byId("newest").hidden ? null : this.call;
  }

  drawNotice([title, text, values]) {
    const [, second] = this.languages();
    say(byId("notice-title"), t(title, values));
    say(byId("notice-text"), t(text, values));
    say(byId("notice-second"), second ? `${t(title, values, second)} · ${t(text, values, second)}` : "");
  }

  drawCall() {
    const card = byId("newest");
    const state = this.call ? stateOf(this.call, this.board) : "first";
    for (const name of ["called", "serving", "over"]) card.classList.toggle(name, state === name);
    if (!this.call) return;
    const key = { called: "board.go", serving: "board.serving", over: "board.served" }[state];
    const values = { n: this.call.counter };
    const [, second] = this.languages();
    say(byId("newest-ticket"), this.call.ticket);
    card.classList.toggle("long", this.call.ticket.length > 4);
    say(byId("newest-place"), t(key, values));
    say(byId("newest-second"), second ? t(key, values, second) : "");
  }
}
