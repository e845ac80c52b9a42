#include "tests/support/branch_fixture.h"

#include <ctime>

namespace menting::tests {

using namespace domain;

namespace {

std::tm parts_of(std::int64_t at_ms) {
  const std::time_t local = static_cast<std::time_t>(at_ms / 1000 + 8 * 3600);
  std::tm parts{};
  gmtime_r(&local, &parts);
  return parts;
}

}  // namespace

Plan demo_plan() {
  Plan plan;
  plan.branch_id = "BJ-0001";
  plan.name = {{"zh-CN", "西单营业厅"}, {"en", "Xidan Hall"}};
  plan.tier = "flagship";
  plan.services = {
      {'A', {{"zh-CN", "新业务办理"}, {"en", "New business"}}, ServiceGroup::new_business, 15, 1, 999},
      {'B', {{"zh-CN", "业务咨询"}, {"en", "Enquiries"}}, ServiceGroup::enquiry, 10, 1, 999},
      {'C', {{"zh-CN", "售后服务"}, {"en", "After-sales"}}, ServiceGroup::after_sales, 15, 1, 999},
      {'D', {{"zh-CN", "投诉建议"}, {"en", "Complaints"}}, ServiceGroup::complaint, 5, 1, 999},
  };
  plan.counters = {{1, {'A', 'B'}}, {2, {'A', 'B'}}, {3, {'B', 'C'}}, {4, {'C', 'D'}}, {5, {'A', 'B', 'C', 'D'}}};
  plan.staff = {{"1001", "李晓梅", {Role::clerk}},
                {"1002", "王强", {Role::clerk}},
                {"1003", "赵敏", {Role::technician, Role::clerk}},
                {"9001", "陈静", {Role::manager}}};
  plan.repairs.devices.brands = {{"apple", "Apple"}, {"苹果", "Apple"}};
  plan.repairs.devices.models = {{"Apple", {{"iphone15", "iPhone 15"}, {"iphone14", "iPhone 14"}}}};
  return plan;
}

BusinessDay TestClock::day_of(std::int64_t at_ms) {
  const std::tm parts = parts_of(at_ms);
  return {(parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday};
}

void TestClock::advance_ms(std::int64_t ms) {
  moment_.at_ms += ms;
  moment_.steady_ms += ms;
  moment_.day = day_of(moment_.at_ms);
  const std::tm parts = parts_of(moment_.at_ms);
  moment_.minute_of_day = parts.tm_hour * 60 + parts.tm_min;
}

}  // namespace menting::tests
