#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/kiosk/domain/hall.h"

namespace menting::tests {

/// One call, with who else could have been called there.
struct Call {
  domain::Ticket ticket;  ///< as it waited
  domain::Why why = domain::Why::none;
  domain::CounterNumber counter = 0;
  std::int64_t at_ms = 0;
  std::vector<domain::Ticket> others;  ///< everybody else this counter could have called
};

/// A hall in which customers, clerks and a manager do what they like, in virtual time; the same seed is the same day.
class RandomDay {
 public:
  struct Load {
    int arrivals_per_hour = 60;
    int service_s_max = 600;
    bool verbs = true;  ///< more than call, start and finish
  };

  RandomDay(unsigned seed, Load load);

  /// Half a minute: somebody comes, every counter does something, somebody is transferred, held, cancelled …
  void step();
  /// A new business day.
  void turn_day();

  Hall hall;
  std::vector<Call> calls;  ///< by the rule, or by a clerk's own choice

 private:
  int upto(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most + 1)); }
  bool chance(int percent) { return upto(99) < percent; }
  void arrive();
  void work(domain::CounterNumber counter, const domain::StaffId& staff);
  void work_with(const domain::Ticket& ticket, domain::CounterNumber counter, const domain::StaffId& staff);
  void call(const domain::Command& command, domain::CounterNumber counter);
  void meddle();
  void arrange();
  const domain::Ticket* any_ticket();

  std::mt19937 random_;
  Load load_;
  int codes_ = 0;
};

/// What the rule allows somebody of this ticket's service to wait.
std::int64_t longest_wait_ms(const domain::Plan& plan, const domain::Ticket& ticket);

}  // namespace menting::tests
