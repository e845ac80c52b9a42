// The day's report: which day, what the branch says of it, and how it leaves the page. Drawing is in report_view.js.
import { byId, say, show } from "../shared/dom.js";
import { get, Refused } from "../shared/api.js";
import { branchNow } from "../shared/branch_time.js";
import { dateLine } from "../shared/format.js";
import { downloadCsv } from "../shared/download.js";
import { keepPlace } from "../shared/tabs.js";
import { t } from "../shared/text.js";
import { drawReport } from "./report_view.js";

const LOOK_MS = 30_000; // today goes on
const DAY_MS = 86_400_000;

/** "2026-11-25" is `days` later. */
export function dayAfter(date, days) {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** "11月25日 星期三" of a date that is no moment anywhere: noon there is the same day in every hall. */
export function dayText(date, zone) {
  const noon = new Date(`${date}T12:00:00Z`);
  const shift = Date.parse(noon.toLocaleString("en-US", { timeZone: zone }) + " UTC") - noon.getTime();
  return dateLine(new Date(noon.getTime() - shift));
}

class Report {
  constructor(page) {
    this.page = page;
    this.date = "";
    this.report = null;
    this.repairs = null; // of the month up to that day
    this.estimates = null;
    this.paper = false;
    this.asked = 0;
    this.timer = 0;
    byId("report-date").addEventListener("change", (event) => event.target.value && this.go(event.target.value));
    byId("day-before").addEventListener("click", () => this.go(dayAfter(this.date, -1)));
    byId("day-after").addEventListener("click", () => this.go(dayAfter(this.date, 1)));
    byId("report-today").addEventListener("click", () => this.go(this.today));
    byId("report-csv").addEventListener("click", () => this.download());
    addEventListener("resize", () => this.show());
    for (const [event, paper] of [
      ["beforeprint", true],
      ["afterprint", false],
    ]) {
      addEventListener(event, () => {
        this.paper = paper;
        this.show();
      });
    }
    byId("report-print").addEventListener("click", () => print());
  }

  get today() {
    return this.page.board?.business_day ?? new Date(branchNow()).toISOString().slice(0, 10);
  }

  open({ date }) {
    const wanted = /^\d{4}-\d\d-\d\d$/.test(date ?? "") && date <= this.today ? date : this.today;
    if (wanted !== this.date) this.report = null;
    this.date = wanted;
    this.show();
    this.fetch();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.date === this.today && this.fetch(), LOOK_MS);
  }

  close() {
    clearInterval(this.timer);
    this.date = "";
  }

  draw() {
    this.show();
    this.fetch();
  }

  go(date) {
    const day = date > this.today ? this.today : date;
    keepPlace("report", { date: day === this.today ? "" : day });
    this.open({ date: day });
  }

  note(text) {
    show(byId("report-note"), text !== "");
    byId("report-note").className = "note warn";
    say(byId("report-note"), text);
  }

  async fetch() {
    const { date } = this;
    const asked = ++this.asked;
    byId("report-body").setAttribute("aria-busy", "true");
    try {
      const [report, repairs, estimates] = await Promise.all([
        get(`/api/v1/reports/day?date=${date}`),
        get(`/api/v1/reports/repairs?to=${date}`),
        date === this.today ? get("/api/v1/estimates") : null,
      ]);
      if (asked !== this.asked || this.date !== date) return;
      this.report = report;
      this.repairs = repairs;
      this.estimates = estimates;
      this.note("");
      this.show();
    } catch (error) {
      if (this.page.signedOut(error) || asked !== this.asked) return;
      this.note(error instanceof Refused ? error.message : t("report.unreachable"));
    } finally {
      if (asked === this.asked) byId("report-body").removeAttribute("aria-busy");
    }
  }

  show() {
    if (!this.date) return;
    const zone = this.page.board?.timezone ?? "Asia/Shanghai";
    say(
      byId("report-title"),
      `${dayText(this.date, zone)}${this.date === this.today ? ` · ${t("report.so_far")}` : ""}`,
    );
    byId("report-date").value = this.date;
    byId("report-date").max = this.today;
    byId("day-after").disabled = this.date >= this.today;
    byId("report-today").disabled = this.date === this.today;
    const { report, repairs, estimates, paper } = this;
    drawReport(byId("report-body"), { report, repairs, estimates, board: this.page.board, paper });
  }

  async download() {
    const button = byId("report-csv");
    button.setAttribute("aria-busy", "true");
    try {
      await downloadCsv(`/api/v1/reports/day?date=${this.date}&format=csv`, `menting-${this.date}.csv`);
      this.note("");
    } catch (error) {
      if (!this.page.signedOut(error)) this.note(error instanceof Refused ? error.message : t("report.unreachable"));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }
}

export const prepareReport = (page) => new Report(page);
