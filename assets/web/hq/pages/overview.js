// The chain at a glance: five figures, the branches by trouble, and the two charts that explain them.
import { make } from "../../shared/dom.js";
import { decimal, duration, minutes, percent, signed, today, whole } from "../format.js";
import { aspectName, levelOf, nameCell, reasonText, syncText, targetCell, targetLevel } from "../parts/judged.js";
import { barList, waitBand } from "../parts/charts.js";
import { card, emptyState, figureCard, figureRow, follow } from "../parts/panel.js";
import { table } from "../parts/rows.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./overview_texts.js";

const t = textsOf(TEXTS);
const EVERY_MS = 5_000;
const CALLS_MIN = 10;
const points = (now, before) => (now === null || before === null || before === undefined ? null : (now - before) * 100);

/** How a share has moved since the same day of last week, and whether that is good news. */
function moved(change) {
  if (change === null) return { note: "", level: "" };
  const level = Math.abs(change) < 0.05 ? "" : change > 0 ? "good" : "bad";
  return { note: t("than_week", { change: t("points", { n: signed(change) }) }), level };
}

function openCard({ branches }, desk) {
  const missing = branches.expected - branches.open;
  const note =
    missing > 0
      ? t("open_missing", { all: whole(branches.expected), n: whole(missing) })
      : t("open_note", { n: whole(branches.expected) });
  const words = { label: t("open"), value: whole(branches.open), note, href: desk.wall ? null : desk.link("branches") };
  return figureCard({ ...words, level: branches.silent > 0 ? "warn" : "good" });
}

function waitingCard({ waiting, longest_wait_s, arrivals, compared }) {
  const before = compared?.arrivals;
  const change = before ? (arrivals.count / before - 1) * 100 : null;
  const note =
    change !== null
      ? t("arrivals_than", { change: `${signed(change, 0)}%` })
      : longest_wait_s === null
        ? ""
        : t("longest", { time: duration(longest_wait_s) });
  return figureCard({ label: t("waiting"), value: whole(waiting), note });
}

function figures(value, desk) {
  const { within_target: within, satisfaction, repairs_overdue: overdue, compared } = value;
  const overdueNote =
    overdue.count === 0
      ? t("overdue_all_kept")
      : overdue.today > 0
        ? t("overdue_today", { n: whole(overdue.today) })
        : t("overdue_none");
  const link = (name) => (desk.wall ? null : desk.link(name));
  return figureRow(
    openCard(value, desk),
    waitingCard(value),
    figureCard({
      label: t("within", { n: Math.round(value.target_s / 60) }),
      value: percent(within.share),
      href: link("waits"),
      ...moved(points(within.share, compared?.within_target?.share)),
    }),
    figureCard({
      label: t("satisfaction"),
      value: percent(satisfaction.share),
      unit: satisfaction.margin === null ? null : `±${decimal(satisfaction.margin * 100)}`,
      note: t("ratings", { n: whole(satisfaction.count) }),
      href: link("ratings"),
    }),
    figureCard({
      label: t("overdue"),
      value: whole(overdue.count),
      note: overdueNote,
      level: overdue.today > 0 ? "bad" : "",
      href: link("repairs"),
    }),
  );
}

/** The worst reason that no column shows already, for the last one. */
function contact(branch) {
  const shown = ["long_wait", "below_target", "dissatisfied", "repairs_overdue", "silent"];
  const other = branch.reasons.find(({ code }) => !shown.includes(code));
  const silent = branch.sync.state === "silent" || branch.sync.state === "never";
  if (!other || silent) return make("span", { class: silent ? "bad-words" : null }, syncText(branch.sync));
  return make("span", { class: other.level === "bad" ? "bad-words" : null }, reasonText(other, branch));
}

/** As headquarters has judged it; of a few calls a share says little. */
function judgedTarget(branch) {
  const { share, called } = branch.within_target;
  return levelOf(branch, "below_target") || (called < CALLS_MIN ? "plain" : targetLevel(share));
}

