// At work: what the counter is doing, and the commands that change it. Drawing is in work_view.js, buttons and keys in
// work_keys.js.
import { byId } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { branchNow } from "../shared/branch_time.js";
import { t } from "../shared/text.js";
import { drawWork } from "./work_view.js";
import { askCall, askLeave, askPause, closeDialogs } from "./dialogs.js";
import { stepOf } from "./step.js";
import { listenToWork } from "./work_keys.js";

const RECALL_GAP_S = 10; // until the board has come
const SETTLE_MS = 500; // after a step the big button means something else: a second tap of a double tap is not for it

/** What a fresh visit to the page begins with: everything is fetched again. */
function emptyState(number) {
  return {
    number,
    counter: null, // as GET /counters/N
    waiting: [], // in calling order, all services
    finished: [], // today at this counter
    missed: [],
    taken_at: 0, // performance.now() of the newest answer, to count seconds on from it
    called_at: 0, // performance.now() of the newest call
    recall_from: 0, // performance.now() from which a recall is allowed
    outcome: "done",
    busy: "", // the command on its way
    note: null, // {kind, text}
  };
}

class Work {
  constructor(shared, go) {
    this.shared = shared;
    this.go = go;
    this.state = emptyState(0);
    this.epoch = 0; // grows with each command: an older picture that arrives late is dropped
    this.refreshing = false;
    this.again = false;
    this.settled_at = 0;
    this.ticking = 0;
    listenToWork(this);
  }

  get active() {
    return !byId("work").hidden;
  }

  get step() {
    return stepOf(this.state);
  }

  // ---- what page and board ask of every part

  enter(number) {
    this.state = emptyState(number);
    this.epoch += 1;
    this.show();
    clearInterval(this.ticking);
    this.ticking = setInterval(() => this.show(), 1000);
    byId("next").focus({ preventScroll: true });
    this.refresh();
    this.refreshToday();
  }

  leave() {
    clearInterval(this.ticking);
    closeDialogs();
  }

  /** The language changed: the branch's sentences come in the new one. */
  draw() {
    this.show();
    this.refresh();
  }

  boardChanged() {
    this.refresh();
  }

  show() {
    if (this.active) drawWork(this.state, this.shared);
  }

  // ---- pictures of the branch

  /** A counter's JSON. `fresh`: it answers a command, so what it tells happened this moment. */
  takeCounter(counter, fresh) {
    const { state } = this;
    const before = state.counter?.ticket;
    const { ticket } = counter;
    state.counter = counter;
    state.taken_at = performance.now();
    if (ticket?.state === "called" && (before?.id !== ticket.id || before.calls !== ticket.calls)) {
      // After a reload only the clocks can tell.
      const ago_ms = fresh ? 0 : Math.max(0, branchNow() - Date.parse(ticket.called_at));
      state.called_at = performance.now() - ago_ms;
      state.recall_from = state.called_at + (this.shared.board?.recall_gap_s ?? RECALL_GAP_S) * 1000;
    }
    if (!ticket || before?.id !== ticket.id) state.outcome = "done";
  }

  takeTicket(ticket) {
    this.takeCounter({ ...this.state.counter, ticket }, true);
  }

  /** Whether the session is over; then the page is at the sign-in already. */
  signedOut(error) {
    const over = error instanceof Refused && error.status === 401;
    if (over) this.go.toSignIn(t("sign_in.ended"));
    return over;
  }

  async refresh() {
    if (!this.active) return;
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    const began = this.epoch;
    try {
      const counter = get(`/api/v1/counters/${this.state.number}`);
      const waiting = get("/api/v1/tickets?state=waiting");
      await Promise.all([counter, waiting]);
      // While a command is on its way, what the branch shows may be its outcome already: the answer tells it better.
      if (began === this.epoch && this.active && !this.state.busy)
        this.takePicture(await counter, (await waiting).items);
    } catch (error) {
      if (!this.signedOut(error)) this.show(); // unreachable: the banner says so, the last picture stays
    } finally {
      this.refreshing = false;
      if (this.again) {
        this.again = false;
        this.refresh();
      }
    }
  }

  takePicture(counter, waiting) {
    if (counter.state === "closed" || counter.staff !== this.shared.person?.staff) {
      return this.go.toChoose(t("choose.closed_meanwhile", { n: this.state.number }));
    }
    this.takeCounter(counter, false);
    this.state.waiting = waiting;
    this.show();
  }

