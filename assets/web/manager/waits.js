// How waits stand against their service's target.
let nearShare = 0.8; // of the target: soon passed; [alerts] near_percent, once the branch has told it

export const setNearPercent = (percent) => (nearShare = percent / 100);

/** "" | "near" | "late" */
export function standing(waited_s, target_minutes) {
  if (!target_minutes) return "";
  const target_s = target_minutes * 60;
  if (waited_s > target_s) return "late";
  return waited_s >= target_s * nearShare ? "near" : "";
}

/** One row a service: its queue, who waits there, for how long, and who serves it. */
export function servicesNow(state, board, passed_s) {
  return (board?.services ?? []).map((service) => {
    const queue = state.queues.find((one) => one.letter === service.letter) ?? {};
    const tickets = state.waiting.filter((ticket) => ticket.service === service.letter);
    const waits = tickets.map((ticket) => ticket.waited_s + passed_s);
    const lanes = ["care", "vip", "appointment"].map((lane) => [
      lane,
      tickets.filter((ticket) => ticket.lane === lane).length,
    ]);
    const serving = state.counters.filter((one) => one.state === "open" && one.services.includes(service.letter));
    return {
      ...queue,
      ...service,
      tickets,
      lanes: lanes.filter(([, count]) => count > 0),
      longest_s: waits.length ? Math.max(...waits) : null,
      late: waits.filter((wait) => standing(wait, service.target_wait_minutes) === "late").length,
      // The branch foresees who will pass the target: the figure says what the alerts say.
      near: state.alerts.filter((one) => one.kind === "target_near" && one.service === service.letter).length,
      counters_open: serving.length,
    };
  });
}
