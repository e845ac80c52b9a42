#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "kiosk/domain/plan.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// What one counter draws from, as values: whoever has a picture of the branch can ask, not the branch alone.
struct Pool {
  CounterNumber counter = 0;
  std::vector<ServiceLetter> services;        ///< the counter's, preferred first
  int counter_run = 0;                        ///< priority calls in a row at the counter
  std::map<ServiceLetter, int> service_runs;  ///< and of each service
  std::vector<const Ticket*> waiting;         ///< everybody who waits, in any order; who is not for it is left out
};

/// A ticket in its turn, and why then.
struct InTurn {
  const Ticket* ticket = nullptr;
  Why why = Why::none;
  bool operator==(const InTurn&) const = default;
};

/// The order in which this counter would call them by the queue's rule, if it called all of them at `now_ms` (steady)
/// and nobody else came or called. The first is whom choose_next chooses.
std::vector<InTurn> calling_order(const Plan& plan, const Pool& pool, std::int64_t now_ms);

}  // namespace menting::domain
