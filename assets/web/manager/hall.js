// The hall as the manager sees it: fetched after every change of the board and now and then. Drawing is in todo_view.js,
// hall_view.js and system_view.js.
import { byId, say } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { branchNow } from "../shared/branch_time.js";
import { clockTime } from "../shared/format.js";
import { nameOf, t } from "../shared/text.js";
import { Chime } from "./chime.js";
import { drawHall } from "./hall_view.js";
import { drawSystem, printerIsMute } from "./system_view.js";
import { drawTodo } from "./todo_view.js";

const LOOK_MS = 10_000; // printer and headquarters change without a new board
const SETTLE_MS = 500; // after a tap the list moves up: a second tap of a double tap is not for the next one
const NOTE_MS = 8_000;
const ACTIVE = ["waiting", "called", "serving", "held"];

const emptyState = () => ({
  calls: null, // open calls for help, oldest first
  slips: [], // tickets still here whose slip did not come out, newest first
  waiting: [],
  counters: [],
  health: null,
  taken_at: 0, // performance.now() of the newest answers, to count seconds on from them
  busy: new Set(), // "call 7", "slip 20261125-A001" on their way
  note: null, // {kind, text, until}
});

class Hall {
  constructor(shared, go) {
    this.shared = shared;
    this.go = go;
    this.state = emptyState();
    this.chime = new Chime(byId("sound"));
    this.refreshing = false;
    this.again = false;
    this.settled_at = 0;
    this.timers = [];
    byId("sign-out").addEventListener("click", go.signOut);
    byId("calls").addEventListener("click", (event) => this.tap(event, "call"));
    byId("slips").addEventListener("click", (event) => this.tap(event, "slip"));
  }

  enter() {
    this.state = emptyState();
    this.show();
    this.refresh();
    this.timers = [setInterval(() => this.show(), 1000), setInterval(() => this.refresh(), LOOK_MS)];
  }

  leave() {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.chime.calls(new Set());
    document.title = t("manager.title");
  }

  draw() {
    this.show();
    this.refresh();
  }

  boardChanged() {
    this.refresh();
  }

  get active() {
    return !byId("hall").hidden;
  }

  /** One fetch at a time; a change meanwhile makes one more. */
  async refresh() {
    if (!this.active) return;
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    try {
      do {
        this.again = false;
        await this.fetchAll();
      } while (this.again && this.active);
    } catch (error) {
      // Not reached: the next board or look brings it.
      if (error instanceof Refused && error.status === 401 && this.active) this.go.toSignIn(t("sign_in.ended"));
    } finally {
      this.refreshing = false;
    }
  }

  async fetchAll() {
    const [calls, slips, waiting, counters, health] = await Promise.all([
      get("/api/v1/assistance"),
      get("/api/v1/tickets?print=failed"),
      get("/api/v1/tickets?state=waiting"),
      get("/api/v1/counters"),
      get("/api/v1/health"),
    ]);
    if (!this.active) return;
    const newestFirst = (a, b) => b.taken_at.localeCompare(a.taken_at) || b.id.localeCompare(a.id);
    const here = slips.items.filter((ticket) => ACTIVE.includes(ticket.state));
    Object.assign(this.state, {
      calls: calls.items,
      slips: printerIsMute(health) ? [] : here.sort(newestFirst),
      waiting: waiting.items,
      counters: counters.items,
      health,
      taken_at: performance.now(),
    });
    this.chime.calls(new Set(calls.items.map((call) => call.id)));
    this.show();
  }

  show() {
    if (!this.active) return;
    const { state, shared } = this;
    if (state.note && performance.now() > state.note.until) state.note = null;
    const passed_s = (performance.now() - state.taken_at) / 1000;
    say(byId("hall-name"), nameOf(shared.board?.name));
    const person = shared.person?.name || shared.person?.staff || "";
    say(byId("state-text"), `${t(shared.board?.open ? "work.state_open" : "manager.closed")} · ${person}`);
    byId("state-dot").classList.toggle("off", !shared.board?.open);
    say(byId("clock"), clockTime(branchNow()));
    drawTodo(state, passed_s);
    drawHall(state, shared.board, passed_s);
    drawSystem(state.health);
    const open = state.calls?.length ?? 0;
    document.title = open > 0 ? `(${open}) ${t("manager.title_call")}` : t("manager.title");
    this.chime.draw();
  }

  tell(kind, text) {
    this.state.note = { kind, text, until: performance.now() + NOTE_MS };
  }

  /** One tap on a row's button. */
  async tap(event, kind) {
    const button = event.target.closest("button[data-id]");
    if (!button || performance.now() - this.settled_at < SETTLE_MS) return;
    const { id, name } = button.dataset;
    const mark = `${kind} ${id}`;
    if (this.state.busy.has(mark)) return;
    this.state.busy.add(mark);
    this.show();
    const path = kind === "call" ? `/api/v1/assistance/${id}/answer` : `/api/v1/tickets/${id}/reprint`;
    try {
      await post(path, {}, () => this.go.sending(true));
      this.tell("good", t(kind === "call" ? "manager.answered" : "manager.reprinting", { name }));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return this.go.toSignIn(t("sign_in.ended"));
      this.tell("warn", error.message);
    } finally {
      this.go.sending(false);
      await this.refresh();
      this.state.busy.delete(mark);
      this.settled_at = performance.now();
      this.show();
    }
  }
}

export const prepareHall = (shared, go) => new Hall(shared, go);
