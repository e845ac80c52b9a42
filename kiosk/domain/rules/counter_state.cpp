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

Result<Decision> decide(const Branch& branch, const CloseCounter& command, const Moment& moment) {
  const auto at = counter_of_clerk(branch, command.counter, command.staff);
  const auto* refusal = std::get_if<Refusal>(&at);
  // A manager may close what a clerk left open, and whoever is at it is not lost.
  const bool helps_out =
      refusal != nullptr && refusal->code == RefusalCode::counter_open_elsewhere && is_manager(branch, command.staff);
  if (refusal != nullptr && !helps_out) return *refusal;
  const Counter counter = branch.counter(command.counter);
  if (!counter.ticket.empty() && !helps_out) return busy_with(branch, counter);
  Decision decision;
  decision.counter = command.counter;
  if (const Ticket* ticket = branch.ticket(counter.ticket)) {
    if (ticket->state == TicketState::serving) {
      decision.facts.emplace_back(
          TicketHeld{ticket->id, command.counter, command.staff, "counter_closed", served_until(*ticket, moment)});
    } else {
      decision.facts.push_back(back_to_queue(branch, *ticket, command.counter, command.staff, "counter_closed"));
    }
  }
  close_counter(branch, command.counter, command.staff, "closed", decision);
  return decision;
}

void close_counter(const Branch& branch, CounterNumber counter, const StaffId& staff, const std::string& reason,
                   Decision& decision) {
  for (const Ticket* ticket : branch.index().sent_to(counter)) {
    decision.facts.emplace_back(TicketResumed{ticket->id, 0, staff, "counter_closed"});
  }
  decision.facts.emplace_back(CounterClosed{counter, staff, reason});
}

}  // namespace menting::domain::rules
