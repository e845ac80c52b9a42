#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const ChangeLane& command, const Moment& moment) {
  const auto found = ticket_here(branch, command.ticket, moment);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(found);
  if (command.lane == Lane::appointment) return RefusalCode::lane_not_offered;
  Decision decision;
  decision.ticket = ticket.id;
  if (ticket.lane == command.lane) return decision;
  const std::string reason = code_or_note(command.reason, "lane_reason", "other", decision);
  decision.facts.emplace_back(LaneChanged{ticket.id, command.staff, command.lane, reason});
  return decision;
}

}  // namespace menting::domain::rules
