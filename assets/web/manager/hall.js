// The hall as the manager sees it: fetched after every change of the board and now and then, whichever view is shown.
// Drawing is in now_view.js, todo_view.js, system_view.js and the sheets; what is pressed is in acts.js.
import { byId, say, show } from "../shared/dom.js";
import { get } from "../shared/api.js";
import { makeSheet } from "../shared/sheet.js";
import { clearToast } from "../shared/toast.js";
import { t } from "../shared/text.js";
import { Acts } from "./acts.js";
import { Chime } from "./chime.js";
import { drawNow } from "./now_view.js";
import { drawSystem, printerIsMute } from "./system_view.js";
import { drawTodo, todoOf } from "./todo_view.js";
import { sheetView } from "./sheets.js";
import { setNearPercent } from "./waits.js";

const LOOK_MS = 10_000; // printer and headquarters change without a new board
const ACTIVE = ["waiting", "called", "serving", "held"];

const emptyState = () => ({
  calls: null, // open calls for help, oldest first; null until the first answers
  alerts: [],
  slips: [], // tickets still here whose slip did not come out, newest first
  waiting: [], // in calling order
  held: [],
  no_show: [],
  queues: [],
  counters: [],
  health: null,
  taken_at: 0, // performance.now() of the newest answers, to count seconds on from them
});

class Hall {
  constructor(page) {
    this.page = page;
    this.state = emptyState();
    this.chime = new Chime(byId("sound"));
    this.sheet = makeSheet();
    this.acts = new Acts(this);
    this.refreshing = null;
    this.again = false;
    this.timers = [];
    byId("hall").addEventListener("click", (event) => this.acts.press(event));
    this.sheet.dialog.addEventListener("click", (event) => this.acts.press(event));
  }

  start() {
    this.stop();
    this.state = emptyState();
    this.timers = [setInterval(() => this.show(), 1000), setInterval(() => this.refresh(), LOOK_MS)];
    this.show();
    this.refresh();
  }

  stop() {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.sheet.leave();
    this.chime.calls(new Set());
    document.title = t("manager.title");
  }

  open() {
    this.show();
  }

  close() {
    this.sheet.leave();
  }

  draw() {
    this.show();
    this.refresh();
  }

  get running() {
    return this.timers.length > 0;
  }

  openSheet(words) {
    clearToast();
    this.sheet.open(() => sheetView(this, words));
    this.refresh();
  }

  /** One fetch at a time; a change meanwhile makes one more. Resolves when what is shown is newer than the asking. */
  async refresh() {
    if (!this.running) return;
    this.again = true;
    this.refreshing ??= this.fetchUntilNew().finally(() => (this.refreshing = null));
    await this.refreshing;
  }

  async fetchUntilNew() {
    try {
      while (this.again && this.running) {
        this.again = false;
        await this.fetchAll();
      }
    } catch (error) {
      this.page.signedOut(error); // else not reached: the next board or look brings it
    }
  }

  async fetchAll() {
    const [calls, alerts, slips, waiting, held, missed, queues, counters, health] = await Promise.all([
      get("/api/v1/assistance"),
      get("/api/v1/alerts"),
      get("/api/v1/tickets?print=failed"),
      get("/api/v1/tickets?state=waiting"),
      get("/api/v1/tickets?state=held"),
      get("/api/v1/tickets?state=no_show"),
      get("/api/v1/queues"),
      get("/api/v1/counters"),
      get("/api/v1/health"),
    ]);
    if (!this.running) return;
    setNearPercent(alerts.near_percent);
    const newestFirst = (a, b) => b.taken_at.localeCompare(a.taken_at) || b.id.localeCompare(a.id);
    const here = slips.items.filter((ticket) => ACTIVE.includes(ticket.state));
    Object.assign(this.state, {
      calls: calls.items,
      alerts: alerts.items,
      slips: printerIsMute(health) ? [] : here.sort(newestFirst),
      waiting: waiting.items,
      held: held.items,
      no_show: missed.items,
      queues: queues.items,
      counters: counters.items,
      health,
      taken_at: performance.now(),
    });
    // An alert sounds as it comes; a call for help sounds until somebody goes.
    const urgent = alerts.items.filter((one) => one.level === "urgent" && one.kind !== "assistance");
    this.chime.calls(
      new Set(calls.items.map((call) => `call ${call.id}`)),
      new Set(urgent.map((alert) => `${alert.kind} ${alert.id}`)),
    );
    this.show();
  }

  show() {
    if (!this.running) return;
    const { state } = this;
    const passed_s = (performance.now() - state.taken_at) / 1000;
    const todo = todoOf(state, passed_s);
    this.drawTab(todo);
    this.chime.draw();
    this.sheet.draw();
    if (byId("hall").hidden) return;
    drawNow(state, this.page.board, passed_s);
    drawTodo(state, todo, this.acts, passed_s);
    drawSystem(state.health);
  }

  /** Seen from the other views, and from the browser's own tabs. */
  drawTab(todo) {
    const calls = this.state.calls?.length ?? 0;
    show(byId("tab-count"), todo.length > 0);
    say(byId("tab-count"), String(todo.length));
    byId("tab-count").className = todo.some((item) => item.level === "urgent") ? "urgent" : "";
    document.title = calls > 0 ? `(${calls}) ${t("manager.title_call")}` : t("manager.title");
  }
}

export const prepareHall = (page) => new Hall(page);
