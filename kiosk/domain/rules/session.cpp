#include <algorithm>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const SignIn& command, const Moment& moment) {
  if (branch.plan().person(command.staff) == nullptr) return Refusal{RefusalCode::staff_unknown, command.staff};
  Decision decision;
  decision.session_opened = Session{command.token_hash, command.staff, moment.at_ms, moment.steady_ms};
  decision.facts.emplace_back(StaffSignedIn{command.staff});
  return decision;
}

Result<Decision> decide(const Branch& branch, const SignOut& command, const Moment&) {
  Decision decision;
  const auto& sessions = branch.sessions();
  // Two that sweep the same old session: it ends once.
  if (sessions.count(command.token_hash) == 0) return decision;
  decision.sessions_closed.push_back(command.token_hash);
  decision.facts.emplace_back(StaffSignedOut{command.staff});
  const bool elsewhere = std::any_of(sessions.begin(), sessions.end(), [&](const auto& entry) {
    return entry.second.staff == command.staff && entry.first != command.token_hash;
  });
  // Who leaves for good leaves no counter open behind; one with a customer at it stays for the clerk's return.
  const CounterNumber number = branch.counter_of(command.staff);
  if (!elsewhere && number != 0 && branch.counter(number).ticket.empty()) {
    close_counter(branch, number, command.staff, "signed_out", decision);
  }
  return decision;
}

}  // namespace menting::domain::rules
