// How long people wait: over time, over the day, by service, and branches compared within their tier.
import { make } from "../../shared/dom.js";
import { dayText, duration, minutes, percent, signed, whole } from "../format.js";
import { barList, seriesChart } from "../parts/charts.js";
import { targetCell } from "../parts/judged.js";
import { card, figureCard } from "../parts/panel.js";
import { against, reportPage, serviceName } from "../parts/report.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./waits_texts.js";

const t = textsOf(TEXTS);
const points = (change) => t("points", { n: signed(change * 100) });
const inMinutes = (seconds) => (seconds === null ? null : Math.round(seconds / 6) / 10);
const rate = (part, all) => (all > 0 ? part / all : null);

function figures(now, before) {
  const share = against(now.within_target.share, before?.within_target.share, {
    words: points,
    higher: true,
    notable: 0.0005,
  });
  const change = against(now.taken, before?.taken || null, {
    words: (more) => `${signed((more / before.taken) * 100, 0)}%`,
  });
  const wait = (name) =>
    against(now.waited[name], before?.waited[name], {
      words: (more) => t("minutes", { n: signed(more / 60) }),
      higher: false,
      notable: 3,
    });
  return [
    figureCard({ label: t("taken"), value: whole(now.taken), ...change }),
    figureCard({ label: t("average"), value: duration(now.waited.average_s), ...wait("average_s") }),
    figureCard({ label: t("p90"), value: duration(now.waited.p90_s), ...wait("p90_s") }),
    figureCard({ label: t("within"), value: percent(now.within_target.share), ...share }),
    figureCard({
      label: t("no_show"),
      value: percent(rate(now.no_show, now.taken)),
      ...against(rate(now.no_show, now.taken), before && rate(before.no_show, before.taken), {
        words: points,
        higher: false,
        notable: 0.0005,
      }),
    }),
  ];
}

function waitLines(title, hint, nameTitle, rows, name) {
  return seriesChart({
    title,
    hint,
    label: `${title}, ${hint}`,
    unit: "minutes",
    nameTitle,
    min: 0,
    names: rows.map(name),
    series: [
      { name: t("median"), values: rows.map((row) => inMinutes(row.waited.median_s)) },
      { name: t("p90"), values: rows.map((row) => inMinutes(row.waited.p90_s)), dashed: true, colour: "second" },
    ],
  });
}

function charts({ days, hours, services }) {
  const byShare = [...services.items]
    .filter((row) => row.within_target.share !== null)
    .sort((a, b) => a.within_target.share - b.within_target.share);
  return [
    make(
      "div",
      { class: "columns" },
      waitLines(t("by_day_title"), t("by_day_hint"), t("day"), days.items, (row) => dayText(row.day)),
      seriesChart({
        title: t("within_title"),
        hint: t("within_hint"),
        unit: "percent",
        nameTitle: t("day"),
        max: 100,
        names: days.items.map((row) => dayText(row.day)),
        series: [
          {
            name: t("within"),
            values: days.items.map((row) => (row.within_target.share === null ? null : row.within_target.share * 100)),
          },
        ],
      }),
      waitLines(t("by_hour_title"), t("by_hour_hint"), t("hour"), hours.items, (row) => `${row.hour}:00`),
      card(
        { title: t("by_service_title"), hint: t("by_service_hint") },
        barList(
          byShare
            .slice(0, 8)
            .map((row) => ({
              name: serviceName(row),
              share: row.within_target.share,
              words: percent(row.within_target.share, 0),
              title: t("within_of", { n: whole(row.within_target.of) }),
            })),
          t("by_service_title"),
        ),
      ),
    ),
  ];
}

const hasTickets = (by) => by !== "counter" && by !== "clerk";

export const waits = reportPage("waits", {
  report: "waits",
  asks: { days: "day", hours: "hour", services: "service" },
  groupings: ["branch", "day", "hour", "service", "counter", "clerk", "tier", "region"],
  figures,
  charts,
  columns: (by) =>
    [
      hasTickets(by) && { key: "taken", title: t("taken"), number: true, cell: (row) => whole(row.taken) },
      {
        key: "average",
        title: `${t("average")} (${t("minutes_axis")})`,
        number: true,
        sort: (row) => row.waited.average_s,
        cell: (row) => minutes(row.waited.average_s),
      },
      {
        key: "median",
        title: t("median"),
        number: true,
        sort: (row) => row.waited.median_s,
        cell: (row) => minutes(row.waited.median_s),
      },
      {
        key: "p90",
        title: t("p90"),
        number: true,
        sort: (row) => row.waited.p90_s,
        cell: (row) => minutes(row.waited.p90_s),
      },
      {
        key: "within",
        apart: true,
        title: t("within"),
        sort: (row) => row.within_target.share,
        cell: (row) => targetCell(row.within_target.share),
      },
      hasTickets(by) && { key: "no_show", title: t("no_show_col"), number: true, cell: (row) => whole(row.no_show) },
      hasTickets(by) && { key: "cancelled", title: t("cancelled"), number: true, cell: (row) => whole(row.cancelled) },
    ].filter(Boolean),
  compare: {
    title: () => t("vs_tier"),
    value: (row) => row.within_target.share,
    words: points,
    better: { higher: true, notable: 0.05 },
  },
});
