// Devices under repair: what comes in and goes out, promises, and in which step they are stuck.
import { make } from "../../shared/dom.js";
import { dayText, duration, percent, signed, whole } from "../format.js";
import { barList, seriesChart } from "../parts/charts.js";
import { card, emptyState, figureCard } from "../parts/panel.js";
import { faultName, namesOf, stateName } from "../parts/repair_words.js";
import { against, byName, reportPage } from "../parts/report.js";
import { shareBar, table } from "../parts/rows.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./repairs_texts.js";

const t = textsOf(TEXTS);
const ENDS = ["handed_over", "returned_unrepaired", "abandoned"];
const points = (change) => t("points", { n: signed(change * 100) });
const rate = (part, all) => (all > 0 ? part / all : null);
const keptShare = (row) => rate(row.promises.kept, row.promises.kept + row.promises.broken);
const backShare = (row) => rate(row.came_back, row.opened);
const keptLevel = (share) => (share === null ? "none" : share >= 0.9 ? "good" : share >= 0.75 ? "warn" : "bad");

function figures(now, before) {
  const more = (name, pick) =>
    against(pick(now), (before && pick(before)) || null, {
      words: (change) => `${signed((change / pick(before)) * 100, 0)}%`,
    });
  return [
    figureCard({ label: t("opened"), value: whole(now.opened), ...more("opened", (row) => row.opened) }),
    figureCard({
      label: t("handed_over"),
      value: whole(now.ended.handed_over),
      ...more("handed_over", (row) => row.ended.handed_over),
    }),
    figureCard({
      label: t("kept"),
      value: percent(keptShare(now)),
      ...against(keptShare(now), before && keptShare(before), { words: points, higher: true, notable: 0.0005 }),
    }),
    figureCard({
      label: t("came_back"),
      value: percent(backShare(now)),
      ...against(backShare(now), before && backShare(before), { words: points, higher: false, notable: 0.0005 }),
    }),
  ];
}

/** In the order of a repair's way; what is over is left out. */
export function stuckCard({ items }, desk) {
  const open = items.filter((row) => !ENDS.includes(row.state) && row.now + row.stays.count > 0);
  const most = Math.max(1, ...open.map((row) => row.now));
  if (open.every((row) => row.now === 0))
    return card({ title: t("states_title"), hint: t("states_hint") }, emptyState(t("nothing_under_way")));
  return card(
    { title: t("states_title"), hint: t("states_hint") },
    table({
      label: t("states_title"),
      rows: open,
      page: 14,
      columns: [
        { key: "state", title: t("state"), fixed: true, cell: (row) => stateName(row.state) },
        {
          key: "now",
          title: t("now"),
          fixed: true,
          cell: (row) => shareBar(row.now / most, t("n_orders", { n: whole(row.now) }), "plain"),
        },
        { key: "stay", title: t("stay"), fixed: true, number: true, cell: (row) => duration(row.stays.average_s) },
      ],
    }),
  );
}

function charts({ days, states, faults }, desk) {
  const names = days.items.map((row) => dayText(row.day));
  const common = [...faults.items].sort((a, b) => b.opened - a.opened).slice(0, 8);
  const all = common.reduce((sum, row) => sum + row.opened, 0);
  return [
    make(
      "div",
      { class: "columns" },
      seriesChart({
        title: t("flow_title"),
        hint: t("flow_hint"),
        unit: "count",
        nameTitle: t("day"),
        names,
        series: [
          { name: t("opened"), kind: "bar", values: days.items.map((row) => row.opened) },
          { name: t("handed_over"), kind: "bar", values: days.items.map((row) => row.ended.handed_over) },
        ],
      }),
      seriesChart({
        title: t("promises_title"),
        hint: t("promises_hint"),
        unit: "percent",
        nameTitle: t("day"),
        max: 100,
        names,
        series: [
          { name: t("kept"), values: days.items.map((row) => (keptShare(row) === null ? null : keptShare(row) * 100)) },
        ],
      }),
      stuckCard(states, desk),
      card(
        { title: t("faults_title"), hint: t("faults_hint") },
        barList(
          common.map((row) => ({ name: faultName(row.fault), share: rate(row.opened, all), words: whole(row.opened) })),
          t("faults_title"),
        ),
      ),
    ),
  ];
}

const stateColumns = () => [
  { key: "now", title: t("now"), number: true, cell: (row) => whole(row.now) },
  {
    key: "passed",
    title: t("passed"),
    number: true,
    sort: (row) => row.stays.count,
    cell: (row) => whole(row.stays.count),
  },
  {
    key: "stay",
    title: t("stay"),
    number: true,
    sort: (row) => row.stays.average_s,
    cell: (row) => duration(row.stays.average_s),
  },
];

export const repairColumns = () => [
  { key: "opened", title: t("opened"), number: true, cell: (row) => whole(row.opened) },
  {
    key: "handed_over",
    title: t("handed_over"),
    number: true,
    sort: (row) => row.ended.handed_over,
    cell: (row) => whole(row.ended.handed_over),
  },
  {
    key: "returned",
    title: t("returned"),
    number: true,
    sort: (row) => row.ended.returned_unrepaired,
    cell: (row) => whole(row.ended.returned_unrepaired),
  },
  {
    key: "came_back",
    title: t("came_back_col"),
    number: true,
    sort: backShare,
    cell: (row) => percent(backShare(row)),
  },
  {
    key: "kept",
    title: t("kept"),
    apart: true,
    sort: keptShare,
    cell: (row) => shareBar(keptShare(row), percent(keptShare(row), 0), keptLevel(keptShare(row))),
  },
  {
    key: "broken",
    title: t("broken_count"),
    number: true,
    sort: (row) => row.promises.broken,
    cell: (row) => whole(row.promises.broken),
  },
];

export const codeColumn = (by) =>
  by in namesOf
    ? { key: by, title: byName(by), sort: (row) => namesOf[by](row[by]), cell: (row) => namesOf[by](row[by]) }
    : null;

export const repairs = reportPage("repairs", {
  report: "repairs",
  adds: true,
  asks: { days: "day", states: "state", faults: "fault" },
  groupings: ["branch", "day", "kind", "brand", "model", "fault", "state"],
  figures,
  charts,
  keyColumn: codeColumn,
  columns: (by) => (by === "state" ? stateColumns() : repairColumns()),
  compare: { title: () => t("vs_tier"), value: keptShare, words: points, better: { higher: true, notable: 0.05 } },
});
