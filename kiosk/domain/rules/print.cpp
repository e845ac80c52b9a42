#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const ReprintTicket& command, const Moment& moment) {
  const auto found = ticket_here(branch, command.ticket, moment);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const auto* ticket = std::get<const Ticket*>(found);
  Decision decision;
  decision.ticket = ticket->id;
  // A slip that is still to come needs no second one.
  if (ticket->print != PrintState::pending) {
    decision.facts.emplace_back(TicketReprintAsked{ticket->id, command.staff});
  }
  return decision;
}

Result<Decision> decide(const Branch& branch, const RecordPrinted& command, const Moment&) {
  const Ticket* ticket = branch.ticket(command.ticket);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  if (ticket->print != PrintState::pending) return Refusal{RefusalCode::print_not_pending, ticket_name(*ticket)};
  Decision decision;
  decision.ticket = ticket->id;
  decision.facts.emplace_back(TicketPrinted{ticket->id, ticket->print_copies});
  return decision;
}

Result<Decision> decide(const Branch& branch, const RecordPrintFailed& command, const Moment&) {
  const Ticket* ticket = branch.ticket(command.ticket);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  if (ticket->print != PrintState::pending) return Refusal{RefusalCode::print_not_pending, ticket_name(*ticket)};
  Decision decision;
  decision.ticket = ticket->id;
  decision.facts.emplace_back(PrintFailed{ticket->id, command.reason});
  return decision;
}

}  // namespace menting::domain::rules
