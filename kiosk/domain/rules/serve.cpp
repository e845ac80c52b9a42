#include <algorithm>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const StartServing& command, const Moment&) {
  const auto at = ticket_at(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  if (ticket.state != TicketState::called) return Refusal{RefusalCode::ticket_not_called, ticket_name(ticket)};
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  decision.facts.emplace_back(ServingStarted{ticket.id, command.counter, command.staff});
  return decision;
}

Result<Decision> decide(const Branch& branch, const FinishServing& command, const Moment& moment) {
  const auto at = ticket_at(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  if (ticket.state != TicketState::serving) return Refusal{RefusalCode::ticket_not_serving, ticket_name(ticket)};
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  const std::string outcome = code_or_note(command.outcome, "outcome", "done", decision);
  const std::int64_t served_ms = std::max<std::int64_t>(0, moment.steady_ms - ticket.started_steady_ms);
  decision.facts.emplace_back(VisitFinished{ticket.id, command.counter, command.staff, outcome, served_ms});
  return decision;
}

}  // namespace menting::domain::rules
