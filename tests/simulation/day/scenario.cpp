#include "tests/simulation/day/scenario.h"

#include <array>
#include <utility>

#include "base/time/zone.h"
#include "tests/simulation/chance.h"

namespace menting::simulation {

using namespace domain;

namespace {

struct Start {
  const char* zone;
  const char* at;
};

// Two in three worlds see the clocks go forward or back: at night, and (Cairo, Havana) at midnight itself.
constexpr std::array<Start, 9> starts{{{"Asia/Shanghai", "2026-11-22T16:00:00.000Z"},
                                       {"Europe/Berlin", "2026-10-23T22:00:00.000Z"},
                                       {"Europe/Berlin", "2026-03-27T23:00:00.000Z"},
                                       {"Asia/Shanghai", "2026-12-30T16:00:00.000Z"},
                                       {"Africa/Cairo", "2026-04-22T22:00:00.000Z"},
                                       {"America/Havana", "2026-10-31T04:00:00.000Z"},
                                       {"Asia/Shanghai", "2028-02-27T16:00:00.000Z"},
                                       {"Africa/Cairo", "2026-10-28T21:00:00.000Z"},
                                       {"America/Santiago", "2026-04-04T03:00:00.000Z"}}};

Plan plan_of(Chance& chance, int counters) {
  Plan plan;
  plan.branch_id = "SIM-0001";
  plan.name = {{"zh-CN", "模拟营业厅"}, {"en", "Simulated Hall"}};
  plan.services = {{'A', {{"zh-CN", "新业务办理"}}, ServiceGroup::new_business, chance.between(5, 20), 1, 999},
                   {'B', {{"zh-CN", "业务咨询"}}, ServiceGroup::enquiry, chance.between(5, 20), 1, 999},
                   {'C', {{"zh-CN", "售后服务"}}, ServiceGroup::after_sales, chance.between(5, 20), 1, 999},
                   {'D', {{"zh-CN", "投诉建议"}}, ServiceGroup::complaint, chance.between(3, 10), 1, 999}};
  for (int number = 1; number <= counters; ++number) {
    CounterPlan counter{number, {}};
    for (const Service& service : plan.services) {
      if (chance.happens(0.5)) counter.services.push_back(service.letter);
    }
    const char own = plan.services[static_cast<std::size_t>(number) % plan.services.size()].letter;
    if (counter.services.empty() || chance.happens(0.3)) counter.services = {own};
    if (counter.services.size() > 1 && chance.happens(0.3))
      std::swap(counter.services.front(), counter.services.back());
    plan.counters.push_back(std::move(counter));
    plan.staff.push_back({std::to_string(1000 + number), "店员", {Role::clerk}});
  }
  plan.counters.front().services = {'A', 'B', 'C', 'D'};
  plan.staff.push_back({"9001", "店长", {Role::manager}});
  plan.staff.push_back({"9002", "值班经理", {Role::manager, Role::clerk}});
  return plan;
}

}  // namespace

Scenario scenario_of(std::uint64_t seed) {
  Chance chance(seed * 7919);
  Scenario scenario;
  scenario.seed = seed;
  scenario.network = seed > network_after;
  const Start& start = starts[seed % starts.size()];
  scenario.zone = start.zone;
  scenario.begins_at_ms = base::parse_rfc3339(start.at).value();
  scenario.days = chance.between(2, 3);
  scenario.visits_a_day = chance.between(30, 150);
  scenario.plan = plan_of(chance, chance.between(2, 6));
  Plan& plan = scenario.plan;
  plan.priority_run_max = chance.between(1, 3);
  plan.max_wait_factor = chance.between(2, 6) / 2.0;
  plan.no_show_after_calls = chance.between(1, 3);
  if (chance.happens(0.7)) {
    plan.opens_minute = 9 * 60;
    plan.closes_minute = 18 * 60;
    plan.last_number_minute = chance.happens(0.5) ? 17 * 60 + 30 : plan.closes_minute;
    if (chance.happens(0.4)) plan.breaks = {{12 * 60, 12 * 60 + 30}};
  }
  if (chance.happens(0.3)) plan.services[1].quota = chance.between(5, 20);
  if (chance.happens(0.3)) {
    plan.services[2].first_number = 301;
    plan.services[2].last_number = 300 + chance.between(8, 30);
  }
  return scenario;
}

Scenario plain_day(int visits, int counters) {
  Chance chance(1);
  Scenario scenario;
  scenario.days = 1;
  scenario.begins_at_ms = base::parse_rfc3339("2026-11-22T16:00:00.000Z").value();
  scenario.plan = plan_of(chance, counters);
  scenario.plan.opens_minute = 9 * 60;
  scenario.plan.closes_minute = 18 * 60;
  scenario.visits_a_day = visits;
  // Three quarters of the clerks' time: half a minute goes by between two customers.
  scenario.service_minutes = (0.75 * counters * 9 * 60 / visits - 0.5) / 1.13;
  scenario.troubles = false;
  scenario.checks = false;
  return scenario;
}

}  // namespace menting::simulation
