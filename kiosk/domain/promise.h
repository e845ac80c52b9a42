#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/domain/branch.h"

namespace menting::domain {

/// A day on which the branch repairs.
bool is_workday(const RepairPlan& plan, BusinessDay day);
/// The `count`-th workday after `day`; 0: the day itself, or the next workday when it is none.
BusinessDay add_workdays(const RepairPlan& plan, BusinessDay day, int count);
/// When a device handed in on `today` can be fetched: the longest of its faults, behind those that wait already.
BusinessDay promise_for(const Branch& branch, const std::vector<std::string>& faults, BusinessDay today);
/// Days until an order that stays as it is may be given up; 0: now. One whose device never was here waits for none.
int days_to_abandon(const RepairPlan& plan, const RepairOrder& order, std::int64_t steady_ms);
/// Still to be worked on before it can be fetched.
bool is_unfinished(RepairState state);

}  // namespace menting::domain
