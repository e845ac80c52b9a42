// The parts of a branch's page.
import { make } from "../../shared/dom.js";
import { clock, dayAndTime, decimal, duration, percent, whole } from "../format.js";
import { card, emptyState, figureCard, figureRow, levelMark } from "../parts/panel.js";
import { seriesChart } from "../parts/charts.js";
import { groupName } from "../parts/judged.js";
import { table } from "../parts/rows.js";
import { nameOf, textOr, textsOf } from "../texts.js";
import { TEXTS } from "./branch_texts.js";

const t = textsOf(TEXTS);

export function figures(branch, now, live, day) {
  const today = branch.today ?? {};
  const longest_s = live && branch.waiting > 0 ? branch.longest_wait_s : null;
  const known = (value) => (live ? whole(value) : whole(null));
  const share = day?.waits.totals?.within_target?.share ?? null;
  const satisfied = day?.ratings.totals?.satisfied ?? {};
  const rated = day?.ratings.totals?.rated ?? 0;
  const late = longest_s >= 30 * 60 ? "bad" : longest_s >= 15 * 60 ? "warn" : "";
  return figureRow(
    figureCard({
      label: t("waiting"),
      value: known(branch.waiting),
      note: !live ? "" : longest_s === null ? t("nobody") : t("longest", { time: duration(longest_s) }),
      level: late,
    }),
    figureCard({
      label: t("counters"),
      value: known(branch.open_counters),
      note: live ? t("counters_note", { n: whole(branch.serving) }) : "",
    }),
    figureCard({
      label: t("taken"),
      value: whole(today.taken),
      note: t("taken_note", { done: whole(today.finished), missed: whole(today.no_show) }),
    }),
    figureCard({
      label: t("average"),
      value: duration(today.average_wait_s),
      note: share === null ? "" : t("within_note", { share: percent(share, 0) }),
    }),
    figureCard({
      label: t("satisfied"),
      value: percent(satisfied.share),
      note: t("ratings_note", { n: whole(rated) }),
    }),
  );
}

export function queues(now) {
  const state = (row) => levelMark(row.open ? "good" : "none", row.open ? t("taking") : t("not_taking"));
  const estimate = (row) => row.estimate_minutes && t("estimate_range", row.estimate_minutes);
  const name = (row) => {
    const called = nameOf(row.name);
    const group = groupName(row.group);
    return make("span", {}, `${row.letter} ${called} `, group === called ? "" : make("small", {}, group));
  };
  return card(
    { title: t("queues") },
    table({
      label: t("queues"),
      rows: now.services,
      page: 12,
      columns: [
        { key: "letter", title: t("service"), fixed: true, cell: name },
        { key: "waiting", title: t("waiting_col"), fixed: true, number: true, cell: (row) => whole(row.waiting) },
        { key: "estimate", title: t("estimate"), fixed: true, number: true, cell: estimate },
        { key: "open", title: t("state_col"), fixed: true, apart: true, cell: state },
      ],
    }),
  );
}

export function counters(now) {
  const marks = { open: "good", paused: "warn", closed: "none" };
  const one = ({ number, state }) =>
    make(
      "li",
      { class: `counter-box ${state}` },
      make("b", {}, t("counter_n", { n: number })),
      levelMark(marks[state] ?? "none", textOr(TEXTS, `counter_${state}`, state)),
    );
  return card(
    { title: t("counter_list") },
    now.counters.length
      ? make("ul", { class: "counter-boxes" }, ...now.counters.map(one))
      : emptyState(t("no_counters")),
  );
}

function configText({ version, state, fault }) {
  if (!version) return t("config_none");
  return textOr(TEXTS, `config_${state}`, "") && t(`config_${state}`, { n: version, fault });
}

const diskText = (mb) =>
  mb === null || mb === undefined
    ? null
    : mb >= 1024
      ? t("gigabytes", { n: decimal(mb / 1024, 1) })
      : t("megabytes", { n: whole(mb) });

export function health(branch, now, contact) {
  const printerLevel = { ready: "good", paper_low: "warn", paper_out: "bad", offline: "bad" };
  const lines = [[t("sync"), levelMark(contact.level, contact.text)]];
  if (now) {
    const { printer, disk_free_mb: disk, screen, reasons = [] } = now.health ?? {};
    lines.push([
      t("printer"),
      levelMark(printerLevel[printer] ?? "none", textOr(TEXTS, `printer_${printer}`, printer)),
    ]);
    if (diskText(disk))
      lines.push([t("disk"), levelMark(disk < 500 ? "bad" : disk < 2000 ? "warn" : "good", diskText(disk))]);
    if (screen)
      lines.push([
        t("screen"),
        levelMark(
          screen === "ok" ? "good" : screen === "none" ? "none" : "bad",
          textOr(TEXTS, `screen_${screen}`, screen),
        ),
      ]);
    lines.push([
      t("config"),
      levelMark(
        now.config?.state === "refused" ? "bad" : now.config?.state === "waiting" ? "warn" : "good",
        configText(now.config ?? {}),
      ),
    ]);
    lines.push([t("version"), now.version]);
    if (reasons.length) lines.push([t("trouble"), make("ul", { class: "troubles" }, ...reasons.map((reason) => make("li", {}, reason)))]);
  }
  if (branch.quarantined > 0)
    lines.push([t("trouble"), levelMark("warn", t("quarantined", { n: whole(branch.quarantined) }))]);
  const list = make(
    "dl",
    { class: "fact-list" },
    ...lines.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
  );
  return card({ title: t("health") }, list, now ? null : make("p", { class: "chart-note" }, t("no_now")));
}

export function alarms(branch, zone) {
  const all = branch.alarms ?? [];
  const line = (alarm) =>
    make(
      "li",
      {},
      levelMark("bad", textOr(TEXTS, `alarm_${alarm.kind}`, alarm.kind)),
      make(
        "small",
        {},
        `${dayAndTime(alarm.last, zone)} · ${t("alarm_line", { n: whole(alarm.count), from: alarm.from })}`,
      ),
    );
  return card(
    { title: t("alarms") },
    all.length ? make("ul", { class: "alarm-list" }, ...all.map(line)) : emptyState(t("no_alarms")),
  );
}

const inMinutes = (seconds) => (seconds === null ? null : Math.round(seconds / 6) / 10);

export function dayCharts({ waits }) {
  const hours = waits.items;
  if (hours.length === 0) return [card({ title: t("today_title"), hint: t("today_hint") }, emptyState(t("no_today")))];
  const names = hours.map((row) => `${row.hour}:00`);
  return [
    seriesChart({
      title: t("today_title"),
      hint: t("today_hint"),
      unit: "count",
      nameTitle: t("hour"),
      names,
      series: [{ name: t("taken"), kind: "bar", values: hours.map((row) => row.taken) }],
    }),
    seriesChart({
      title: t("wait_title"),
      hint: t("wait_hint"),
      unit: "minutes",
      nameTitle: t("hour"),
      min: 0,
      names,
      series: [
        { name: t("median"), values: hours.map((row) => inMinutes(row.waited.median_s)) },
        { name: t("p90"), values: hours.map((row) => inMinutes(row.waited.p90_s)), dashed: true, colour: "second" },
      ],
    }),
  ];
}

export const toldAt = (at, zone) => t("as_known", { time: clock(at, zone) });
