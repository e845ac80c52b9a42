#include "kiosk/domain/promise.h"

#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/repair_catalogue.h"

namespace menting::domain {
namespace {

constexpr int days_looked_at = 366;  ///< a plan without any workday must not hang

int default_stuck_hours(RepairState state) {
  switch (state) {
    case RepairState::handed_in:
      return 4;
    case RepairState::received:
    case RepairState::diagnosing:
    case RepairState::approved:
    case RepairState::tested:
      return 24;
    case RepairState::repairing:
      return 48;
    case RepairState::quoted:
    case RepairState::declined:
      return 72;
    case RepairState::waiting_for_parts:
      return 120;
    case RepairState::ready:
      return 168;
    case RepairState::at_repair_centre:
      return 240;
    case RepairState::handed_over:
    case RepairState::returned_unrepaired:
    case RepairState::abandoned:
      return 0;
  }
  return 0;
}

}  // namespace

int RepairPlan::days_for(const std::string& fault) const {
  const auto found = fault_days.find(fault);
  return found == fault_days.end() ? promise_days : found->second;
}

int RepairPlan::warranty_for(const std::string& kind) const {
  const auto found = warranty_months.find(kind);
  if (found != warranty_months.end()) return found->second;
  const DeviceKind* known = device_kind(kind);
  return known == nullptr ? 0 : known->warranty_months;
}

int RepairPlan::stuck_after_hours(RepairState state) const {
  const auto found = stuck_hours.find(state);
  return found == stuck_hours.end() ? default_stuck_hours(state) : found->second;
}

bool is_workday(const RepairPlan& plan, BusinessDay day) {
  return !plan.rest_weekdays.contains(weekday(day)) && !plan.rest_days.contains(day);
}

BusinessDay add_workdays(const RepairPlan& plan, BusinessDay day, int count) {
  if (count <= 0 && is_workday(plan, day)) return day;
  int left = std::max(1, count);
  for (int looked = 0; looked < days_looked_at && left > 0; ++looked) {
    day = add_days(day, 1);
    if (is_workday(plan, day)) --left;
  }
  return day;
}

int days_to_abandon(const RepairPlan& plan, const RepairOrder& order, std::int64_t steady_ms) {
  if (order.state == RepairState::handed_in) return 0;
  constexpr std::int64_t day_ms = 24 * 60 * 60 * std::int64_t{1000};
  const std::int64_t left_ms = plan.abandon_after_days * day_ms - (steady_ms - order.since_steady_ms);
  return left_ms <= 0 ? 0 : static_cast<int>((left_ms + day_ms - 1) / day_ms);
}

bool is_unfinished(RepairState state) {
  return is_open(state) && state != RepairState::ready;
}

BusinessDay promise_for(const Branch& branch, const std::vector<std::string>& faults, BusinessDay today) {
  const RepairPlan& plan = branch.plan().repairs;
  int days = faults.empty() ? plan.promise_days : 0;
  for (const std::string& fault : faults) days = std::max(days, plan.days_for(fault));
  const auto technicians = std::count_if(branch.plan().staff.begin(), branch.plan().staff.end(),
                                         [](const StaffPlan& person) { return has_role(person, Role::technician); });
  // What is at a repair centre is nobody's work here.
  const int queued = branch.repairs().unfinished() - branch.repairs().count(RepairState::at_repair_centre);
  const int daily = std::max(1, static_cast<int>(technicians)) * std::max(1, plan.technician_daily);
  return add_workdays(plan, today, days + queued / daily);
}

}  // namespace menting::domain
