// The verbs of the working page: their keys, and what stands in the way of each just now.
import { t } from "../shared/text.js";
import { callsLeft, recallGap_s, stepOf } from "./step.js";

/** In the order of the buttons. `id` is the button's. */
export const VERBS = [
  { verb: "recall", id: "recall", key: "R" },
  { verb: "no_show", id: "no-show", key: "N" },
  { verb: "finish", id: "finish-only", key: "F" },
  { verb: "hold", id: "hold", key: "H" },
  { verb: "transfer", id: "transfer", key: "T" },
  { verb: "add", id: "add-service", key: "A" },
  { verb: "lane", id: "lane", key: "L" },
  { verb: "reprint", id: "reprint", key: "D" },
  { verb: "cancel", id: "cancel", key: "X" },
  { verb: "call_one", id: "call-one", key: "C" },
  { verb: "take", id: "take", key: "K" },
  { verb: "help", id: "help", key: "M" },
];
/** In the bar. */
export const BAR_VERBS = [
  { verb: "repairs", id: "to-repairs", key: "W" },
  { verb: "pause", id: "pause", key: "P" },
  { verb: "close", id: "close", key: "E" },
  { verb: "sign_out", id: "sign-out", key: "S" },
];

const AT_COUNTER = ["recall", "no_show", "finish", "hold", "transfer", "add", "lane", "reprint", "cancel"];
const BEFORE_START = { recall: "why_not.started", no_show: "why_not.started", cancel: "why_not.cancel_started" };

function obstacleAtCounter(verb, state, board) {
  const { ticket } = state.counter;
  if (!ticket) return t("why_not.nobody");
  if (ticket.state === "serving" && verb in BEFORE_START) return t(BEFORE_START[verb]);
  if (ticket.state === "called" && verb === "finish") return t("why_not.not_started");
  const gap_s = recallGap_s(state);
  if (verb === "recall" && gap_s > 0) return t("why_not.recall_gap", { seconds: gap_s });
  const left = callsLeft(state, board);
  if (verb === "no_show" && left > 0) return t("why_not.calls_left", { n: left });
  return "";
}

/** Why this cannot be done now, in words; "" when it can. */
export function obstacle(verb, state, board) {
  if (!state.counter) return t("why_not.loading");
  if (state.busy) return t("why_not.busy");
  const { ticket } = state.counter;
  if (AT_COUNTER.includes(verb)) return obstacleAtCounter(verb, state, board);
  if (verb === "call_one" && stepOf(state) === "resume") return t("why_not.paused");
  const alone = ["call_one", "pause", "close", "sign_out"];
  return ticket && alone.includes(verb) ? t("work.finish_first", { ticket: ticket.ticket }) : "";
}
