// What customers say: how many are satisfied, why some are not, over time and branches within their tier.
import { make } from "../../shared/dom.js";
import { dayText, decimal, percent, signed, whole } from "../format.js";
import { barList, seriesChart } from "../parts/charts.js";
import { aspectName } from "../parts/judged.js";
import { card, emptyState, figureCard } from "../parts/panel.js";
import { against, reportPage } from "../parts/report.js";
import { shareBar } from "../parts/rows.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./ratings_texts.js";

const t = textsOf(TEXTS);
const points = (change) => t("points", { n: signed(change * 100) });
const margin = ({ margin: around }) => (around === null || around === undefined ? null : `±${decimal(around * 100)}`);

function figures(now, before) {
  return [
    figureCard({
      label: t("satisfaction"),
      value: percent(now.satisfied.share),
      unit: margin(now.satisfied),
      ...against(now.satisfied.share, before?.satisfied.share, { words: points, higher: true, notable: 0.0005 }),
    }),
    figureCard({
      label: t("average"),
      value: decimal(now.average, 2),
      ...against(now.average, before?.average, { words: (change) => signed(change, 2), higher: true, notable: 0.005 }),
    }),
    figureCard({
      label: t("rated"),
      value: whole(now.rated),
      ...against(now.rated, before?.rated || null, {
        words: (change) => `${signed((change / before.rated) * 100, 0)}%`,
      }),
    }),
    figureCard({
      label: t("response"),
      value: percent(now.response_share),
      ...against(now.response_share, before?.response_share, { words: points, higher: true, notable: 0.0005 }),
    }),
    figureCard({
      label: t("low"),
      value: percent(now.low.share),
      ...against(now.low.share, before?.low.share, { words: points, higher: false, notable: 0.0005 }),
    }),
  ];
}

function scores({ totals }) {
  const row = (score) => ({
    name: t("score_n", { n: score }),
    share: totals.rated ? totals.scores[score] / totals.rated : 0,
    words: percent(totals.rated ? totals.scores[score] / totals.rated : null, 0),
    title: whole(totals.scores[score]),
  });
  return card(
    { title: t("scores_title"), hint: t("scores_hint") },
    barList([5, 4, 3, 2, 1].map(row), t("scores_title")),
  );
}

function reasons({ items }) {
  const rows = items
    .slice(0, 8)
    .map((row) => ({
      name: aspectName(row.aspect),
      share: row.share,
      words: percent(row.share, 0),
      title: whole(row.count),
    }));
  return card(
    { title: t("reasons_title"), hint: t("reasons_hint") },
    rows.length ? barList(rows, t("reasons_title")) : emptyState(t("no_low")),
  );
}

function charts({ days, aspects }) {
  const names = days.items.map((row) => dayText(row.day));
  return [
    make(
      "div",
      { class: "columns" },
      seriesChart({
        title: t("trend_title"),
        hint: t("trend_hint"),
        unit: "percent",
        nameTitle: t("day"),
        max: 100,
        names,
        series: [
          {
            name: t("satisfaction"),
            values: days.items.map((row) => (row.satisfied.share === null ? null : row.satisfied.share * 100)),
          },
        ],
      }),
      seriesChart({
        title: t("low_title"),
        hint: t("low_hint"),
        unit: "count",
        nameTitle: t("day"),
        names,
        series: [{ name: t("low_count"), kind: "bar", colour: "bad", values: days.items.map((row) => row.low.count) }],
      }),
      reasons(aspects),
      scores(days),
    ),
  ];
}

const satisfiedLevel = (share) => (share === null ? "none" : share >= 0.9 ? "good" : share >= 0.8 ? "warn" : "bad");

export const ratings = reportPage("ratings", {
  report: "ratings",
  asks: { days: "day", aspects: "aspect" },
  groupings: ["branch", "day", "hour", "service", "counter", "clerk", "tier", "region", "aspect"],
  figures,
  charts,
  keyColumn: (by) =>
    by === "aspect" ? { key: "aspect", title: t("reasons_title"), cell: (row) => aspectName(row.aspect) } : null,
  columns: (by) =>
    by === "aspect"
      ? [
          { key: "count", title: t("low_count"), number: true, cell: (row) => whole(row.count) },
          { key: "share", title: "%", number: true, cell: (row) => percent(row.share) },
        ]
      : [
          {
            key: "satisfied",
            title: t("satisfaction"),
            sort: (row) => row.satisfied.share,
            cell: (row) =>
              shareBar(row.satisfied.share, percent(row.satisfied.share, 0), satisfiedLevel(row.satisfied.share)),
          },
          {
            key: "margin",
            title: "±",
            number: true,
            sort: (row) => row.satisfied.margin,
            cell: (row) => margin(row.satisfied),
          },
          { key: "average", title: t("average"), number: true, cell: (row) => decimal(row.average, 2) },
          { key: "rated", title: t("rated"), number: true, cell: (row) => whole(row.rated) },
          { key: "response_share", title: t("response"), number: true, cell: (row) => percent(row.response_share, 0) },
          {
            key: "low",
            title: t("low"),
            number: true,
            sort: (row) => row.low.share,
            cell: (row) => percent(row.low.share),
          },
        ],
  compare: {
    title: () => t("vs_tier"),
    value: (row) => row.satisfied.share,
    words: points,
    better: { higher: true, notable: 0.03 },
  },
});
