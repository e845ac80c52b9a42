// Printer, headquarters, storage and screen in plain words: how it is, and what to do.
import { byId, make, renew, show } from "../shared/dom.js";
import { language, t } from "../shared/text.js";

const PRINTER_KINDS = { ready: "good", paper_low: "warn", paper_out: "bad", offline: "bad", unknown: "quiet" };
const HQ_KINDS = { connected: "good", unreachable: "warn", refused: "bad", not_enrolled: "quiet" };
const DISK_LOW_MB = 200;

const has = (health, part) => health.troubled.includes(part);

/** There is none, or it never says what became of a slip: then what counts as not printed says nothing. */
export const printerIsMute = (health) => health?.printer === "unknown" && !has(health, "printer");

function printerPart(health) {
  // A printer in trouble that does not answer is as good as away.
  const state = health.printer === "unknown" && has(health, "printer") ? "offline" : health.printer;
  return {
    title: "manager.printer",
    kind: PRINTER_KINDS[state],
    how: t(`manager.printer.${state}`),
    what: t(`manager.printer_do.${state}`),
  };
}

function ageOf(seconds) {
  if (seconds < 5_400) return t("manager.hq_age_minutes", { n: Math.max(1, Math.round(seconds / 60)) });
  if (seconds < 129_600) return t("manager.hq_age_hours", { n: Math.round(seconds / 3_600) });
  return t("manager.hq_age_days", { n: Math.round(seconds / 86_400) });
}

/** How far headquarters is behind, why, and what to do. */
function hqPart(health) {
  const { behind, oldest_s, trouble, forked } = health.sync;
  const connected = health.hq === "connected";
  const lines = [];
  if (connected) {
    lines.push(behind === 0 ? t("manager.hq_all_sent") : t("manager.hq_sending", { n: behind }));
  } else {
    const why = `manager.hq_why.${trouble}`;
    if (trouble && t(why) !== why) lines.push(t(why));
    lines.push(t(`manager.hq_do.${health.hq}`));
    if (health.hq !== "not_enrolled" && behind > 0) {
      lines.push(t("manager.hq_behind", { n: behind, age: ageOf(oldest_s) }));
    }
  }
  if (forked) lines.push(t("manager.hq_forked"));
  const kind = connected && forked ? "warn" : HQ_KINDS[health.hq];
  return { title: "manager.hq", kind, how: t(`manager.hq.${health.hq}`), what: lines.join(" ") };
}

function storagePart(health) {
  const free_mb = health.disk_free_mb;
  const low = free_mb !== null && free_mb < DISK_LOW_MB;
  const broken = has(health, "storage") || (has(health, "disk") && !low);
  const state = broken ? "broken" : low ? "low" : "good";
  const free = free_mb === null ? "" : free_mb < 10_240 ? `${free_mb} MB` : `${Math.floor(free_mb / 1024)} GB`;
  const what =
    state === "good" && free === "" ? t("manager.storage_unseen") : t(`manager.storage_do.${state}`, { free });
  return {
    title: "manager.storage",
    kind: state === "good" ? "good" : "bad",
    how: t(`manager.storage.${state}`),
    what,
  };
}

function partsOf(health) {
  const parts = [printerPart(health), hqPart(health), storagePart(health)];
  if (has(health, "screen")) {
    parts.unshift({
      title: "manager.screen",
      kind: "bad",
      how: t("manager.screen_dark"),
      what: t("manager.screen_do"),
    });
  }
  const rank = { bad: 0, warn: 1, quiet: 2, good: 2 };
  return parts.sort((a, b) => rank[a.kind] - rank[b.kind]);
}

export function drawSystem(health) {
  if (!health) return;
  const parts = partsOf(health);
  renew(byId("parts"), [parts, language()], () =>
    parts.map(({ title, kind, how, what }) =>
      make(
        "li",
        { class: `part ${kind}` },
        make(
          "p",
          { class: "part-title" },
          make("span", { class: `mark ${kind === "quiet" ? "none" : kind}` }),
          t(title),
        ),
        make("p", { class: "part-how" }, how),
        make("p", { class: "part-what" }, what),
      ),
    ),
  );
  show(byId("reasons-fold"), health.reasons.length > 0);
  renew(byId("reasons"), health.reasons, () => health.reasons.map((reason) => make("li", {}, reason)));
}
