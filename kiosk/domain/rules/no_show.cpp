#include "kiosk/domain/rules/rules.h"

// Not there when called, and back after all.

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const MarkNoShow& command, const Moment&) {
  const auto at = ticket_at(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  if (ticket.state != TicketState::called) return Refusal{RefusalCode::ticket_not_called, ticket_name(ticket)};
  const int missing = branch.plan().no_show_after_calls - ticket.calls;
  if (missing > 0) return Refusal{RefusalCode::no_show_too_early, std::to_string(missing)};
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  decision.facts.emplace_back(NoShowMarked{ticket.id, command.counter, command.staff});
  return decision;
}

Result<Decision> decide(const Branch& branch, const ReturnTicket& command, const Moment& moment) {
  const Ticket* ticket = branch.ticket_by_name(command.ticket, moment.day);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  const std::string name = ticket_name(*ticket);
  if (ticket->state != TicketState::no_show) return Refusal{RefusalCode::ticket_not_missed, name};
  // Its day is over, and with it everybody's place in the queue.
  if (ticket->day != moment.day) return Refusal{RefusalCode::visit_over, name};
  if (branch.plan().service(ticket->service) == nullptr) {
    return Refusal{RefusalCode::service_unknown, std::string(1, ticket->service)};
  }
  Decision decision;
  decision.ticket = ticket->id;
  // Half of its wait: neither the end of the queue for an old man who was slow, nor the front again and again.
  decision.facts.emplace_back(TicketReturned{ticket->id, command.staff, ticket->waited_ms / 2});
  return decision;
}

}  // namespace menting::domain::rules
