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

function hqPart(health) {
  const behind = Math.max(0, health.journal.seq - health.journal.acked);
  const connected = health.hq === "connected";
  const what =
    connected && behind === 0
      ? t("manager.hq_all_sent")
      : connected
        ? t("manager.hq_sending", { n: behind })
        : t(`manager.hq_do.${health.hq}`);
  return { title: "manager.hq", kind: HQ_KINDS[health.hq], how: t(`manager.hq.${health.hq}`), what };
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
