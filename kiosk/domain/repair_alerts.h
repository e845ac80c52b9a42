#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/branch.h"

namespace menting::domain {

enum class RepairTrouble {
  repair_overdue,  ///< promised for a day that is over
  repair_due,      ///< promised for today, or for the next workday and not handed in just today; and not ready
  repair_stuck,    ///< no step for longer than its state should take
  loaner_overdue,  ///< the customer should have brought it back
};

/// What a manager should know of before a customer complains. Names no customer.
struct RepairAlert {
  RepairTrouble trouble = RepairTrouble::repair_due;
  RepairNumber repair;
  std::string loaner;  ///< its label; of loaner_overdue
  RepairState state = RepairState::handed_in;
  BusinessDay day;            ///< promised, or the loaner's due day
  std::int64_t since_ms = 0;  ///< in this state, or lent
  bool operator==(const RepairAlert&) const = default;
};

/// What is the matter with one order. `loaner`: that its customer has; null: none.
std::vector<RepairTrouble> troubles_of(const RepairPlan& plan, const RepairOrder& order, const Loaner* loaner,
                                       const Moment& moment);
/// The worst first, then the oldest.
std::vector<RepairAlert> repair_alerts(const Branch& branch, const Moment& moment);

std::string_view to_string(RepairTrouble trouble);

}  // namespace menting::domain
