#include "kiosk/domain/rules/repair_rules.h"

// The owner comes for the device; and the end of what is known of the owner.

namespace menting::domain::rules {

namespace {

/// A closed hall says when to come back; where only the queue is closed or was never set up, the desk hands it over.
Refusal without_number(const Refusal& why) {
  const bool hall_helps = why.code == RefusalCode::service_unknown || why.code == RefusalCode::service_closed ||
                          why.code == RefusalCode::service_full;
  return hall_helps ? Refusal{RefusalCode::pickup_at_desk, {}} : why;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const FetchRepair& command, const Moment& moment) {
  const auto found = order_of(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  if (order.state != RepairState::ready) {
    const auto code = is_open(order.state) ? RefusalCode::repair_not_ready : RefusalCode::repair_over;
    return Refusal{code, std::string(to_string(order.state))};
  }
  Decision decision;
  decision.repair = order.number;
  const Ticket* before = branch.ticket(order.pickup_ticket);
  if (before != nullptr && is_active(before->state)) {
    decision.ticket = before->id;
    return decision;
  }
  const auto ticket =
      take_repair_ticket(branch, command.ticket_code, Lane::appointment, command.language, moment, decision);
  if (const auto* refusal = std::get_if<Refusal>(&ticket)) return without_number(*refusal);
  decision.facts.emplace_back(RepairFetched{order.number, std::get<TicketId>(ticket)});
  return decision;
}

Result<Decision> decide(const Branch& branch, const EraseRepair& command, const Moment&) {
  const auto found = order_of(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  if (is_open(order.state)) return Refusal{RefusalCode::repair_open, order.number};
  Decision decision;
  decision.repair = order.number;
  if (!order.erased) erase_notes(order, command.staff, "request", decision);
  return decision;
}

}  // namespace menting::domain::rules
