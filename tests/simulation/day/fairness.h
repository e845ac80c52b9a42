#pragma once

#include <map>

#include "tests/simulation/day/ledger.h"

namespace menting::simulation {

/// What ARCHITECTURE promises of who is next, looked at from outside and before the call is in the ledger.
/// Exceptions that are decisions: who was passed on to one counter is in a line of that counter alone, first come first
/// served, whatever the services; and what a clerk chose by number is the clerk's.
class Fairness {
 public:
  /// Call-next at `counter` gave `called`.
  void next_called(const Ledger& ledger, int counter, const domain::TicketId& called, std::int64_t now_ms);
  /// A clerk called by number: it ends or keeps a run as well.
  void chosen(const Ledger& ledger, int counter, const domain::TicketId& called);
  /// Call-next at `counter` gave nobody.
  static void nobody(const Ledger& ledger, int counter);

 private:
  void count_runs(const Ledger& ledger, int counter, const Visit& called, bool by_right);

  std::map<int, int> counter_runs_;
  std::map<char, int> service_runs_;
};

}  // namespace menting::simulation
