/** What the big button does now: "wait", "resume", "call", "start" or "finish". */
export function stepOf({ counter }) {
  if (!counter) return "wait";
  if (counter.state === "paused") return "resume";
  if (!counter.ticket) return "call";
  return counter.ticket.state === "called" ? "start" : "finish";
}

/** Whole seconds until the number may be called again. */
export function recallGap_s({ recall_from }) {
  return Math.max(0, Math.ceil((recall_from - performance.now()) / 1000));
}

/** Calls still needed before the customer counts as not there. */
export function callsLeft({ counter }, board) {
  return Math.max(0, (board?.no_show_after_calls ?? 1) - (counter?.ticket?.calls ?? 0));
}
