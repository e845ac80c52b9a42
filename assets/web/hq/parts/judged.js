// A branch as the overview tells of it, in words and marks.
import { make } from "../../shared/dom.js";
import { TEXTS } from "./judged_texts.js";
import { duration, percent, whole } from "../format.js";
import { textOr, textsOf } from "../texts.js";
import { shareBar } from "./rows.js";

const t = textsOf(TEXTS);

export const aspectName = (aspect) => textOr(TEXTS, `aspect_${aspect}`, aspect);
export const groupName = (group) => textOr(TEXTS, `group_${group}`, group);

/** What is the matter, as one says it to a colleague. */
export function reasonText({ code }, branch) {
  switch (code) {
    case "silent":
      return t("reason_silent", { time: duration(branch.sync.lag_s) });
    case "long_wait":
      return t("reason_long_wait", { time: duration(branch.longest_wait_s) });
    case "below_target":
      return t("reason_below_target", { share: percent(branch.within_target.share, 0) });
    case "dissatisfied":
      return t("reason_dissatisfied", { share: percent(branch.satisfaction.share, 0) });
    case "repairs_overdue":
      return t("reason_repairs_overdue", { n: whole(branch.repairs_overdue) });
    case "printer":
      if (branch.printer === "paper_out") return t("reason_printer_out");
      return branch.printer === "offline" ? t("reason_printer_offline") : t("reason_printer");
    default:
      return textOr(TEXTS, `reason_${code}`, code);
  }
}

export const levelOf = (branch, code) => branch.reasons?.find((reason) => reason.code === code)?.level ?? "";

export function syncText({ state, lag_s }) {
  return t(`sync_${state}`, { time: duration(lag_s) });
}

export function nameCell(branch, href) {
  const why = (branch.reasons ?? []).map((reason) => reasonText(reason, branch)).join(t("and"));
  const level = t(`level_${branch.level}`);
  const name = make("a", { href, class: "branch-name", title: why || null }, branch.name);
  return make(
    "span",
    { class: `level ${branch.level}` },
    name,
    make("span", { class: "unseen" }, why ? `${level}: ${why}` : level),
  );
}

const TARGETS = { good: 0.85, warn: 0.7 };

/** Good, warn or bad of a share of waits within target, where headquarters has not judged itself. */
export function targetLevel(share) {
  if (share === null || share === undefined) return "none";
  return share >= TARGETS.good ? "good" : share >= TARGETS.warn ? "warn" : "bad";
}

export function targetCell(share, level = targetLevel(share)) {
  return shareBar(share, percent(share, 0), level);
}

export const words = t;
