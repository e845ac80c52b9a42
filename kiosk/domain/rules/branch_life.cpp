#include <algorithm>

#include "kiosk/domain/rules/rules.h"

// What happens to the branch as a whole: a start of the program, a new business day.

namespace menting::domain::rules {
namespace {

constexpr std::int64_t session_ms_max = 12 * 60 * 60 * std::int64_t{1000};

CounterNumber counter_holding(const Branch& branch, const TicketId& id) {
  for (const auto& [number, counter] : branch.state().counters) {
    if (counter.ticket == id) return number;
  }
  return 0;
}

/// A counter, or its clerk, that configuration took away: its customer goes back to the queue, a service is finished.
void release_counter(const Branch& branch, const Counter& counter, const std::string& reason, const Moment& moment,
                     Decision& decision) {
  if (const Ticket* ticket = branch.ticket(counter.ticket)) {
    if (ticket->state == TicketState::serving) {
      const std::int64_t served_ms = std::max<std::int64_t>(0, moment.steady_ms - ticket->started_steady_ms);
      decision.facts.emplace_back(VisitFinished{ticket->id, counter.number, counter.staff, "other", served_ms});
    } else if (branch.plan().service(ticket->service) == nullptr) {
      decision.facts.emplace_back(TicketCancelled{ticket->id, counter.number, {}, "service_removed"});
    } else {
      decision.facts.emplace_back(TicketResumed{ticket->id, counter.number, counter.staff, reason});
    }
  }
  decision.facts.emplace_back(CounterClosed{counter.number, counter.staff, reason});
}

}  // namespace

Result<Decision> decide(const Branch& branch, const StartBranch& command, const Moment& moment) {
  Decision decision;
  decision.facts.emplace_back(BranchStarted{command.version});
  if (command.config_digest == branch.state().config_digest) return decision;
  decision.facts.emplace_back(ConfigApplied{command.config_digest});
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
    if (ticket.state == TicketState::waiting && branch.plan().service(ticket.service) == nullptr) {
      decision.facts.emplace_back(TicketCancelled{id, 0, {}, "service_removed"});
    }
  }
  return decision;
}

Result<Decision> decide(const Branch& branch, const TurnDay&, const Moment& moment) {
  Decision decision;
  std::vector<CounterNumber> freed;
  for (const TicketId& id : branch.active()) {
    const Ticket& ticket = *branch.ticket(id);
    if (ticket.day >= moment.day) continue;
    // Who is at a counter over midnight is served to the end.
    if (ticket.state == TicketState::serving) continue;
    const CounterNumber at = counter_holding(branch, id);
    if (at != 0) freed.push_back(at);
    decision.facts.emplace_back(TicketCancelled{id, at, {}, "day_end"});
  }
  for (const auto& [number, call] : branch.state().assistance) {
    if (call.day >= moment.day) continue;
    const std::int64_t waited_ms = std::max<std::int64_t>(0, moment.steady_ms - call.steady_ms);
    decision.facts.emplace_back(AssistanceAnswered{number, {}, "day_end", waited_ms});
  }
  const bool all_day = branch.plan().opens_minute == 0 && branch.plan().closes_minute >= 24 * 60;
  for (const auto& [number, counter] : branch.state().counters) {
    const bool free = counter.ticket.empty() || std::find(freed.begin(), freed.end(), number) != freed.end();
    if (!all_day && counter.state != CounterState::closed && free) {
      decision.facts.emplace_back(CounterClosed{number, counter.staff, "day_end"});
    }
  }
  for (const auto& [hash, session] : branch.sessions()) {
    if (moment.steady_ms - session.since_steady_ms > session_ms_max) decision.sessions_closed.push_back(hash);
  }
  return decision;
}

}  // namespace menting::domain::rules
