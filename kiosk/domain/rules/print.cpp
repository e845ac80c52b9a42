#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const ReprintTicket& command, const Moment& moment) {
  const Ticket* ticket = branch.ticket_by_name(command.ticket, moment.day);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  if (!is_active(ticket->state)) return Refusal{RefusalCode::ticket_not_waiting, ticket_name(*ticket)};
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
