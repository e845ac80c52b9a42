// A report page: totals against the period before, charts, and a table grouped as somebody wants it, which is also what
// the CSV holds. What differs from report to report is given in words.
import { make } from "../../shared/dom.js";
import { dayShifted, whole } from "../format.js";
import { tierName } from "../scope.js";
import { nameOf, textsOf } from "../texts.js";
import { TEXTS } from "./report_texts.js";
import { card, emptyState, figureRow, follow } from "./panel.js";
import { table } from "./rows.js";
import { segments } from "./segments.js";
import { byTier, named, sumOf } from "./sums.js";

const t = textsOf(TEXTS);
const ROWS_MAX = 1000;
const EVERY_MS = 60_000;

const daysBetween = (from, to) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;

export const byName = (by) => t(`by_${by}`);

/** The same number of days, just before. */
export function before({ from, to }) {
  const days = daysBetween(from, to);
  return { from: dayShifted(from, -days), to: dayShifted(to, -days) };
}

/** What a row is about, by its grouping; branches lead on. */
function keyColumn(by, desk) {
  const title = byName(by);
  switch (by) {
    case "branch":
      return {
        key: "branch",
        title,
        sort: (row) => row.name ?? row.branch,
        cell: (row) =>
          make(
            "span",
            { class: "two-lines" },
            make("a", { href: desk.link("branch", { id: row.branch }) }, row.name ?? row.branch),
            make("small", {}, [row.region, row.tier && tierName(row.tier)].filter(Boolean).join(" · ")),
          ),
      };
    case "counter":
    case "clerk":
      return {
        key: by,
        title,
        sort: (row) => `${row.branch} ${row[by]}`,
        cell: (row) =>
          make(
            "span",
            { class: "two-lines" },
            by === "counter" ? t("counter_n", { n: row.counter }) : t("clerk_n", { n: row.clerk }),
            make("small", {}, make("a", { href: desk.link("branch", { id: row.branch }) }, row.branch)),
          ),
      };
    case "hour":
      return { key: by, title, cell: (row) => `${row.hour}:00` };
    case "service":
      return { key: by, title, sort: (row) => row.service, cell: serviceName };
    case "tier":
      return { key: by, title, cell: (row) => (row.tier ? tierName(row.tier) : null) };
    default:
      return { key: by, title, cell: (row) => row[by] };
  }
}

class Report {
  constructor(place, desk, kind) {
    Object.assign(this, { desk, kind });
    this.top = make("div", {});
    this.lower = make("div", { class: "below details" });
    place.append(this.top, this.lower);
  }

  get by() {
    return this.kind.groupings.includes(this.desk.words.by) ? this.desk.words.by : this.kind.groupings[0];
  }

  path(by, more = {}) {
    return `/api/v1/reports/${this.kind.report}?${this.desk.query({ by, branch: this.desk.words.branch, ...more })}`;
  }

  draw() {
    const { desk, kind } = this;
    desk.csv(
      () => this.path(this.by, { format: "csv" }),
      `${kind.report}-by-${this.by}-${desk.scope().from}-${desk.scope().to}.csv`,
    );
    const query = desk.query({ branch: desk.words.branch });
    if (this.query !== query) this.askTop();
    else this.topFollower.redraw();
    if (this.lowerQuery !== `${query} ${this.by}`) this.askLower();
    else this.lowerFollower.redraw();
    this.query = query;
    this.lowerQuery = `${query} ${this.by}`;
  }

  askTop() {
    this.topFollower?.stop();
    const { desk, kind } = this;
    this.topFollower = follow(this.top, {
      every_ms: EVERY_MS,
      lines: 9,
      ask: async () => {
        const names = Object.keys(kind.asks);
        const asked = names.map((name) => desk.get(this.path(kind.asks[name])));
        const shortest = kind.adds ? {} : { limit: 1 }; // the totals are what is wanted
        const earlier = desk.get(this.path(kind.adds ? "day" : "tier", { ...before(desk.scope()), ...shortest }));
        const answers = await Promise.all([...asked, earlier.catch(() => null)]); // a period before there was anything
        return {
          ...Object.fromEntries(names.map((name, index) => [name, answers[index]])),
          before: answers.at(-1) && this.totalsOf(answers.at(-1)),
        };
      },
      draw: (answers) => this.drawTop(answers),
    });
  }

  drawTop(answers) {
    const { desk, kind } = this;
    const chosen = desk.words.branch ? this.branchChip() : null;
    const first = answers[Object.keys(kind.asks)[0]];
    if (first.items.length === 0) return [chosen, card({}, emptyState(t("nothing_range")))];
    return [chosen, figureRow(...kind.figures(this.totalsOf(first), answers.before)), ...kind.charts(answers, desk)];
  }

