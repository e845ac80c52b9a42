#include "kiosk/domain/decide.h"

#include <variant>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain {

Result<Decision> decide(const Branch& branch, const Command& command, const Moment& moment) {
  return std::visit([&](const auto& verb) { return rules::decide(branch, verb, moment); }, command);
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

}  // namespace menting::domain
