#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const CancelTicket& command, const Moment& moment) {
  const auto found = ticket_here(branch, command.ticket, moment);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(found);
  const CounterNumber at = counter_holding(branch, ticket.id);
  if (at != 0) {
    // A visit that was served is finished, not cancelled; one that was called belongs to who called it.
    const bool own = branch.counter(at).staff == command.staff || is_manager(branch, command.staff);
    if (ticket.state == TicketState::serving || !own) {
      return Refusal{RefusalCode::ticket_at_counter, ticket_name(ticket)};
    }
  }
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = at;
  const std::string reason = code_or_note(command.reason, "cancel_reason", "customer_left", decision);
  decision.facts.emplace_back(TicketCancelled{ticket.id, at, command.staff, reason});
  return decision;
}

}  // namespace menting::domain::rules
