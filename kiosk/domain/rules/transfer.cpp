#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

/// What stands in the way of waiting for this counter alone.
std::optional<Refusal> counter_obstacle(const Branch& branch, const TransferTicket& command) {
  const std::string about = std::to_string(command.to_counter);
  if (branch.plan().counter(command.to_counter) == nullptr) return Refusal{RefusalCode::counter_unknown, about};
  if (command.to_counter == command.counter) return Refusal{RefusalCode::transfer_to_itself, {}};
  // Nobody would ever call them there.
  if (branch.counter(command.to_counter).state == CounterState::closed) {
    return Refusal{RefusalCode::counter_unstaffed, about};
  }
  return std::nullopt;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const TransferTicket& command, const Moment& moment) {
  const auto at = ticket_to_pass_on(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  if (command.to_service) {
    const std::string about(1, *command.to_service);
    if (branch.plan().service(*command.to_service) == nullptr) return Refusal{RefusalCode::service_unknown, about};
    if (*command.to_service == ticket.service) return Refusal{RefusalCode::transfer_to_itself, {}};
    if (branch.closure(*command.to_service) != nullptr) return Refusal{RefusalCode::service_closed, about};
  } else if (const auto refusal = counter_obstacle(branch, command)) {
    return *refusal;
  }
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  decision.facts.emplace_back(
      TicketTransferred{ticket.id, command.counter, command.staff, command.to_service.value_or(ticket.service),
                        command.to_service ? 0 : command.to_counter, served_until(ticket, moment)});
  return decision;
}

}  // namespace menting::domain::rules