  /** Reports whose figures all add up do not tell totals of their own. */
  totalsOf(answer) {
    if (!this.kind.adds) return answer.totals;
    return answer.items.length > 0 ? sumOf(answer.items) : null;
  }

  branchChip() {
    const { desk } = this;
    const all = make(
      "button",
      {
        type: "button",
        class: "button plain small",
        onclick: () => desk.shell.keep({ ...desk.words, branch: "" }, true),
      },
      t("all_branches"),
    );
    return make("p", { class: "only-branch" }, t("only_branch", { branch: desk.words.branch }), all);
  }

  askLower() {
    this.lowerFollower?.stop();
    const { desk, kind, by } = this;
    this.lowerFollower = follow(this.lower, {
      every_ms: EVERY_MS,
      lines: 8,
      ask: async () => {
        const compared = by === "branch" && kind.compare && !desk.words.branch;
        if (kind.adds) return this.askAdding(by, compared);
        const [rows, tiers] = await Promise.all([
          desk.get(this.path(by, { limit: ROWS_MAX })),
          compared ? desk.get(this.path("tier")) : null,
        ]);
        return { rows, tiers };
      },
      draw: (answer) => this.drawLower(answer, by),
    });
  }

  async askAdding(by, compared) {
    const { desk } = this;
    const rows = await desk.get(this.path(by));
    if (by === "branch")
      rows.items = await named(rows.items, desk.get);
    return { rows, tiers: compared ? { items: byTier(rows.items) } : null };
  }

  drawLower({ rows, tiers }, by) {
    const { desk, kind } = this;
    const ways = segments(
      t("grouped"),
      kind.groupings.map((one) => [one, byName(one)]),
      by,
      (chosen) => desk.shell.keep({ ...desk.words, by: chosen }, true),
    );
    const columns = [kind.keyColumn?.(by, desk) ?? keyColumn(by, desk), ...kind.columns(by)];
    if (tiers) columns.push(this.compareColumn(tiers));
    const list = table({
      label: t("grouped"),
      name: `${kind.report} ${by}`,
      columns,
      rows: rows.items,
      page: desk.wall ? 10 : 20,
      sort: kind.firstSort?.(by),
      empty: t("nothing_range"),
      searchText:
        rows.items.length > 20 && !desk.wall
          ? (row) =>
              Object.values(row)
                .filter((value) => typeof value === "string")
                .join(" ")
          : null,
    });
    const cut =
      rows.total > rows.items.length &&
      make("p", { class: "chart-note" }, t("cut", { n: whole(rows.items.length), all: whole(rows.total) }));
    return card({ title: t("details"), tools: ways }, list, cut);
  }

  /** A branch beside the mean of its own tier: a flagship is held against flagships. */
  compareColumn(tiers) {
    const { value, words, title, better } = this.kind.compare;
    const means = new Map(tiers.items.map((row) => [row.tier, value(row)]));
    const distance = (row) => {
      const own = value(row);
      const mean = means.get(row.tier);
      return own === null || own === undefined || mean === null || mean === undefined ? null : own - mean;
    };
    const level = (row) => {
      const away = distance(row);
      if (away === null || Math.abs(away) < better.notable) return "";
      return away > 0 === better.higher ? "good" : "bad";
    };
    return {
      key: "compared",
      title: title(),
      number: true,
      sort: distance,
      level,
      cell: (row) => (distance(row) === null ? null : words(distance(row))),
    };
  }

  leave() {
    this.topFollower?.stop();
    this.lowerFollower?.stop();
  }
}

/** A page of a report; see pages/waits.js for what `kind` says. */
export const reportPage = (name, kind) => ({ name, open: (place, desk) => new Report(place, desk, kind) });

/** A note "+1.2 … on the period before", and whether that is good news. */
export function against(now, earlier, { words, higher, notable = 0 }) {
  if (now === null || now === undefined || earlier === null || earlier === undefined) return { note: t("no_before") };
  const change = now - earlier;
  const level = Math.abs(change) <= notable ? "" : change > 0 === higher ? "good" : "bad";
  return { note: t("than_before", { change: words(change) }), level: higher === undefined ? "" : level };
}

/** The letter is on slips and boards; the name says what it stands for. */
export const serviceName = (row) =>
  row.service_name ? `${row.service} ${nameOf(row.service_name)}` : t("service_n", { letter: row.service });
