#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const OpenCounter& command, const Moment&) {
  const std::string about = std::to_string(command.counter);
  if (branch.plan().counter(command.counter) == nullptr) return Refusal{RefusalCode::counter_unknown, about};
  if (branch.plan().person(command.staff) == nullptr) return Refusal{RefusalCode::staff_unknown, command.staff};
  const Counter counter = branch.counter(command.counter);
  if (counter.state != CounterState::closed && counter.staff != command.staff) {
    return Refusal{RefusalCode::counter_open_elsewhere, about};
  }
  const CounterNumber other = branch.counter_of(command.staff);
  if (other != 0 && other != command.counter) {
    return Refusal{RefusalCode::clerk_at_other_counter, std::to_string(other)};
  }
  Decision decision;
  decision.counter = command.counter;
  // Opening an open counter again is what a page does that lost the first answer: it stays as it is.
  if (counter.state != CounterState::open) decision.facts.emplace_back(CounterOpened{command.counter, command.staff});
  return decision;
}

Result<Decision> decide(const Branch& branch, const PauseCounter& command, const Moment&) {
  const auto at = counter_of_clerk(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  if (!std::get<Counter>(at).ticket.empty()) return busy_with(branch, std::get<Counter>(at));
  Decision decision;
  decision.counter = command.counter;
  const std::string reason = code_or_note(command.reason, "pause_reason", "break", decision);
  decision.facts.emplace_back(CounterPaused{command.counter, command.staff, reason});
  return decision;
}

Result<Decision> decide(const Branch& branch, const CloseCounter& command, const Moment&) {
  const auto at = counter_of_clerk(branch, command.counter, command.staff);
  Counter counter;
  if (const auto* refusal = std::get_if<Refusal>(&at)) {
    // A manager may close what a clerk left open.
    const StaffPlan* person = branch.plan().person(command.staff);
    const bool may =
        refusal->code == RefusalCode::counter_open_elsewhere && person != nullptr && has_role(*person, Role::manager);
    if (!may) return *refusal;
    counter = branch.counter(command.counter);
  } else {
    counter = std::get<Counter>(at);
  }
  if (!counter.ticket.empty()) return busy_with(branch, counter);
  Decision decision;
  decision.counter = command.counter;
  decision.facts.emplace_back(CounterClosed{command.counter, command.staff, "closed"});
  return decision;
}

}  // namespace menting::domain::rules
