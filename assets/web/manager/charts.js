// The report's charts, drawn as SVG; the tables below them hold the same figures for whoever does not see them.
import { draw, steps } from "../shared/svg.js";
import { nameOf, t } from "../shared/text.js";

const WIDE = 560; // units, about as many pixels
const NARROW = 380;
const HEIGHT = 210;
const LEFT = 38;
const RIGHT = 8;
const TOP = 12;
const BOTTOM = 26;
let width = WIDE;

/** Charts are drawn for the place that they have, so that their words are as large as those around them. */
export function fitCharts(narrow) {
  width = narrow ? NARROW : WIDE;
}

const word = (x, y, text, kind = "", anchor = "middle") =>
  draw("text", { x, y, class: `chart-word ${kind}`, "text-anchor": anchor }, text);

const named = (node, title) => {
  node.append(draw("title", {}, title));
  return node;
};

function frame(label, height, ...children) {
  return draw(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    ...children,
  );
}

/** From the first hour with anybody to the last, without a gap: a quiet hour is a fact too. */
function wholeHours(hours) {
  const known = new Map(hours.map((row) => [row.hour, row]));
  const numbers = hours.map((row) => row.hour);
  const first = Math.min(...numbers);
  const last = Math.max(Math.max(...numbers), first + 5);
  return Array.from({ length: Math.min(last, first + 23) - first + 1 }, (_, index) => first + index).map(
    (hour) => known.get(hour) ?? { hour, taken: 0, served: 0, called: 0 },
  );
}

function axes(rows, marks, markText) {
  const most = marks[marks.length - 1];
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const slot = (width - LEFT - RIGHT) / rows.length;
  const x = (index) => LEFT + slot * (index + 0.5);
  const every = Math.ceil(rows.length / 13);
  const lines = marks.flatMap((mark) => [
    draw("line", { x1: LEFT, x2: width - RIGHT, y1: y(mark), y2: y(mark), class: mark === 0 ? "base" : "grid" }),
    word(LEFT - 8, y(mark) + 4, markText(mark), "", "end"),
  ]);
  const hours = rows
    .map(({ hour }, index) => index % every === 0 && word(x(index), HEIGHT - 7, `${hour % 24}`))
    .filter(Boolean);
  return { y, x, slot, nodes: [...lines, ...hours] };
}

const hourText = (hour) => `${String(hour % 24).padStart(2, "0")}:00`;

/** Numbers taken and visits served, hour by hour. */
export function hourChart(hours) {
  const rows = wholeHours(hours);
  const marks = steps(Math.max(...rows.map((row) => Math.max(row.taken, row.served))));
  const { y, x, slot, nodes } = axes(rows, marks, String);
  const wide = Math.min(16, slot * 0.34);
  const bars = rows.flatMap((row, index) =>
    ["taken", "served"].map((name, side) => {
      const properties = {
        x: x(index) + (side - 1) * wide + (side ? 1 : -1),
        width: wide,
        class: `stick ${name}`,
        rx: 2,
      };
      const bar = draw("rect", { ...properties, y: y(row[name]), height: y(0) - y(row[name]) });
      return named(bar, `${hourText(row.hour)} ${t(`column.${name}`)} ${row[name]}`);
    }),
  );
  const legend = [
    draw("rect", { x: width - 150, y: 0, width: 10, height: 10, rx: 2, class: "stick taken" }),
    word(width - 136, 9, t("column.taken"), "", "start"),
    draw("rect", { x: width - 74, y: 0, width: 10, height: 10, rx: 2, class: "stick served" }),
    word(width - 60, 9, t("column.served"), "", "start"),
  ];
  return frame(t("chart.arrivals"), HEIGHT, ...nodes, ...bars, ...legend);
}

/** Waits of those called in each hour: the mean as a bar, what nine of ten stayed under as a stroke. */
export function waitChart(hours) {
  const rows = wholeHours(hours);
  const minutes = (seconds) => (seconds ?? 0) / 60;
  const marks = steps(Math.max(1, ...rows.map((row) => Math.max(minutes(row.wait_mean_s), minutes(row.wait_p90_s)))));
  const { y, x, slot, nodes } = axes(rows, marks, String);
  const wide = Math.min(24, slot * 0.5);
  const bars = rows.flatMap((row, index) => {
    if (!row.called) return [];
    const mean = minutes(row.wait_mean_s);
    const p90 = minutes(row.wait_p90_s);
    const title = `${hourText(row.hour)} ${t("chart.wait_of", { mean: mean.toFixed(1), p90: p90.toFixed(1) })}`;
    const bar = draw("rect", {
      x: x(index) - wide / 2,
      y: y(mean),
      width: wide,
      height: y(0) - y(mean),
      class: "stick wait",
      rx: 2,
    });
    const stroke = draw("line", {
      x1: x(index) - wide * 0.7,
      x2: x(index) + wide * 0.7,
      y1: y(p90),
      y2: y(p90),
      class: "p90",
    });
    return [named(bar, title), named(stroke, title)];
  });
  return frame(t("chart.waits"), HEIGHT, ...nodes, ...bars);
}

function rowsChart(label, rows, { share, right, kind = () => "", title }) {
  const step = 38;
  const left = width === WIDE ? 140 : 112;
  const long = width - left - 156;
  const nodes = rows.flatMap((row, index) => {
    const top = index * step + 4;
    const place = { x: left, y: top + 6, height: 14, rx: 7 };
    const track = draw("rect", { ...place, width: long, class: "track" });
    const bar = draw("rect", { ...place, width: Math.max(0, long * share(row)), class: `stick ${kind(row)}` });
    return [
      word(0, top + 18, title(row), "strong", "start"),
      track,
      bar,
      word(width - 2, top + 18, right(row), "strong", "end"),
    ];
  });
  return frame(label, Math.max(rows.length * step + 6, 44), ...nodes);
}

const shortName = (text, most = 9) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Which share of those called waited no longer than their service's target. */
export function shareChart(services, targets) {
  const rows = services.filter((row) => row.called > 0);
  if (rows.length === 0) return frame(t("chart.targets"), 60, word(0, 34, t("chart.nobody_called"), "", "start"));
  const kind = (row) => (row.within_target_share >= 0.8 ? "good" : row.within_target_share >= 0.6 ? "fair" : "poor");
  return rowsChart(t("chart.targets"), rows, {
    share: (row) => row.within_target_share ?? 0,
    kind,
    right: (row) =>
      `${Math.round((row.within_target_share ?? 0) * 100)}% · ${t("time.short", { n: targets[row.letter] ?? "–" })}`,
    title: (row) => `${row.letter} ${shortName(nameOf(row.name) || "", width === WIDE ? 15 : 11)}`,
  });
}

/** How much of the day's service each counter gave. */
export function spreadChart(counters) {
  const rows = counters.filter((row) => row.counter !== null && row.called + row.served > 0);
  if (rows.length === 0) return frame(t("chart.counters"), 60, word(0, 34, t("chart.nobody_called"), "", "start"));
  const busy_s = (row) => row.served * (row.serve_mean_s ?? 0);
  const most = Math.max(1, ...rows.map(busy_s));
  return rowsChart(t("chart.counters"), rows, {
    share: (row) => busy_s(row) / most,
    kind: () => "served",
    right: (row) => t("chart.counter_of", { n: row.served, minutes: Math.round(busy_s(row) / 60) }),
    title: (row) => t("work.counter", { n: row.counter }),
  });
}
