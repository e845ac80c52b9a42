// What the fleet page concludes about a branch from what headquarters knows of it. Levels: bad, warn, good, none.
import { lasting, textsOf } from "../parts/words.js";
import { TEXTS } from "./fleet_texts.js";

const t = textsOf(TEXTS);
const LIVE_S = 45; // a branch with nothing to say is heard of every quarter of a minute
const SILENT_S = 120;
const DISK_BAD_MB = 500;
const DISK_WARN_MB = 2_000;
const RANK = { bad: 3, warn: 2, good: 1, none: 0 };

export const ALARMS = ["code_reused", "replaced_device", "bad_signature", "another_branch", "fork", "bad_hash"];

export const worst = (levels) => levels.reduce((most, one) => (RANK[one] > RANK[most] ? one : most), "none");

export function contactOf(branch, now_ms) {
  if (branch.revoked) return { level: "none", text: t("revoked"), lag_s: null, state: "revoked" };
  if (!branch.last_seen) return { level: "none", text: t("never"), lag_s: null, state: "never" };
  const lag_s = Math.max(0, (now_ms - Date.parse(branch.last_seen)) / 1000);
  if (lag_s < LIVE_S) return { level: "good", text: t("live"), lag_s, state: "live" };
  if (lag_s < SILENT_S) return { level: "warn", text: t("late", { time: lasting(lag_s) }), lag_s, state: "late" };
  return { level: "bad", text: t("silent", { time: lasting(lag_s) }), lag_s, state: "silent" };
}

function printerOf(health) {
  const state = health?.printer ?? "unknown";
  const level = { ready: "good", paper_low: "warn", paper_out: "bad", offline: "bad" }[state] ?? "none";
  return { level, text: t(level === "none" ? "printer_unknown" : `printer_${state}`), state };
}

function diskOf(health) {
  const free = health?.disk_free_mb;
  if (typeof free !== "number") return { level: "none", text: "—", free: null };
  const level = free < DISK_BAD_MB ? "bad" : free < DISK_WARN_MB ? "warn" : "good";
  return { level, text: free < 10_240 ? `${Math.round(free)} MB` : `${Math.round(free / 1024)} GB`, free };
}

function configOf(config) {
  if (!config || !config.state || (!config.version && config.state !== "refused"))
    return { level: "none", text: t("config_own"), state: "" };
  const level = { applied: "good", waiting: "warn", refused: "bad" }[config.state] ?? "none";
  return {
    level,
    text: t(`config_${config.state}`, { n: config.version }),
    state: config.state,
    fault: config.fault ?? "",
  };
}

/** One row of the page. `now_ms`: headquarters' clock. */
export function judge(branch, now_ms) {
  const now = branch.now ?? null;
  const contact = contactOf(branch, now_ms);
  const health = now?.health ?? null;
  const known = contact.state === "live" || contact.state === "late"; // of a silent one nobody knows how it is
  const printer = printerOf(known ? health : null);
  const gone = contact.state === "revoked" || contact.state === "never";
  const disk = diskOf(gone ? null : health);
  const config = configOf(gone ? null : now?.config);
  const alarms = branch.alarms ?? [];
  const lost = branch.quarantined ?? 0;
  const level = worst([
    contact.level,
    alarms.length > 0 ? "bad" : "none",
    lost > 0 ? "warn" : "none",
    printer.level,
    disk.level,
    config.level,
    known && health?.status === "degraded" ? "warn" : "none",
  ]);
  return {
    ...branch,
    now,
    contact,
    health: known ? health : null,
    printer,
    disk,
    config,
    alarms,
    lost,
    version: now?.version ?? "",
    level: gone && alarms.length === 0 ? "none" : level,
  };
}

export const rankOf = (row) =>
  RANK[row.level] * 10 + (row.alarms.length > 0 ? 5 : 0) + (row.contact.state === "silent" ? 2 : 0);

/** The filters of the page: which rows each keeps. */
export const FILTERS = {
  all: () => true,
  trouble: (row) => row.level === "bad" || row.level === "warn",
  silent: (row) => row.contact.state === "silent",
  alarms: (row) => row.alarms.length > 0,
  printer: (row) => ["bad", "warn"].includes(row.printer.level),
  config: (row) => ["refused", "waiting"].includes(row.config.state),
  never: (row) => row.contact.state === "never",
  revoked: (row) => row.revoked,
};
