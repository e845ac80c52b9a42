#include "kiosk/domain/rules/rules.h"

// Away from the counter for a while, and back in the queue.

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const HoldTicket& command, const Moment& moment) {
  const auto at = ticket_to_pass_on(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  const std::string reason = code_or_note(command.reason, "hold_reason", "other", decision);
  decision.facts.emplace_back(
      TicketHeld{ticket.id, command.counter, command.staff, reason, served_until(ticket, moment)});
  return decision;
}

Result<Decision> decide(const Branch& branch, const ResumeTicket& command, const Moment& moment) {
  const Ticket* ticket = branch.ticket_by_name(command.ticket, moment.day);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  if (ticket->state != TicketState::held) return Refusal{RefusalCode::ticket_not_held, ticket_name(*ticket)};
  if (branch.plan().service(ticket->service) == nullptr) {
    return Refusal{RefusalCode::service_unknown, std::string(1, ticket->service)};
  }
  Decision decision;
  decision.ticket = ticket->id;
  decision.facts.emplace_back(TicketResumed{ticket->id, 0, command.staff, "resumed"});
  return decision;
}

}  // namespace menting::domain::rules