  async refreshToday() {
    const { number } = this.state;
    try {
      const [finished, missed] = await Promise.all(
        ["finished", "no_show"].map((state) => get(`/api/v1/tickets?state=${state}`)),
      );
      if (number !== this.state.number) return;
      const here = (list) => list.items.filter((ticket) => ticket.counter === number);
      this.state.finished = here(finished);
      this.state.missed = here(missed);
      this.show();
    } catch (error) {
      this.signedOut(error); // else: figures can wait for the next step
    }
  }

  // ---- commands

  note(kind, text) {
    this.state.note = text ? { kind, text } : null;
  }

  /** Runs one command at a time; `done` takes the answer. A refusal is shown near the button. True when it was done. */
  async run(verb, body, done) {
    const { state } = this;
    if (state.busy || !state.counter) return false;
    state.busy = verb;
    this.note();
    this.show();
    try {
      done(await post(`/api/v1/counters/${state.number}/${verb}`, body, () => this.go.sending(true)));
      return true;
    } catch (error) {
      if (this.signedOut(error)) return false;
      if (error.refusal === "recall_too_soon") state.recall_from = performance.now() + 2000;
      this.note(error.refusal === "queue_empty" ? "calm" : "bad", error.message);
      return false;
    } finally {
      this.epoch += 1;
      state.busy = "";
      this.settled_at = performance.now() + SETTLE_MS;
      this.go.sending(false);
      this.show();
      this.refresh();
    }
  }

  call() {
    return this.run("call-next", {}, (ticket) => this.takeTicket(ticket));
  }

  resume() {
    return this.run("open", {}, (counter) => this.takeCounter(counter, true));
  }

  start() {
    return this.run("start", {}, (ticket) => this.takeTicket(ticket));
  }

  recall() {
    if (this.step !== "start" || performance.now() < this.state.recall_from) return;
    this.run("recall", {}, (ticket) => this.takeTicket(ticket));
  }

  async finish() {
    if (this.step !== "finish") return false;
    const done = await this.run("finish", { outcome: this.state.outcome }, () => this.takeTicket(null));
    if (done) this.refreshToday();
    return done;
  }

  async finishAndCall() {
    const { waiting, counter } = this.state;
    const somebody = waiting.some((ticket) => counter.services.includes(ticket.service));
    if ((await this.finish()) && somebody) await this.call();
  }

  async noShow() {
    if (this.step === "start" && (await this.run("no-show", {}, () => this.takeTicket(null)))) this.refreshToday();
  }

  /** The big button and the space bar. */
  pressNext() {
    if (performance.now() < this.settled_at) return;
    const steps = { resume: "resume", call: "call", start: "start", finish: "finishAndCall" };
    if (this.step in steps) this[steps[this.step]]();
  }

  async pauseOrResume() {
    if (this.state.busy || !this.state.counter) return;
    if (this.step === "resume") return this.resume();
    const reason = await askPause();
    if (reason) await this.run("pause", { reason }, (counter) => this.takeCounter(counter, true));
  }

  /** Calls a certain ticket, after asking; `ticket` is what the question begins with. */
  async callOne(ticket = "") {
    if (this.state.busy || this.step !== "call") return;
    const wanted = await askCall(ticket);
    if (wanted) await this.run("call", { ticket: wanted }, (called) => this.takeTicket(called));
  }

  chooseOutcome(code) {
    this.state.outcome = code;
    this.show();
  }

  /** Closes the counter, after asking, and signs out if `signOut`. */
  async close(signOut) {
    const { busy, counter, number } = this.state;
    if (busy || !counter) return;
    if (counter.ticket) {
      this.note("warn", t("work.finish_first", { ticket: counter.ticket.ticket }));
      return this.show();
    }
    if (!(await askLeave(signOut ? "sign_out" : "close", number))) return;
    // The page leaves before the board tells of the closed counter, or that would look like somebody else's doing.
    const closed = () => (signOut ? this.go.signOut() : this.go.toChoose(t("choose.closed", { n: number })));
    await this.run("close", {}, closed);
  }
}

export const prepareWork = (shared, go) => new Work(shared, go);
