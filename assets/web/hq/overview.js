// The fleet as figures and rows. Pure drawing: what it is given is what it shows.
import { byId, make, renew, show } from "../shared/dom.js";
import { language, t } from "./texts.js";

const LATE_S = 15 * 60; // nobody should wait longer
const VERY_LATE_S = 30 * 60;
const LIVE_S = 45; // a branch with nothing to say is heard of every quarter of a minute
const OFFLINE_S = 120;

function dateIn(timeZone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format();
}

/** Whether a branch's newest business day is today: by the browser's calendar or China's, whichever is behind. */
function isToday(day) {
  return day !== null && (day >= dateIn(undefined) || day >= dateIn("Asia/Shanghai"));
}

function durationText(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("under_a_minute");
  if (minutes < 60) return t("minutes", { n: minutes });
  if (minutes < 48 * 60) return t("hours", { h: Math.floor(minutes / 60), n: minutes % 60 });
  return t("days", { n: Math.floor(minutes / 1440) });
}

function contactOf(branch, now) {
  if (branch.revoked) return { text: t("revoked"), level: "none", rank: 0, online: false };
  if (!branch.last_seen) return { text: t("not_joined"), level: "none", rank: 1, online: false };
  const silent_s = Math.max(0, (now - Date.parse(branch.last_seen)) / 1000);
  if (silent_s < LIVE_S) return { text: t("now"), level: "", rank: 2, online: true };
  if (silent_s < OFFLINE_S) {
    return { text: t("seconds_ago", { n: Math.floor(silent_s) }), level: "warn", rank: 3, online: true };
  }
  return { text: t("offline", { time: durationText(silent_s) }), level: "bad", rank: 5, online: false };
}

function waitLevel(seconds) {
  if (seconds >= VERY_LATE_S) return "bad";
  return seconds >= LATE_S ? "warn" : "";
}

/**
 * One branch with what the page concludes from it. Figures of an earlier day are no figures of today, and of a branch
 * that is offline nobody knows who waits there now.
 */
function judge(branch, now) {
  const contact = contactOf(branch, now);
  const fresh = isToday(branch.today.day);
  const live = fresh && contact.online;
  const longest_s = live && branch.waiting > 0 ? branch.longest_wait_s : null;
  const late = longest_s === null ? "" : waitLevel(longest_s);
  const alarms = branch.alarms ?? [];
  const rank = alarms.length > 0 ? 7 : Math.max(contact.rank, late === "bad" ? 6 : late === "warn" ? 4 : 0);
  const levels = [alarms.length > 0 ? "bad" : "", contact.level, late];
  const level = ["bad", "warn"].find((one) => levels.includes(one)) ?? contact.level;
  return { branch, contact, fresh, live, longest_s, late, rank, level };
}

function figure(label, value, note, level = "") {
  return make(
    "li",
    { class: level },
    make("p", { class: "label" }, label),
    make("p", { class: "value" }, value),
    make("p", { class: "side-note" }, note),
  );
}

const whole = (number) => new Intl.NumberFormat(language()).format(number);
const stars = (mean) => (mean === null ? t("none") : mean.toFixed(1));

function figures(rows) {
  const fresh = rows.filter((row) => row.fresh);
  const live = rows.filter((row) => row.live);
  const sum = (list, pick) => list.reduce((total, row) => total + pick(row.branch), 0);
  const online = rows.filter((row) => row.contact.online).length;
  const joined = rows.filter((row) => row.branch.last_seen && !row.branch.revoked).length;
  const longest_s = Math.max(-1, ...live.map((row) => row.longest_s ?? -1));
  const rated = sum(fresh, (branch) => branch.today.rated);
  const score = sum(fresh, (branch) => (branch.today.average_rating ?? 0) * branch.today.rated);
  return [
    figure(t("online"), whole(online), t("of_all", { n: whole(rows.length) }), online < joined ? "bad" : ""),
    figure(
      t("all_waiting"),
      whole(sum(live, (branch) => branch.waiting)),
      t("people_serving", { n: whole(sum(live, (branch) => branch.serving)) }),
    ),
    figure(
      t("longest_wait"),
      longest_s < 0 ? t("none") : durationText(longest_s),
      t("all_open", { n: whole(sum(rows.filter((row) => row.contact.online), (branch) => branch.open_counters)) }),
      longest_s < 0 ? "" : waitLevel(longest_s),
    ),
    figure(
      t("all_taken"),
      whole(sum(fresh, (branch) => branch.today.taken)),
      t("all_finished", { n: whole(sum(fresh, (branch) => branch.today.finished)) }),
    ),
    figure(
      t("all_rating"),
      stars(rated === 0 ? null : score / rated),
      rated === 0 ? t("out_of_five") : `${t("ratings", { n: whole(rated) })} · ${t("out_of_five")}`,
    ),
  ];
}

function number(text, level = "") {
  return make("td", { class: `number ${level}`.trim() }, text);
}

function tableRow({ branch, contact, fresh, live, longest_s, late, level }) {
  const today = branch.today;
  const now = (value, known = live) => number(known ? whole(value) : t("none"));
  const ofToday = (value) => now(value, fresh);
  const average_s = fresh ? today.average_wait_s : null;
  return make(
    "tr",
    { "data-branch": branch.id },
    make(
      "th",
      { scope: "row" },
      make(
        "span",
        { class: "name" },
        make("span", { class: `dot ${level}`.trim(), "aria-hidden": "true" }),
        branch.name,
        make("small", {}, branch.id),
      ),
      ...(branch.alarms ?? []).map((alarm) =>
        make("small", { class: "alarm" }, t("alarm", { what: t(`alarm_${alarm.kind}`), n: alarm.count, from: alarm.from })),
      ),
    ),
    make("td", { class: contact.level }, contact.text),
    now(branch.waiting),
    number(longest_s === null ? t("none") : durationText(longest_s), late),
    now(branch.serving),
    now(branch.open_counters, contact.online),
    ofToday(today.taken),
    ofToday(today.finished),
    ofToday(today.no_show),
    number(average_s === null ? t("none") : durationText(average_s)),
    number(fresh ? stars(today.average_rating) : t("none")),
  );
}

/** Draws all; only what has changed since is touched. `now` in milliseconds, by headquarters' clock. */
export function drawOverview(branches, now) {
  const rows = branches.map((branch) => judge(branch, now));
  const longest = (row) => row.longest_s ?? -1;
  rows.sort((a, b) => b.rank - a.rank || longest(b) - longest(a) || a.branch.id.localeCompare(b.branch.id));
  const mark = rows.map(({ branch, contact, longest_s, fresh, live, level }) => [
    { ...branch, last_seen: null, longest_wait_s: null, through: null },
    contact.text,
    longest_s === null ? null : Math.floor(longest_s / 60),
    fresh,
    live,
    level,
  ]);
  renew(byId("figures"), [language(), mark], () => figures(rows));
  renew(byId("rows"), [language(), mark], () => rows.map(tableRow));
  show(byId("empty"), branches.length === 0);
}