function troubleTable(branches, desk, page) {
  const away = (branch) => branch.sync.state === "silent" || branch.sync.state === "never";
  const level = (code) => (branch) => (levelOf(branch, code) === "bad" ? "bad" : "");
  const rank = { bad: 0, warn: 1, good: 2 };
  return table({
    label: t("trouble"),
    name: "overview",
    page,
    rows: branches,
    empty: desk.scope().region || desk.scope().tier ? t("no_branches_scope") : t("no_branches"),
    rowWords: (branch) => ({ "data-branch": branch.id }),
    columns: [
      {
        key: "name",
        title: t("branch"),
        sort: (branch) => rank[branch.level] * 1e4 + branches.indexOf(branch),
        cell: (branch) => nameCell(branch, desk.link("branch", { id: branch.id })),
      },
      {
        key: "waiting",
        title: t("waiting_col"),
        number: true,
        sort: (branch) => (away(branch) ? null : branch.waiting),
        cell: (branch) => (away(branch) ? null : whole(branch.waiting)),
      },
      {
        key: "longest_wait_s",
        title: t("longest_col"),
        number: true,
        level: level("long_wait"),
        sort: (branch) => (away(branch) ? null : branch.longest_wait_s),
        cell: (branch) => (away(branch) ? null : duration(branch.longest_wait_s)),
      },
      {
        key: "target",
        apart: true,
        title: t("target_col"),
        sort: (branch) => branch.within_target.share,
        cell: (branch) => targetCell(branch.within_target.share, judgedTarget(branch)),
      },
      {
        key: "satisfied",
        title: t("satisfied_col"),
        number: true,
        level: level("dissatisfied"),
        sort: (branch) => branch.satisfaction.share,
        cell: (branch) => percent(branch.satisfaction.share, 0),
      },
      {
        key: "repairs_overdue",
        title: t("overdue_col"),
        number: true,
        level: level("repairs_overdue"),
        cell: (branch) => whole(branch.repairs_overdue),
      },
      { key: "sync", title: t("sync_col"), sort: (branch) => branch.sync.lag_s, cell: contact },
    ],
  });
}

function charts(value) {
  const { hours, target_s, low_rating_reasons: low } = value;
  const waits =
    hours.length === 0
      ? card({ title: t("waits"), hint: t("waits_hint") }, emptyState(t("no_waits")))
      : waitBand({
          title: t("waits"),
          hint: t("waits_hint"),
          label: t("waits_label"),
          target_s,
          rows: hours.map((row) => ({ ...row, name: `${row.hour}:00` })),
          words: {
            name: t("hour"),
            count: t("people"),
            median: t("median"),
            p10: t("p10"),
            p90: t("p90"),
            band: t("band"),
            target: t("target", { n: minutes(target_s, 0) }),
            axis: t("minutes_axis"),
          },
        });
  const reasons = card(
    { title: t("reasons"), hint: t("reasons_hint") },
    low.length === 0
      ? emptyState(t("no_low"))
      : barList(
          low.map((row) => ({
            name: aspectName(row.aspect),
            share: row.share,
            words: percent(row.share, 0),
            title: whole(row.count),
          })),
          t("reasons_label"),
        ),
  );
  return make("div", { class: "stack" }, waits, reasons);
}

class Overview {
  constructor(place, desk) {
    this.desk = desk;
    this.node = make("div", {});
    place.append(this.node);
  }

  draw() {
    const query = this.desk.query({ from: "", to: "" });
    this.desk.csv(
      () => `/api/v1/reports/waits?by=branch&${this.desk.query({ from: today(), to: today() })}`,
      `waits-by-branch-${today()}.csv`,
    );
    this.mark = "";
    if (this.follower && this.query === query) return this.follower.redraw();
    this.query = query;
    this.follower?.stop();
    this.follower = follow(this.node, {
      every_ms: EVERY_MS,
      lines: 10,
      ask: () => this.desk.get(`/api/v1/overview${query && `?${query}`}`),
      draw: (value) => this.drawn_of(value),
    });
  }

  /** The charts are left alone while their figures are the same: a chart that flickers every few seconds is no calm one. */
  drawn_of(value) {
    const { desk } = this;
    if (!this.query) desk.badge("overview", value.branches.trouble);
    const mark = JSON.stringify([value.hours, value.low_rating_reasons, value.target_s]);
    if (mark !== this.mark || !this.charts) this.charts = charts(value);
    this.mark = mark;
    const all = desk.wall ? null : make("a", { class: "card-link", href: desk.link("branches") }, t("all_branches"));
    const list = card(
      { title: t("trouble"), hint: t("trouble_hint"), tools: all },
      troubleTable(value.trouble, desk, desk.wall ? 11 : 15),
    );
    return [figures(value, desk), make("div", { class: "columns wide-first" }, list, this.charts)];
  }

  leave() {
    this.follower?.stop();
  }
}

export const overview = { name: "overview", open: (place, desk) => new Overview(place, desk) };
