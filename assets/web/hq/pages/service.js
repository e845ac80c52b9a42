// How many are served and how long it takes: over time, over the day, by service, branches within their tier.
import { make } from "../../shared/dom.js";
import { dayText, duration, minutes, percent, signed, whole } from "../format.js";
import { barList, seriesChart } from "../parts/charts.js";
import { card, figureCard } from "../parts/panel.js";
import { against, reportPage, serviceName } from "../parts/report.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./service_texts.js";

const t = textsOf(TEXTS);
const inMinutes = (seconds) => (seconds === null ? null : Math.round(seconds / 6) / 10);
const rate = (part, all) => (all > 0 ? part / all : null);

function figures(now, before) {
  const more = (name) =>
    against(now[name], before?.[name] || null, { words: (change) => `${signed((change / before[name]) * 100, 0)}%` });
  const time = (name) =>
    against(now.serving[name], before?.serving[name], {
      words: (change) => t("minutes_more", { n: signed(change / 60) }),
    });
  const finished = rate(now.finished, now.called);
  return [
    figureCard({ label: t("called"), value: whole(now.called), ...more("called") }),
    figureCard({ label: t("finished"), value: whole(now.finished), ...more("finished") }),
    figureCard({
      label: t("finish_rate"),
      value: percent(finished),
      ...against(finished, before && rate(before.finished, before.called), {
        words: (change) => t("points", { n: signed(change * 100) }),
        higher: true,
        notable: 0.0005,
      }),
    }),
    figureCard({ label: t("average"), value: duration(now.serving.average_s), ...time("average_s") }),
    figureCard({ label: t("p90"), value: duration(now.serving.p90_s), ...time("p90_s") }),
  ];
}

function charts({ days, hours, services }) {
  const bars = (title, hint, nameTitle, rows, name) =>
    seriesChart({
      title,
      hint,
      unit: "count",
      nameTitle,
      names: rows.map(name),
      series: [{ name: t("finished"), kind: "bar", values: rows.map((row) => row.finished) }],
    });
  const slow = services.items
    .filter((row) => row.serving.average_s !== null)
    .sort((a, b) => b.serving.average_s - a.serving.average_s);
  return [
    make(
      "div",
      { class: "columns" },
      bars(t("by_day_title"), t("by_day_hint"), t("day"), days.items, (row) => dayText(row.day)),
      seriesChart({
        title: t("times_title"),
        hint: t("times_hint"),
        unit: "minutes",
        nameTitle: t("day"),
        min: 0,
        names: days.items.map((row) => dayText(row.day)),
        series: [
          { name: t("median"), values: days.items.map((row) => inMinutes(row.serving.median_s)) },
          {
            name: t("p90"),
            values: days.items.map((row) => inMinutes(row.serving.p90_s)),
            dashed: true,
            colour: "second",
          },
        ],
      }),
      bars(t("by_hour_title"), t("by_hour_hint"), t("hour"), hours.items, (row) => `${row.hour}:00`),
      card(
        { title: t("by_service_title"), hint: t("by_service_hint") },
        barList(
          slow
            .slice(0, 8)
            .map((row) => ({
              name: serviceName(row),
              share: row.serving.average_s,
              words: minutes(row.serving.average_s),
              title: whole(row.served),
            })),
          t("by_service_title"),
        ),
      ),
    ),
  ];
}

export const service = reportPage("service", {
  report: "service",
  asks: { days: "day", hours: "hour", services: "service" },
  groupings: ["branch", "day", "hour", "service", "counter", "clerk", "tier", "region"],
  figures,
  charts,
  columns: () => [
    { key: "called", title: t("called"), number: true, cell: (row) => whole(row.called) },
    { key: "served", title: t("served"), number: true, cell: (row) => whole(row.served) },
    { key: "finished", title: t("finished"), number: true, cell: (row) => whole(row.finished) },
    {
      key: "average",
      title: `${t("average")} (${t("minutes_axis")})`,
      number: true,
      sort: (row) => row.serving.average_s,
      cell: (row) => minutes(row.serving.average_s),
    },
    {
      key: "median",
      title: t("median"),
      number: true,
      sort: (row) => row.serving.median_s,
      cell: (row) => minutes(row.serving.median_s),
    },
    {
      key: "p90",
      title: t("p90"),
      number: true,
      sort: (row) => row.serving.p90_s,
      cell: (row) => minutes(row.serving.p90_s),
    },
  ],
  compare: {
    title: () => t("vs_tier"),
    value: (row) => row.serving.average_s,
    words: (change) => t("minutes_more", { n: signed(change / 60) }),
    better: { higher: false, notable: 120 },
  },
});
