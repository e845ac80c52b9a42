#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const AddService& command, const Moment& moment) {
  const auto found = ticket_here(branch, command.ticket, moment);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(found);
  const std::string about(1, command.service);
  if (branch.plan().service(command.service) == nullptr) return Refusal{RefusalCode::service_unknown, about};
  if (ticket.service == command.service || ticket.added.find(command.service) != std::string::npos) {
    return Refusal{RefusalCode::service_added_already, about};
  }
  if (branch.closure(command.service) != nullptr) return Refusal{RefusalCode::service_closed, about};
  Decision decision;
  decision.ticket = ticket.id;
  decision.facts.emplace_back(ServiceAdded{ticket.id, command.staff, command.service});
  return decision;
}

}  // namespace menting::domain::rules
