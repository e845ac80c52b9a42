// Product quality: which brands and models come in for what, and which come back.
import { make } from "../../shared/dom.js";
import { dayText, percent, signed, whole } from "../format.js";
import { barList, seriesChart } from "../parts/charts.js";
import { card, emptyState, figureCard } from "../parts/panel.js";
import { ageName, faultName, modelName } from "../parts/repair_words.js";
import { against, reportPage } from "../parts/report.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./quality_texts.js";
import { codeColumn } from "./repairs.js";

const t = textsOf(TEXTS);
const ORDERS_MIN = 10; // below that a share says nothing of a model
const rate = (part, all) => (all > 0 ? part / all : null);
const backShare = (row) => rate(row.came_back, row.opened);
const ended = (row) => row.ended.handed_over + row.ended.returned_unrepaired + row.ended.abandoned;
const unrepairedShare = (row) => rate(row.ended.returned_unrepaired, ended(row));
const points = (change) => t("points", { n: signed(change * 100) });

function figures(now, before) {
  const share = (pick) => against(pick(now), before && pick(before), { words: points, higher: false, notable: 0.0005 });
  return [
    figureCard({
      label: t("opened"),
      value: whole(now.opened),
      ...against(now.opened, before?.opened || null, {
        words: (change) => `${signed((change / before.opened) * 100, 0)}%`,
      }),
    }),
    figureCard({ label: t("came_back"), value: percent(backShare(now)), ...share(backShare) }),
    figureCard({ label: t("returned"), value: percent(unrepairedShare(now)), ...share(unrepairedShare) }),
  ];
}

const most = (rows) => [...rows].sort((a, b) => b.opened - a.opened);

function shares(title, hint, rows, name) {
  const all = rows.reduce((sum, row) => sum + row.opened, 0);
  const bars = rows.map((row) => ({
    name: name(row),
    share: rate(row.opened, all),
    words: percent(rate(row.opened, all), 0),
    title: whole(row.opened),
  }));
  return card({ title, hint }, barList(bars, title));
}

const AGES = ["0-5", "6-11", "12-23", "24-", "unknown"];
const inOrder = (rows) => [...rows].sort((a, b) => AGES.indexOf(a.age) - AGES.indexOf(b.age));

function comingBack({ items }) {
  const rows = items
    .filter((row) => row.opened >= ORDERS_MIN && row.came_back > 0 && row.model !== "unknown")
    .sort((a, b) => backShare(b) - backShare(a));
  const bars = rows.slice(0, 8).map((row) => ({
    name: modelName(row.model),
    share: backShare(row),
    words: percent(backShare(row)),
    title: whole(row.opened),
  }));
  const hint = t("back_hint", { n: ORDERS_MIN });
  return card(
    { title: t("back_title"), hint },
    bars.length ? barList(bars, t("back_title")) : emptyState(t("none_back", { n: ORDERS_MIN })),
  );
}

function charts({ days, models, faults, ages }) {
  const top = most(models.items).slice(0, 8);
  return [
    make(
      "div",
      { class: "columns" },
      card(
        { title: t("worst"), hint: t("worst_hint") },
        barList(
          top.map((row) => ({ name: modelName(row.model), share: row.opened, words: whole(row.opened) })),
          t("worst"),
        ),
      ),
      comingBack(models),
      shares(t("faults"), t("faults_hint"), most(faults.items).slice(0, 8), (row) => faultName(row.fault)),
      shares(t("ages"), t("ages_hint"), inOrder(ages.items), (row) => ageName(row.age)),
    ),
    make(
      "div",
      { class: "below" },
      seriesChart({
        title: t("trend"),
        hint: t("trend_hint"),
        unit: "count",
        nameTitle: t("day"),
        names: days.items.map((row) => dayText(row.day)),
        series: [{ name: t("opened"), kind: "bar", values: days.items.map((row) => row.opened) }],
      }),
    ),
  ];
}

export const quality = reportPage("quality", {
  report: "repairs",
  adds: true,
  asks: { days: "day", models: "model", faults: "fault", ages: "age" },
  groupings: ["model", "brand", "kind", "fault", "age"],
  firstSort: () => ({ key: "opened", down: true }),
  figures,
  charts,
  keyColumn: codeColumn,
  columns: () => [
    { key: "opened", title: t("opened"), number: true, cell: (row) => whole(row.opened) },
    {
      key: "came_back",
      title: t("came_back"),
      number: true,
      sort: backShare,
      level: (row) => (row.opened >= ORDERS_MIN && backShare(row) >= 0.1 ? "bad" : ""),
      cell: (row) => percent(backShare(row)),
    },
    {
      key: "returned",
      title: t("returned"),
      number: true,
      sort: unrepairedShare,
      cell: (row) => percent(unrepairedShare(row)),
    },
    {
      key: "kept",
      title: t("kept"),
      number: true,
      sort: (row) => rate(row.promises.kept, row.promises.kept + row.promises.broken),
      cell: (row) => percent(rate(row.promises.kept, row.promises.kept + row.promises.broken), 0),
    },
  ],
});
