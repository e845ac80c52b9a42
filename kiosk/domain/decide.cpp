#include "kiosk/domain/decide.h"

#include <algorithm>
#include <variant>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain {

namespace {

/// Of a fact that ends a visit or takes it up again.
struct Ending {
  TicketId ticket;
  AppointmentState state = AppointmentState::served;
};

struct EndingOf {
  std::optional<Ending> operator()(const VisitFinished& e) const {
    return Ending{e.ticket_id, AppointmentState::served};
  }
  std::optional<Ending> operator()(const NoShowMarked& e) const {
    return Ending{e.ticket_id, AppointmentState::no_show};
  }
  std::optional<Ending> operator()(const TicketCancelled& e) const {
    return Ending{e.ticket_id, AppointmentState::no_show};
  }
  std::optional<Ending> operator()(const TicketReturned& e) const {
    return Ending{e.ticket_id, AppointmentState::checked_in};
  }
  template <class Other>
  std::optional<Ending> operator()(const Other&) const {
    return std::nullopt;
  }
};

/// However a visit ends, its appointment comes to the same: headquarters need not know every ticket for that.
void settle_appointments(const Branch& branch, Decision& decision) {
  std::vector<Fact> settled;
  for (const Fact& fact : decision.facts) {
    const auto ending = std::visit(EndingOf{}, fact);
    const Ticket* ticket = ending ? branch.ticket(ending->ticket) : nullptr;
    if (ticket == nullptr || branch.appointment(ticket->appointment) == nullptr) continue;
    settled.emplace_back(AppointmentSettled{ticket->appointment, ending->state});
  }
  decision.facts.insert(decision.facts.end(), settled.begin(), settled.end());
}

}  // namespace

Result<Decision> decide(const Branch& branch, const Command& command, const Moment& moment) {
  auto decision = std::visit([&](const auto& verb) { return rules::decide(branch, verb, moment); }, command);
  if (decision) settle_appointments(branch, decision.value());
  return decision;
}

bool turned_by_jump(const Moment& seen, const Moment& moment) {
  if (seen.at_ms == 0) return false;
  const std::int64_t jump_ms = (moment.at_ms - seen.at_ms) - (moment.steady_ms - seen.steady_ms);
  const std::int64_t of_today_ms = (moment.minute_of_day + 1) * std::int64_t{60'000};
  // Without the jump it would be yesterday still; a clock that is merely put right now and then is none.
  return jump_ms > of_today_ms && jump_ms > 5 * std::int64_t{60'000};
}

bool has_leftovers(const Branch& branch, BusinessDay day) {
  const auto& active = branch.active();
  return !active.empty() && *active.begin() < ticket_id(day, 'A', 0);
}

bool has_missed_appointments(const Branch& branch, const Moment& moment) {
  const auto& all = branch.state().appointments;
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    return rules::is_missed(entry.second, branch.plan().appointments, moment);
  });
}

}  // namespace menting::domain
