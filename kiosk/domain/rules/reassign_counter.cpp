#include "kiosk/domain/rules/rules.h"

// A manager moves a counter to other services. Who is at it, or was passed on to it, stays.

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const ReassignCounter& command, const Moment&) {
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  const CounterPlan* planned = branch.plan().counter(command.counter);
  if (planned == nullptr) return Refusal{RefusalCode::counter_unknown, std::to_string(command.counter)};
  for (std::size_t at = 0; at < command.services.size(); ++at) {
    const std::string about(1, command.services[at]);
    if (branch.plan().service(command.services[at]) == nullptr) return Refusal{RefusalCode::service_unknown, about};
    if (command.services.find(about, at + 1) != std::string::npos) return Refusal{RefusalCode::service_twice, about};
  }
  const std::string configured(planned->services.begin(), planned->services.end());
  const std::string services = command.services == configured ? std::string() : command.services;
  Decision decision;
  decision.counter = command.counter;
  if (branch.counter(command.counter).services == services) return decision;
  decision.facts.emplace_back(CounterReassigned{command.counter, command.staff, services, "moved"});
  return decision;
}

}  // namespace menting::domain::rules
