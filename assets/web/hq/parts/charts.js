// The charts of headquarters by what they are for; what each needs is rows and words.
import { make } from "../../shared/dom.js";
import { decimal, minutes, percent, whole } from "../format.js";
import { categoryAxis, chartCard, grid, legend, rem, valueAxis } from "./chart.js";

const inMinutes = (seconds) => (seconds === null || seconds === undefined ? null : Math.round(seconds / 6) / 10);

const targetLine = (style, target_s, text) => ({
  silent: true,
  symbol: "none",
  lineStyle: { color: style.bad, type: [rem(0.3), rem(0.25)], width: rem(0.09) },
  label: { formatter: text, position: "insideEndTop", color: style.bad, fontSize: style.size },
  data: [{ yAxis: target_s / 60 }],
});

/** Medians with the range around them and the target: rows {name, count, median_s, p10_s, p90_s}. */
export function waitBand({ title, hint, label, target_s, rows, words, onClick }) {
  const option = (style) => {
    const line = {
      type: "line",
      smooth: 0.35,
      smoothMonotone: "x",
      symbol: "circle",
      symbolSize: rem(0.4),
      showSymbol: rows.length === 1,
    };
    const low = rows.map((row) => inMinutes(row.p10_s ?? 0));
    const high = rows.map((row, index) => (row.p90_s === null ? null : Math.max(0, inMinutes(row.p90_s) - low[index])));
    return {
      grid: grid(),
      xAxis: categoryAxis(
        style,
        rows.map((row) => row.name),
        { boundaryGap: rows.length === 1 },
      ),
      yAxis: valueAxis(style, {
        name: words.axis,
        min: 0,
        max: (range) => Math.max(range.max, (target_s ?? 0) / 60) * 1.08,
        axisLabel: { ...valueAxis(style).axisLabel, showMaxLabel: false, formatter: (value) => decimal(value, 0) },
      }),
      tooltip: {
        ...tip(style),
        formatter: ([first]) => {
          const row = rows[first.dataIndex];
          return [
            row.name,
            `${words.median}  ${minutes(row.median_s)}`,
            `${words.p10}  ${minutes(row.p10_s)}`,
            `${words.p90}  ${minutes(row.p90_s)}`,
            `${words.count}  ${whole(row.count)}`,
          ].join("\n");
        },
      },
      series: [
        { ...line, stack: "band", data: low, lineStyle: { opacity: 0 }, showSymbol: false, silent: true },
        {
          ...line,
          stack: "band",
          data: high,
          lineStyle: { opacity: 0 },
          showSymbol: false,
          silent: true,
          areaStyle: { color: style.brand, opacity: style.dark ? 0.22 : 0.15 },
        },
        {
          ...line,
          name: words.median,
          data: rows.map((row) => inMinutes(row.median_s)),
          lineStyle: { width: rem(0.16), color: style.brand },
          itemStyle: { color: style.brand },
          markLine: target_s ? targetLine(style, target_s, words.target) : undefined,
        },
      ],
    };
  };
  const columns = [
    { key: "name", title: words.name, fixed: true },
    { key: "count", title: words.count, number: true, fixed: true, cell: (row) => whole(row.count) },
    { key: "p10_s", title: words.p10, number: true, fixed: true, cell: (row) => minutes(row.p10_s) },
    { key: "median_s", title: words.median, number: true, fixed: true, cell: (row) => minutes(row.median_s) },
    { key: "p90_s", title: words.p90, number: true, fixed: true, cell: (row) => minutes(row.p90_s) },
  ];
  return chartCard({ title, hint, label, option, onClick, table: { columns, rows } });
}

const tip = (style) => ({
  trigger: "axis",
  renderMode: "richText",
  confine: true,
  backgroundColor: style.card,
  borderColor: style.line,
  padding: rem(0.625),
  textStyle: { color: style.ink, fontSize: style.size, fontFamily: style.font, lineHeight: style.size * 1.6 },
  axisPointer: { type: "line", lineStyle: { color: style.second, width: 1 } },
});

/** Shares are looked at from a round step below the lowest: a line along the top says nothing. */
const percentFloor = ({ min }) => (Number.isFinite(min) ? Math.max(0, Math.floor((min - 4) / 20) * 20) : 0);

