#include "kiosk/domain/repair_figures.h"

#include <algorithm>
#include <utility>

namespace menting::domain {
namespace {

void add(StateTime& time, std::int64_t ms) {
  ++time.count;
  time.sum_ms += ms;
  time.max_ms = std::max(time.max_ms, ms);
}

void add(RepairTally& tally, const RepairOrder& order, BusinessDay today) {
  ++tally.opened;
  tally.warranty += order.warranty ? 1 : 0;
  tally.ended += is_open(order.state) ? 0 : 1;
  tally.handed_over += order.state == RepairState::handed_over ? 1 : 0;
  tally.returned_unrepaired += order.state == RepairState::returned_unrepaired ? 1 : 0;
  tally.abandoned += order.state == RepairState::abandoned ? 1 : 0;
  tally.came_back += order.return_of.empty() ? 0 : 1;
  if (order.state == RepairState::handed_over) tally.due_minor += order.due_minor();
  if (order.device.age_months >= 0) {
    ++tally.age_known;
    tally.age_months_sum += order.device.age_months;
  }
  const bool was_ready = order.ready_day.yyyymmdd != 0;
  const bool judged = was_ready || (is_open(order.state) && order.promised_day < today);
  if (!judged) return;
  ++tally.promises;
  tally.promises_kept += was_ready && order.ready_day <= order.promised_day ? 1 : 0;
  tally.first_promises_kept += was_ready && order.ready_day <= order.first_promised_day ? 1 : 0;
}

const char* age_group(int months) {
  if (months < 0) return "unknown";
  if (months < 6) return "0-5";
  if (months < 12) return "6-11";
  return months < 24 ? "12-23" : "24-";
}

void add_times(RepairFigures& figures, const RepairOrder& order) {
  std::int64_t ready_after_ms = -1;
  std::int64_t passed_ms = 0;
  for (const RepairMove& move : order.moves) {
    add(figures.times[static_cast<std::size_t>(move.from)], move.in_state_ms);
    passed_ms += move.in_state_ms;
    if (move.to == RepairState::ready) ready_after_ms = passed_ms;
  }
  if (ready_after_ms >= 0) add(figures.until_ready, ready_after_ms);
}

}  // namespace

RepairFigures repair_figures(const std::vector<RepairOrder>& orders, BusinessDay from, BusinessDay to,
                             BusinessDay today) {
  RepairFigures figures;
  for (const RepairOrder& order : orders) {
    if (order.day < from || order.day > to) continue;
    add(figures.totals, order, today);
    add(figures.by_brand[order.device.brand], order, today);
    add(figures.by_model[{order.device.brand, order.device.model}], order, today);
    add(figures.by_kind[order.device.kind], order, today);
    add(figures.by_age[age_group(order.device.age_months)], order, today);
    for (const std::string& fault : order.faults) {
      add(figures.by_fault[fault], order, today);
      add(figures.by_cause[{order.device.brand, order.device.model, fault}], order, today);
    }
    add_times(figures, order);
  }
  return figures;
}

}  // namespace menting::domain
