/** What the big button does now: "wait", "resume", "call", "start" or "finish". */
export function stepOf({ counter }) {
  if (!counter) return "wait";
  if (counter.state === "paused") return "resume";
  if (!counter.ticket) return "call";
  return counter.ticket.state === "called" ? "start" : "finish";
}
