// The report's tables: the same columns in each, figures aligned, the day's sum below.
import { make } from "../shared/dom.js";
import { t } from "../shared/text.js";
import { duration, percent, score } from "./figures.js";

const count = (value) => String(value ?? 0);
/** Of nothing there is no mean. */
const of = (counted, text) => (value, row) => (row[counted] > 0 ? text(value) : "–");

const COLUMNS = [
  ["taken", count],
  ["called", count],
  ["served", count],
  ["no_shows", count],
  ["cancelled", count],
  ["wait_mean_s", of("called", duration)],
  ["wait_p90_s", of("called", duration)],
  ["wait_max_s", of("called", duration)],
  ["within_target_share", of("called", percent)],
  ["serve_mean_s", of("served", duration)],
  ["serve_p90_s", of("served", duration)],
  ["ratings", count],
  ["rating_mean", of("ratings", score)],
  ["low_ratings", count],
];

/** Nobody takes a number at a counter or from a clerk. */
const COLUMNS_AWAY = { counters: ["taken", "cancelled"], clerks: ["taken", "cancelled"], services: [], hours: [] };

function cells(columns, row) {
  return columns.map(([name, text]) =>
    make(
      "td",
      { class: name === "low_ratings" && row[name] > 0 ? "low" : undefined, "data-column": name },
      text(row[name], row),
    ),
  );
}

export function reportTable(group, keyName, rows, keyOf, totals) {
  const columns = COLUMNS.filter(([name]) => !COLUMNS_AWAY[group].includes(name));
  const head = columns.map(([name]) => make("th", { scope: "col" }, t(`column.${name}`)));
  return make(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": t(`table.${group}`) },
    make(
      "table",
      { class: "figures-table", "data-table": group },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, keyName), ...head)),
      make(
        "tbody",
        {},
        ...rows.map((row) => make("tr", {}, make("th", { scope: "row" }, keyOf(row)), ...cells(columns, row))),
      ),
      make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, t("table.total")), ...cells(columns, totals))),
    ),
  );
}
