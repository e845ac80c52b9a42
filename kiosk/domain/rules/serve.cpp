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
  decision.facts.push_back(finished(branch, ticket, command.counter, command.staff, outcome, moment));
  return decision;
}

std::int64_t served_until(const Ticket& ticket, const Moment& moment) {
  if (ticket.state != TicketState::serving) return 0;
  return std::max<std::int64_t>(0, moment.steady_ms - ticket.started_steady_ms);
}

Fact finished(const Branch& branch, const Ticket& ticket, CounterNumber counter, const StaffId& staff,
              const std::string& outcome, const Moment& moment) {
  const std::int64_t served_ms = served_until(ticket, moment);
  // One that configuration took away meanwhile cannot be had any more.
  const auto next = std::find_if(ticket.added.begin(), ticket.added.end(),
                                 [&](ServiceLetter letter) { return branch.plan().service(letter) != nullptr; });
  if (next == ticket.added.end()) return VisitFinished{ticket.id, counter, staff, outcome, served_ms};
  return ServingFinished{ticket.id, counter, staff, outcome, served_ms, *next};
}

}  // namespace menting::domain::rules
