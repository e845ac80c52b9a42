#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "kiosk/domain/repair_order.h"

namespace menting::domain {

/// What the orders of one brand, model, fault … come to.
struct RepairTally {
  int opened = 0;
  int warranty = 0;
  int ended = 0;  ///< handed over, returned or abandoned by now
  int handed_over = 0;
  int returned_unrepaired = 0;
  int abandoned = 0;
  int came_back = 0;      ///< this order is a return: the same device and fault within 30 days of a hand-over
  int promises = 0;       ///< that can be judged: ready, or overdue by now
  int promises_kept = 0;  ///< ready by the day promised last
  int first_promises_kept = 0;
  std::int64_t due_minor = 0;  ///< quoted, approved and handed over
  int age_known = 0;
  std::int64_t age_months_sum = 0;
};

/// How long orders stayed in a state, as far as they have left it.
struct StateTime {
  int count = 0;
  std::int64_t sum_ms = 0;
  std::int64_t max_ms = 0;
};

struct RepairFigures {
  RepairTally totals;
  std::map<std::string, RepairTally> by_brand;
  std::map<std::pair<std::string, std::string>, RepairTally> by_model;  ///< brand and model
  std::map<std::string, RepairTally> by_fault;                          ///< an order with two faults counts for both
  std::map<std::string, RepairTally> by_kind;
  /// By months since it was bought: "0-5", "6-11", "12-23", "24-", "unknown".
  std::map<std::string, RepairTally> by_age;
  /// What breaks of what: brand, model and fault.
  std::map<std::tuple<std::string, std::string, std::string>, RepairTally> by_cause;
  std::array<StateTime, repair_states> times;
  StateTime until_ready;  ///< from the hand-in to the last time that it was ready
};

/// Of the orders opened from `from` to `to`, both included, as they stand on `today`.
RepairFigures repair_figures(const std::vector<RepairOrder>& orders, BusinessDay from, BusinessDay to,
                             BusinessDay today);

}  // namespace menting::domain
