// A day's report as figures, charts and tables.
import { make } from "../shared/dom.js";
import { renewKept } from "../shared/sheet.js";
import { language, nameOf, t } from "../shared/text.js";
import { fitCharts, hourChart, shareChart, spreadChart, waitChart } from "./charts.js";
import { ratingsChart } from "./faces.js";
import { duration, percent, score } from "./figures.js";
import { repairPanel } from "./repair_panel.js";
import { reportTable } from "./tables.js";

const NARROW_PX = 1180;
const MEANT_SHARE = 0.8; // of the told ranges should hold

function figure(label, value, note = "", kind = "") {
  return make(
    "li",
    { class: `figure-cell ${kind}` },
    make("span", { class: "label" }, label),
    make("span", { class: "value" }, value),
    make("span", { class: "figure-note" }, note || ""),
  );
}

function totalsList(totals) {
  const left = totals.waiting ?? 0;
  const called = (text) => (totals.called > 0 ? text : "–");
  const served = (text) => (totals.served > 0 ? text : "–");
  return make(
    "ul",
    { class: "figures report-figures" },
    figure(t("report.taken"), String(totals.taken), left > 0 ? t("report.still_waiting", { n: left }) : ""),
    figure(
      t("report.served"),
      String(totals.served),
      t("report.lost", { missed: totals.no_shows, cancelled: totals.cancelled }),
    ),
    figure(
      t("report.wait_mean"),
      called(duration(totals.wait_mean_s)),
      totals.called > 0 && t("report.p90", { time: duration(totals.wait_p90_s) }),
    ),
    figure(
      t("report.within_target"),
      called(percent(totals.within_target_share)),
      t("report.of_called", { n: totals.called }),
    ),
    figure(
      t("report.serve_mean"),
      served(duration(totals.serve_mean_s)),
      totals.served > 0 && t("report.p90", { time: duration(totals.serve_p90_s) }),
    ),
    figure(
      t("report.rating"),
      totals.ratings > 0 ? score(totals.rating_mean) : "–",
      t("report.ratings_note", { n: totals.ratings, low: totals.low_ratings }),
    ),
  );
}

function panel(title, hint, ...children) {
  return make(
    "section",
    { class: "chart-panel" },
    make("header", {}, make("h3", {}, title), hint && make("p", { class: "aside-text" }, hint)),
    ...children,
  );
}

/** What customers were told, and how it went: the branch judges itself here, so what it does not know it says. */
function toldPanel(estimates, ofTheDay) {
  const detail = (told) =>
    told.told === 0
      ? t("told.none")
      : "sooner" in told
        ? t("told.detail", { n: told.told, sooner: told.sooner, later: told.later })
        : t("told.of", { n: told.told });
  const row = (label, told) =>
    make(
      "li",
      {},
      make("span", { class: "told-label" }, label),
      make("strong", {}, told.told > 0 ? percent(told.hit_rate) : "–"),
      make("span", { class: "quiet" }, detail(told)),
    );
  const rows = estimates
    ? [row(t("told.today"), estimates.today), row(t("told.before"), estimates.days_before)]
    : [row(t("told.day"), ofTheDay)];
  const hint = t("told.hint", { share: percent(estimates?.hit_rate_meant ?? MEANT_SHARE) });
  return panel(t("told.title"), hint, make("ul", { class: "told" }, ...rows));
}

function charts(report, estimates, board) {
  const targets = Object.fromEntries((board?.services ?? []).map((one) => [one.letter, one.target_wait_minutes]));
  return make(
    "div",
    { class: "charts" },
    panel(t("chart.arrivals"), t("chart.arrivals_hint"), hourChart(report.hours)),
    panel(t("chart.waits"), t("chart.waits_hint"), waitChart(report.hours)),
    panel(t("chart.targets"), t("chart.targets_hint"), shareChart(report.services, targets)),
    panel(t("chart.ratings"), t("chart.ratings_hint"), ratingsChart(report)),
    panel(t("chart.counters"), t("chart.counters_hint"), spreadChart(report.counters)),
    (estimates || report.totals.estimates) && toldPanel(estimates, report.totals.estimates),
  );
}

const KEYS = {
  services: (row) => `${row.letter} ${nameOf(row.name) || row.name || ""}`,
  counters: (row) => t("work.counter", { n: row.counter }),
  clerks: (row) => row.name || row.staff,
  hours: (row) => `${String(row.hour).padStart(2, "0")}:00`,
};

/** Numbers that nobody called belong to no counter and no clerk; they are in the other tables. */
const isSomebody = (row) => row.counter !== null && row.staff !== null;

function tables(report) {
  return Object.entries(KEYS).map(([group, keyOf]) =>
    make(
      "section",
      { class: "table-panel" },
      make("h3", {}, t(`table.${group}`)),
      report[group].length === 0
        ? make("p", { class: "sheet-empty" }, t("table.nothing"))
        : reportTable(group, t(`table.key.${group}`), report[group].filter(isSomebody), keyOf, report.totals),
    ),
  );
}

function emptyDay() {
  return make(
    "div",
    { class: "empty-day" },
    make("span", { class: "empty-sign", "aria-hidden": "true" }),
    make("p", { class: "calm-title" }, t("report.empty")),
    make("p", { class: "calm-text" }, t("report.empty_hint")),
  );
}

/** `paper`: to be printed, on half of an A4 page a chart. */
export function drawReport(place, { report, repairs, estimates, board, paper }) {
  const name = nameOf(board?.name);
  const narrow = paper || innerWidth <= NARROW_PX;
  fitCharts(narrow);
  renewKept(place, [report, repairs, estimates, language(), name, narrow], () => {
    if (!report) return [make("p", { class: "sheet-empty" }, t("report.loading"))];
    if (report.totals.taken === 0 && report.totals.served === 0) return [emptyDay(), repairPanel(repairs)];
    const head = make("p", { class: "print-head" }, `${name} · ${t("manager.view_report")} · ${report.date}`);
    return [head, totalsList(report.totals), charts(report, estimates, board), ...tables(report), repairPanel(repairs)];
  });
}