const UNITS = {
  minutes: { axis: (value) => decimal(value, 0), words: (value) => minutes(value === null ? null : value * 60) },
  percent: {
    splitNumber: 5,
    axis: (value) => `${decimal(value, 0)}%`,
    words: (value) => percent(value === null ? null : value / 100),
  },
  count: { axis: (value) => whole(value), words: (value) => whole(value) },
  score: { axis: (value) => decimal(value, 1), words: (value) => decimal(value, 2) },
};

/**
 * Figures over time or over things: `series` [{name, values, kind?: "line"|"bar", stack?, colour?, unit?}] in `unit` ("minutes",
 * "percent", "count", "score"); `names` along the axis; `target` {value, text}.
 */
export function seriesChart({
  title,
  hint,
  label,
  names,
  series,
  unit,
  nameTitle,
  target,
  min,
  max,
  onClick,
  tall,
  axisName,
}) {
  const option = (style) => ({
    grid: grid({ top: series.length > 1 || axisName ? rem(2.25) : rem(0.75) }),
    legend: series.length > 1 ? legend(style) : undefined,
    xAxis: categoryAxis(style, names, { boundaryGap: series.some((one) => one.kind === "bar") || names.length === 1 }),
    yAxis: valueAxis(style, {
      name: axisName,
      min: min ?? (unit === "percent" ? percentFloor : undefined),
      max,
      splitNumber: UNITS[unit].splitNumber ?? 4,
      minInterval: unit === "count" || unit === "minutes" ? 1 : 0,
      axisLabel: { ...valueAxis(style).axisLabel, formatter: UNITS[unit].axis },
    }),
    tooltip: {
      ...tip(style),
      formatter: (points) =>
        [
          points[0].name,
          ...points.map(
            (point) =>
              `${point.seriesName}  ${UNITS[series[point.seriesIndex].unit ?? unit].words(point.value ?? null)}`,
          ),
        ].join("\n"),
    },
    series: series.map((one, index) => ({
      name: one.name,
      type: one.kind ?? "line",
      stack: one.stack,
      data: one.values,
      smooth: 0.25,
      smoothMonotone: "x", // a curve goes no further than its points
      showSymbol: names.length < 3 || one.values.includes(null), // a day between two without any is a dot
      symbolSize: rem(0.4),
      connectNulls: false,
      barMaxWidth: rem(1.5),
      itemStyle: {
        color: style[one.colour] ?? style.colours[index % style.colours.length],
        borderRadius: one.kind === "bar" && !one.stack ? [rem(0.25), rem(0.25), 0, 0] : 0,
      },
      lineStyle: { width: rem(0.15), type: one.dashed ? "dashed" : "solid" },
      markLine:
        index === 0 && target ? { ...targetLine(style, 0, target.text), data: [{ yAxis: target.value }] } : undefined,
    })),
  });
  const columns = [
    { key: "name", title: nameTitle, fixed: true },
    ...series.map((one, index) => ({
      key: `v${index}`,
      title: one.name,
      number: true,
      fixed: true,
      cell: (row) => UNITS[one.unit ?? unit].words(row.values[index] ?? null),
    })),
  ];
  const rows = names.map((name, at) => ({ name, values: series.map((one) => one.values[at]) }));
  return chartCard({ title, hint, label, option, onClick, tall, table: { columns, rows } });
}

/** Shares as bars in words and lengths, without any library: rows {name, share, words, title}. */
export function barList(rows, label) {
  const most = Math.max(...rows.map((row) => row.share ?? 0), 0.0001);
  const bar = (row) => {
    const node = make("span", { class: "bar" });
    node.style.width = `${(100 * (row.share ?? 0)) / most}%`;
    return node;
  };
  const line = (row) =>
    make(
      "li",
      { title: row.title ?? null },
      make("span", { class: "bar-name" }, row.href ? make("a", { href: row.href }, row.name) : row.name),
      make("span", { class: "bar-track", "aria-hidden": "true" }, bar(row)),
      make("span", { class: "bar-words" }, row.words),
    );
  return make("ul", { class: "bar-list", "aria-label": label }, ...rows.map(line));
}
