// At work: what the counter is doing, and the one command on its way. What the verbs do is in actions.js, drawing in
// work_view.js, buttons and keys in work_keys.js.
import { byId } from "../shared/dom.js";
import { get, Refused } from "../shared/api.js";
import { branchNow } from "../shared/branch_time.js";
import { t } from "../shared/text.js";
import { drawWork } from "./work_view.js";
import { closeDialogs } from "./options.js";
import { stepOf } from "./step.js";
import { listenToWork } from "./work_keys.js";
import { doneText } from "./actions.js";

const RECALL_GAP_S = 10; // until the board has come
const SETTLE_MS = 500; // after a step the big button means something else: a second tap of a double tap is not for it
const LOOK_AGAIN_MS = 20_000; // who waits too long moves up though nothing happens
const EMPTY = { items: [], total: 0 };

/** What a fresh visit to the page begins with: everything is fetched again. */
function emptyState(number) {
  return {
    number,
    counter: null, // as GET /counters/N
    queue: { ...EMPTY, elsewhere: 0, held: EMPTY, missed: EMPTY }, // as GET /counters/N/queue
    day: null, // as GET /session/today
    taken_at: 0, // performance.now() of the newest picture, to count seconds on from it
    called_at: 0, // performance.now() of the newest call
    recall_from: 0, // performance.now() from which a recall is allowed
    outcome: "done",
    tab: "waiting", // which list is shown: "waiting", "held" or "missed"
    busy: "", // the verb on its way
    pressed_at: 0, // when it was pressed, as Date.now()
    resending: false, // the branch has not answered it
    note: null, // {kind, text}
  };
}

class Work {
  constructor(page) {
    this.page = page;
    this.state = emptyState(0);
    this.epoch = 0; // grows with each command: an older picture that arrives late is dropped
    this.refreshing = false;
    this.again = false;
    this.settled_at = 0;
    this.timers = [];
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
    this.leave();
    this.timers = [setInterval(() => this.show(), 1000), setInterval(() => this.refresh(), LOOK_AGAIN_MS)];
    byId("next").focus({ preventScroll: true });
    const lost = this.page.outbox.left(this.page.person.staff, number);
    if (lost) this.carryOut(lost);
    this.refresh();
  }

  leave() {
    this.timers.forEach(clearInterval);
    closeDialogs();
  }

  /** The language changed: the branch's sentences come in the new one. */
  draw() {
    this.note();
    this.show();
    this.refresh();
  }

  boardChanged() {
    this.refresh();
  }

  /** Nobody answers: what was pressed is sent again and again. */
  resending(state) {
    state.resending = true;
    this.show();
    this.refresh();
  }

  show() {
    if (this.active) drawWork(this.state, this.page);
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
      state.recall_from = state.called_at + (this.page.board?.recall_gap_s ?? RECALL_GAP_S) * 1000;
    }
    if (!ticket || before?.id !== ticket.id) state.outcome = "done";
  }

  /** The answer to a command: a counter, or a ticket at this counter or elsewhere. */
  takeAnswer(answer) {
    const { counter, number } = this.state;
    if (Array.isArray(answer?.services)) return this.takeCounter(answer, true);
    if (!counter || !answer?.code) return;
    const here = answer.counter === number && (answer.state === "called" || answer.state === "serving");
    if (here) {
      const seconds = Math.max(0, (branchNow() - Date.parse(answer.started_at)) / 1000);
      this.takeCounter({ ...counter, ticket: { ...answer, served_s: seconds || 0 } }, true);
    } else if (counter.ticket?.id === answer.id) {
      this.takeCounter({ ...counter, ticket: null }, true);
    }
  }

  async refresh() {
    if (!this.active) return;
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    const { state } = this;
    const began = this.epoch;
    try {
      const at = `/api/v1/counters/${state.number}`;
      const [counter, queue, day] = await Promise.all([get(at), get(`${at}/queue`), get("/api/v1/session/today")]);
      // While a command is on its way, what the branch shows may be its outcome already: the answer tells it better.
      const answerComes = state.busy && state.counter && !state.resending;
      if (began === this.epoch && state === this.state && this.active && !answerComes)
        this.takePicture(counter, queue, day);
    } catch (error) {
      if (!this.page.signedOut(error)) this.show(); // unreachable: the banner says so, the last picture stays
    } finally {
      this.refreshing = false;
      if (this.again) {
        this.again = false;
        this.refresh();
      }
    }
  }

  takePicture(counter, queue, day) {
    const lost = counter.state === "closed" || counter.staff !== this.page.person?.staff;
    if (lost && !this.state.busy) return this.page.toChoose(t("choose.closed_meanwhile", { n: this.state.number }));
    this.takeCounter(counter, false);
    Object.assign(this.state, { queue, day });
    this.show();
  }

  // ---- commands

  note(kind, text) {
    this.state.note = text ? { kind, text } : null;
  }

  /** Says at once why something cannot be done. */
  say(kind, text) {
    this.note(kind, text);
    this.show();
  }

  /** One command at a time, of one or more requests ({path, body}) that are answered one after the other. */
  run(verb, ...requests) {
    const { state, page } = this;
    if (state.busy || !state.counter) return Promise.resolve();
    return this.carryOut(page.outbox.keep(page.person.staff, state.number, verb, requests));
  }

  /** A refusal is shown near the button. */
  async carryOut(pending) {
    const { state } = this;
    state.busy = pending.verb;
    state.pressed_at = pending.at;
    this.note();
    this.show();
    try {
      const answered = (answer) => {
        if (state !== this.state) return;
        this.takeAnswer(answer);
        if (pending.steps.length === 0) this.finish(pending.verb, answer);
      };
      await this.page.outbox.send(pending, answered, () => this.resending(state));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.page.signedOut(error)) return;
      if (error.refusal === "recall_too_soon") state.recall_from = performance.now() + 2000;
      this.note(error.refusal === "queue_empty" ? "calm" : "bad", error.message);
    } finally {
      this.epoch += 1;
      state.busy = "";
      state.resending = false;
      this.settled_at = performance.now() + SETTLE_MS;
      this.show();
      this.refresh();
    }
  }

  /** What follows when a command was done. */
  finish(verb, answer) {
    if (verb === "close") return this.page.toChoose(t("choose.closed", { n: this.state.number }));
    if (verb === "sign_out") return this.page.signOut();
    this.note("good", doneText(verb, answer));
  }
}

export const prepareWork = (page) => new Work(page);
