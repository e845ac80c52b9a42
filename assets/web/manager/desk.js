// The manager's desk: the bar, its tabs, and what goes on whichever of them is shown (the hall is always watched).
import { byId, say, show } from "../shared/dom.js";
import { branchNow } from "../shared/branch_time.js";
import { clockTime } from "../shared/format.js";
import { followTabs } from "../shared/tabs.js";
import { clearToast } from "../shared/toast.js";
import { t } from "../shared/text.js";
import { prepareAudit } from "./audit.js";
import { prepareHall } from "./hall.js";
import { prepareRepairs } from "./repairs.js";
import { prepareReport } from "./report.js";

const VIEWS = ["hall", "report", "audit", "repairs"];

class Desk {
  constructor(page) {
    this.page = page;
    this.hall = prepareHall(page);
    this.views = {
      hall: this.hall,
      repairs: prepareRepairs(page),
      report: prepareReport(page),
      audit: prepareAudit(page),
    };
    this.shown = "";
    this.timer = 0;
    this.follow = followTabs(byId("tabs"), VIEWS, (view, words) => this.showView(view, words));
    byId("sign-out").addEventListener("click", () => page.signOut());
    document.addEventListener("keydown", (event) => this.pressKey(event));
  }

  get active() {
    return !byId("desk").hidden;
  }

  enter() {
    this.hall.start();
    this.shown = "";
    this.follow();
    this.drawBar();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.drawBar(), 1000);
  }

  leave() {
    clearInterval(this.timer);
    this.hall.stop();
    this.views[this.shown]?.close();
    this.shown = "";
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    clearToast();
  }

  draw() {
    this.drawBar();
    this.hall.draw();
    if (this.shown !== "hall") this.views[this.shown]?.draw();
  }

  boardChanged() {
    this.hall.refresh();
    if (this.shown === "repairs") this.views.repairs.boardChanged();
  }

  showView(view, words) {
    if (!this.active) return;
    if (this.shown !== view) {
      this.views[this.shown]?.close();
      this.shown = view;
      for (const name of VIEWS) show(byId(name), name === view);
      byId(view).scrollTop = 0;
      clearToast();
    }
    this.views[view].open(words);
  }

  /** 1 to 4 choose a view. */
  pressKey(event) {
    if (!this.active || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea")) return;
    if (/^[1-4]$/.test(event.key)) byId(`tab-${VIEWS[Number(event.key) - 1]}`).click();
  }

  drawBar() {
    const { board, person } = this.page;
    say(byId("state-text"), `${t(board?.open ? "work.state_open" : "manager.closed")} · ${person?.name ?? ""}`);
    byId("state-mark").className = `mark ${board?.open ? "good" : "none"}`;
    say(byId("clock"), clockTime(branchNow()));
  }
}

export const prepareDesk = (page) => new Desk(page);
