// At work: what the counter is doing, and the commands that change it. Drawing is in work_view.js.
import { byId } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { branchNow } from "../shared/branch_time.js";
import { t } from "../shared/text.js";
import { drawWork } from "./work_view.js";
import { askCall, askLeave, askPause, closeDialogs } from "./dialogs.js";

const RECALL_GAP_S = 10; // until the branch says otherwise by refusing
const SETTLE_MS = 500; // after a step the big button means something else: a second tap of a double tap is not for it

/** What stands for a fresh visit to the page: everything is fetched again. */
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

export function prepareWork(shared, go) {
  let state = emptyState(0);
  let epoch = 0; // grows with each command: an older picture that arrives late is dropped
  let refreshing = false;
  let again = false;
  let settled_at = 0;
  let ticking = 0;

  const active = () => !byId("work").hidden;
  const draw = () => active() && drawWork(state, shared);
  const path = (verb = "") => `/api/v1/counters/${state.number}${verb ? `/${verb}` : ""}`;
  const step = () => {
    if (!state.counter) return "wait";
    if (state.counter.state === "paused") return "resume";
    if (!state.counter.ticket) return "call";
    return state.counter.ticket.state === "called" ? "start" : "finish";
  };
  state.step = step;

  function note(kind, text) {
    state.note = text ? { kind, text } : null;
  }

  /** A counter's JSON. `fresh`: it answers a command, so what it tells happened this moment. */
  function takeCounter(counter, fresh) {
    const before = state.counter?.ticket;
    const { ticket } = counter;
    state.counter = counter;
    state.taken_at = performance.now();
    if (ticket?.state === "called" && (before?.id !== ticket.id || before.calls !== ticket.calls)) {
      // After a reload only the clocks can tell.
      const ago_ms = fresh ? 0 : Math.max(0, branchNow() - Date.parse(ticket.called_at));
      state.called_at = performance.now() - ago_ms;
      state.recall_from = state.called_at + RECALL_GAP_S * 1000;
    }
    if (!ticket || before?.id !== ticket.id) state.outcome = "done";
  }

  const takeTicket = (ticket) => takeCounter({ ...state.counter, ticket }, true);
  const takeAnswer = (counter) => takeCounter(counter, true);

  function left(error) {
    if (error instanceof Refused && error.status === 401) {
      go.toSignIn(t("sign_in.ended"));
      return true;
    }
    return false;
  }

  async function refreshToday() {
    const began = epoch;
    const [finished, missed] = await Promise.all([
      get("/api/v1/tickets?state=finished"),
      get("/api/v1/tickets?state=no_show"),
    ]);
    if (began !== epoch) return;
    const here = (list) => list.items.filter((ticket) => ticket.counter === state.number);
    state.finished = here(finished);
    state.missed = here(missed);
    draw();
  }

  async function refresh() {
    if (!active()) return;
    if (refreshing) {
      again = true;
      return;
    }
    refreshing = true;
    const began = epoch;
    try {
      const [counter, waiting] = await Promise.all([get(path()), get("/api/v1/tickets?state=waiting")]);
      if (began === epoch && active()) {
        const mine = counter.state !== "closed" && counter.staff === shared.person?.staff;
        if (!mine) return go.toChoose(t("choose.closed_meanwhile", { n: state.number }));
        takeCounter(counter, false);
        state.waiting = waiting.items;
        draw();
      }
    } catch (error) {
      if (!left(error)) draw(); // unreachable: the banner says so, the last picture stays
    } finally {
      refreshing = false;
      if (again) {
        again = false;
        refresh();
      }
    }
  }

  /** Runs one command at a time. `done` takes the answer; a refusal is shown near the button. */
  async function run(name, verb, body, done) {
    if (state.busy || !state.counter) return false;
    state.busy = name;
    note();
    draw();
    let ok = false;
    try {
      const answer = await post(path(verb), body, () => go.sending(true));
      epoch += 1;
      done(answer);
      ok = true;
    } catch (error) {
      epoch += 1;
      if (left(error)) return false;
      if (error.refusal === "recall_too_soon") state.recall_from = performance.now() + 2000;
      note(error.refusal === "queue_empty" ? "calm" : "bad", error.message);
    } finally {
      state.busy = "";
      settled_at = performance.now() + SETTLE_MS;
      go.sending(false);
      draw();
      refresh();
    }
    return ok;
  }

  const call = () => run("call", "call-next", {}, takeTicket);
  const resume = () => run("resume", "open", {}, takeAnswer);
  const recall = () => run("recall", "recall", {}, takeTicket);
  const start = () => run("start", "start", {}, takeTicket);
  const finish = () => run("finish", "finish", { outcome: state.outcome }, () => takeTicket(null));
  const noShow = () => run("no_show", "no-show", {}, () => takeTicket(null));

  async function finishAndGo() {
    const somebody = state.waiting.some((ticket) => state.counter.services.includes(ticket.service));
    if (!(await finish())) return;
    refreshToday().catch(left);
    if (somebody) await call();
  }

  const next = { wait: async () => {}, resume, call, start, finish: finishAndGo };

  function pressNext() {
    if (performance.now() < settled_at) return;
    next[step()]();
  }

  async function pauseOrResume() {
    if (state.busy || !state.counter) return;
    if (state.counter.state === "paused") return resume();
    const reason = await askPause();
    if (reason) await run("pause", "pause", { reason }, takeAnswer);
  }

  async function callOne(ticket = "") {
    if (state.busy || step() !== "call") return;
    const asked = await askCall(ticket);
    if (asked) await run("call", "call", { ticket: asked }, takeTicket);
  }

  async function close(signOut) {
    if (state.busy || !state.counter) return;
    if (state.counter.ticket) {
      note("warn", t("work.finish_first", { ticket: state.counter.ticket.ticket }));
      return draw();
    }
    if (!(await askLeave(signOut ? "sign_out" : "close", state.number))) return;
    const number = state.number;
    if (!(await run("close", "close", {}, (counter) => (state.counter = { ...counter, ticket: null })))) return;
    if (!signOut) return go.toChoose(t("choose.closed", { n: number }));
    try {
      await post("/api/v1/sign-out", {}, () => go.sending(true));
    } catch {
      // signed out already
    }
    go.sending(false);
    go.toSignIn();
  }

  const noShowThenToday = async () => {
    if (step() === "start" && (await noShow())) refreshToday().catch(left);
  };
  const finishOnly = async () => {
    if (step() === "finish" && (await finish())) refreshToday().catch(left);
  };
  const recallNow = () => step() === "start" && performance.now() >= state.recall_from && recall();

  // After a click the big button has the focus again, so that the space bar means the next step.
  const press = (id, action) =>
    byId(id).addEventListener("click", (event) => {
      if (event.detail > 0) byId("next").focus({ preventScroll: true });
      action();
    });
  press("next", pressNext);
  press("recall", recallNow);
  press("no-show", noShowThenToday);
  press("finish-only", finishOnly);
  press("call-one", () => callOne());
  press("pause", pauseOrResume);
  press("close", () => close(false));
  press("sign-out", () => close(true));
  byId("queue-list").addEventListener("click", (event) => {
    const row = event.target.closest("[data-ticket]");
    if (row) callOne(row.dataset.ticket);
  });
  byId("outcome").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-outcome]");
    if (!chip) return;
    state.outcome = chip.dataset.outcome;
    if (event.detail > 0) byId("next").focus({ preventScroll: true });
    draw();
  });

  const keys = { r: recallNow, n: noShowThenToday, f: finishOnly, c: () => callOne(), p: pauseOrResume };
  document.addEventListener("keydown", (event) => {
    if (!active() || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const elsewhere = event.target.closest?.("button:not(#next), input, textarea");
    if (event.key === " " && !elsewhere) {
      event.preventDefault();
      if (!event.repeat) pressNext();
      return;
    }
    const action = keys[event.key.toLowerCase()];
    if (action && !event.repeat) {
      event.preventDefault();
      action();
    }
  });

  return {
    enter(number) {
      state = { ...emptyState(number), step };
      epoch += 1;
      drawWork(state, shared);
      clearInterval(ticking);
      ticking = setInterval(draw, 1000);
      byId("next").focus({ preventScroll: true });
      refresh();
      refreshToday().catch(left);
    },
    leave() {
      clearInterval(ticking);
      closeDialogs();
    },
    draw() {
      draw();
      refresh(); // sentences of the branch come in the new language
    },
    boardChanged: refresh,
  };
}
