#include <algorithm>

#include "kiosk/domain/rules/repair_rules.h"

// What happens to the branch as a whole: a start of the program, a new business day.

namespace menting::domain::rules {
namespace {

constexpr std::int64_t hour_ms = 60 * 60 * std::int64_t{1000};
constexpr std::int64_t session_ms_max = 12 * hour_ms;
/// Nobody waits and nobody is served for so long: what is older was left behind.
constexpr std::int64_t left_behind_ms = 4 * hour_ms;

/// Whether a ticket is over with the day: of an earlier one, or of one that a wrong clock had begun too early.
bool ends_with_day(const Ticket& ticket, const TurnDay& command, const Moment& moment) {
  const bool left_behind = moment.steady_ms - ticket.taken_steady_ms > left_behind_ms;
  if (ticket.day >= moment.day && !(command.night && left_behind)) return false;
  // Who is at a counter over midnight is served to the end.
  if (ticket.state == TicketState::serving) return moment.steady_ms - ticket.started_steady_ms > left_behind_ms;
  return command.night || left_behind;
}

/// A counter, or its clerk, that configuration took away: its customer goes back to the queue, a service is finished.
void release_counter(const Branch& branch, const Counter& counter, const std::string& reason, const Moment& moment,
                     Decision& decision) {
  if (const Ticket* ticket = branch.ticket(counter.ticket)) {
    if (ticket->state == TicketState::serving) {
      decision.facts.push_back(finished(branch, *ticket, counter.number, counter.staff, "other", moment));
    } else {
      decision.facts.push_back(back_to_queue(branch, *ticket, counter.number, counter.staff, reason));
    }
  }
  close_counter(branch, counter.number, counter.staff, reason, decision);
}

/// What a manager arranged for the day ends: with the day, or where configuration took a service away.
void end_arrangements(const Branch& branch, bool day_ends, Decision& decision) {
  const Plan& plan = branch.plan();
  for (const auto& [letter, closure] : branch.state().closed_services) {
    if (day_ends) {
      decision.facts.emplace_back(ServiceReopened{letter, {}, "day_end"});
    } else if (plan.service(letter) == nullptr) {
      decision.facts.emplace_back(ServiceReopened{letter, {}, "service_removed"});
    }
  }
  for (const auto& [number, counter] : branch.state().counters) {
    if (counter.services.empty()) continue;
    const bool is_offered = plan.counter(number) != nullptr &&
                            std::all_of(counter.services.begin(), counter.services.end(),
                                        [&](ServiceLetter letter) { return plan.service(letter) != nullptr; });
    if (!day_ends && is_offered) continue;
    decision.facts.emplace_back(CounterReassigned{number, {}, {}, day_ends ? "day_end" : "service_removed"});
  }
}

}  // namespace

Result<Decision> decide(const Branch& /*branch*/, const RefuseConfig& command, const Moment& /*moment*/) {
  Decision decision;
  decision.facts.emplace_back(ConfigRefused{command.version, command.fault_count, command.faults});
  return decision;
}

Result<Decision> decide(const Branch& branch, const StartBranch& command, const Moment& moment) {
  Decision decision;
  decision.facts.emplace_back(BranchStarted{command.version, branch.plan().timezone});
  for (const RepairNumber& number : command.owed_erasures) {
    const RepairOrder* order = branch.repair(number);
    if (order != nullptr && !order->erased) erase_notes(*order, {}, "restored", decision);
  }
  if (command.config_digest == branch.state().config_digest) return decision;
  decision.facts.emplace_back(ConfigApplied{command.config_digest, command.config_version});
  for (const auto& [number, counter] : branch.state().counters) {
    if (counter.state == CounterState::closed) continue;
    if (branch.plan().counter(number) == nullptr) {
      release_counter(branch, counter, "counter_removed", moment, decision);
    } else if (branch.plan().person(counter.staff) == nullptr) {
      release_counter(branch, counter, "staff_removed", moment, decision);
    }
  }
  for (const TicketId& id : branch.active()) {
    const Ticket& ticket = *branch.ticket(id);
    const bool expects_it = ticket.state == TicketState::waiting || ticket.state == TicketState::held;
    if (expects_it && branch.plan().service(ticket.service) == nullptr) {
      decision.facts.emplace_back(TicketCancelled{id, 0, {}, "service_removed"});
    }
  }
  end_arrangements(branch, false, decision);
  return decision;
}

Result<Decision> decide(const Branch& branch, const TurnDay& command, const Moment& moment) {
  Decision decision;
  std::vector<CounterNumber> freed;
  for (const TicketId& id : branch.active()) {
    const Ticket& ticket = *branch.ticket(id);
    if (!ends_with_day(ticket, command, moment)) continue;
    const CounterNumber at = counter_holding(branch, id);
    if (at != 0) freed.push_back(at);
    decision.facts.emplace_back(TicketCancelled{id, at, {}, "day_end"});
  }
  for (const auto& [number, call] : branch.state().assistance) {
    if (call.day >= moment.day || !command.night) continue;
    const std::int64_t waited_ms = std::max<std::int64_t>(0, moment.steady_ms - call.steady_ms);
    decision.facts.emplace_back(AssistanceAnswered{number, {}, "day_end", waited_ms});
  }
  const bool all_day = branch.plan().opens_minute == 0 && branch.plan().closes_minute >= 24 * 60;
  for (const auto& [number, counter] : branch.state().counters) {
    const bool free = counter.ticket.empty() || std::find(freed.begin(), freed.end(), number) != freed.end();
    if (all_day || !command.night || counter.state == CounterState::closed || !free) continue;
    for (const Ticket* sent : branch.index().sent_to(number)) {
      if (!ends_with_day(*sent, command, moment)) {
        decision.facts.emplace_back(TicketResumed{sent->id, 0, counter.staff, "counter_closed"});
      }
    }
    decision.facts.emplace_back(CounterClosed{number, counter.staff, "day_end"});
  }
  if (command.night) end_arrangements(branch, true, decision);
  for (const RepairNumber& number : due_for_erasure(branch, moment.day)) {
    erase_notes(*branch.repair(number), {}, "retention", decision);
  }
  for (const auto& [hash, session] : branch.sessions()) {
    if (moment.steady_ms - session.since_steady_ms > session_ms_max) decision.sessions_closed.push_back(hash);
  }
  return decision;
}

Fact back_to_queue(const Branch& branch, const Ticket& ticket, CounterNumber counter, const StaffId& staff,
                   const std::string& reason) {
  if (branch.plan().service(ticket.service) == nullptr) {
    return TicketCancelled{ticket.id, counter, {}, "service_removed"};
  }
  return TicketResumed{ticket.id, counter, staff, reason};
}

}  // namespace menting::domain::rules
