#include "kiosk/domain/repair_alerts.h"

#include <algorithm>
#include <tuple>

#include "kiosk/domain/name_table.h"
#include "kiosk/domain/promise.h"

namespace menting::domain {
namespace {

constexpr std::int64_t hour_ms = 60 * 60 * std::int64_t{1000};

constexpr Names<RepairTrouble, 4> troubles{{{RepairTrouble::repair_overdue, "repair_overdue"},
                                            {RepairTrouble::repair_due, "repair_due"},
                                            {RepairTrouble::repair_stuck, "repair_stuck"},
                                            {RepairTrouble::loaner_overdue, "loaner_overdue"}}};

}  // namespace

std::vector<RepairTrouble> troubles_of(const RepairPlan& plan, const RepairOrder& order, const Loaner* loaner,
                                       const Moment& moment) {
  std::vector<RepairTrouble> found;
  const bool near = order.promised_day == moment.day ||
                    (order.day != moment.day && order.promised_day <= add_workdays(plan, moment.day, 1));
  if (is_unfinished(order.state) && order.promised_day < moment.day) {
    found.push_back(RepairTrouble::repair_overdue);
  } else if (is_unfinished(order.state) && near) {
    found.push_back(RepairTrouble::repair_due);
  }
  const int hours = plan.stuck_after_hours(order.state);
  if (is_open(order.state) && hours > 0 && moment.steady_ms - order.since_steady_ms > hours * hour_ms) {
    found.push_back(RepairTrouble::repair_stuck);
  }
  const bool out = loaner != nullptr && loaner->state == LoanerState::lent && loaner->repair == order.number;
  if (out && loaner->due_day < moment.day) found.push_back(RepairTrouble::loaner_overdue);
  return found;
}

std::vector<RepairAlert> repair_alerts(const Branch& branch, const Moment& moment) {
  const RepairPlan& plan = branch.plan().repairs;
  std::vector<RepairAlert> alerts;
  for (const RepairNumber& number : branch.repairs().open()) {
    const RepairOrder& order = *branch.repair(number);
    for (const RepairTrouble trouble : troubles_of(plan, order, nullptr, moment)) {
      alerts.push_back({trouble, number, {}, order.state, order.promised_day, order.since_ms});
    }
  }
  for (const auto& [number, loaner] : branch.state().repairs.loaners) {
    if (loaner.state != LoanerState::lent || loaner.due_day >= moment.day) continue;
    const RepairOrder* order = branch.repair(loaner.repair);
    const RepairState state = order == nullptr ? RepairState::handed_over : order->state;
    alerts.push_back(
        {RepairTrouble::loaner_overdue, loaner.repair, loaner.label, state, loaner.due_day, loaner.since_ms});
  }
  std::sort(alerts.begin(), alerts.end(), [](const RepairAlert& a, const RepairAlert& b) {
    return std::tie(a.trouble, a.day, a.repair) < std::tie(b.trouble, b.day, b.repair);
  });
  return alerts;
}

std::string_view to_string(RepairTrouble trouble) {
  return name_of(troubles, trouble);
}

}  // namespace menting::domain
