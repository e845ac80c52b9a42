// A week of 200 repairs, made up: technicians, customers and a manager do what they like, in virtual time.
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/domain/repair_figures.h"
#include "tests/kiosk/domain/repair_hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::good_repair;
using menting::tests::Hall;
using menting::tests::step;

namespace {

constexpr std::int64_t minute_ms = 60'000;

class Week {
 public:
  explicit Week(unsigned seed) : random_(seed) {
    for (int i = 1; i <= 12; ++i) hall.run(AddLoaner{"9001", "L-" + std::to_string(i), "Redmi 12"});
  }

  void hand_in() {
    OpenRepair command = good_repair(static_cast<int>(numbers.size()) + 1);
    command.code = "R" + std::to_string(numbers.size());
    const auto kinds = device_kinds();
    const DeviceKind& kind = kinds[random_() % kinds.size()];
    command.intake.kind = kind.code;
    command.intake.faults = {std::string(kind.faults[random_() % (kind.faults.size() - 1)])};
    command.intake.bought = random_() % 2 == 0 ? "2026-03-01" : "2023-03-01";
    command.intake.device_hash = "device " + std::to_string(random_() % 120);
    const auto decision = hall.run(command);
    REQUIRE(decision);
    numbers.push_back(decision.value().repair);
  }

  /// Somebody tries something on some order, sensible or not.
  void act() {
    if (numbers.empty()) return;
    const RepairNumber number = numbers[random_() % numbers.size()];
    const RepairOrder before = *hall.branch.repair(number);
    const unsigned what = random_() % 100;
    if (what < 8) {
      hall.run(LendLoaner{number, "1003", "L-" + std::to_string(1 + random_() % 12), "good", {}});
    } else if (what < 20) {
      hall.run(ReturnLoaner{number, "1003", "worn"});
    } else if (what < 24) {
      hall.run(FetchRepair{number, "F" + std::to_string(++fetches_), "zh-CN"});
    } else {
      advance(before);
    }
  }

  Hall hall;
  std::vector<RepairNumber> numbers;
  int refused = 0;

 private:
  void advance(const RepairOrder& before) {
    const bool wild = random_() % 10 == 0;
    const auto possible = steps_from(before.state);
    if (!wild && possible.empty()) return;
    const auto which = wild ? static_cast<RepairStep>(random_() % repair_steps) : possible[random_() % possible.size()];
    AdvanceRepair command = step(before.number, which);
    command.cost = RepairCost{static_cast<std::int64_t>(random_() % 90'000), 5'000, "CNY"};
    if (random_() % 20 == 0) command.reason = "goodwill";
    if (random_() % 3 == 0) command.shelf = "A" + std::to_string(random_() % 40);
    if (random_() % 30 == 0) {
      command.staff = "9001";
      command.loaner_waived = "lost";
    }
    if (!hall.run(command)) ++refused;
  }

  std::mt19937 random_;
  int fetches_ = 0;
};

/// Where each device is: on one place of the shelf, at a repair centre, not handed over yet, or gone.
void check_places(const Hall& hall) {
  std::set<std::string> shelves;
  std::set<LoanerNumber> lent;
  for (const auto& [number, order] : hall.branch.state().repairs.orders) {
    INFO(number << " " << to_string(order.state));
    if (is_in_branch(order.state)) {
      REQUIRE_FALSE(order.shelf.empty());
      REQUIRE(shelves.insert(order.shelf).second);
      REQUIRE(hall.branch.repairs().on_shelf(order.shelf) == number);
    } else {
      REQUIRE(order.shelf.empty());
    }
    if (order.loaner == 0) continue;
    REQUIRE(lent.insert(order.loaner).second);
    REQUIRE(hall.branch.loaner(order.loaner)->repair == number);
    REQUIRE((is_open(order.state) || !order.loaner_waived.empty()));
  }
  for (const auto& [number, loaner] : hall.branch.state().repairs.loaners) {
    REQUIRE((loaner.state == LoanerState::lent) == lent.contains(number));
  }
}

/// Added up from the events alone.
struct Account {
  std::map<RepairNumber, RepairCost> quoted;
  std::set<RepairNumber> approved;
  std::map<RepairNumber, int> ended;
  std::int64_t paid_minor = 0;
};

Account account_of(const std::vector<Event>& events) {
  Account account;
  for (const Event& event : events) {
    const auto* moved = std::get_if<RepairAdvanced>(&event.fact);
    if (moved == nullptr) continue;
    const RepairNumber& number = moved->repair_id;
    if (moved->move.step == RepairStep::quote) {
      account.quoted[number] = moved->cost;
      account.approved.erase(number);
    }
    if (moved->move.step == RepairStep::approve) account.approved.insert(number);
    if (moved->move.step == RepairStep::decline) account.approved.erase(number);
    if (is_open(moved->move.to)) continue;
    ++account.ended[number];
    const bool pays = moved->move.to == RepairState::handed_over && account.approved.contains(number);
    if (pays) account.paid_minor += account.quoted[number].parts_minor + account.quoted[number].labour_minor;
  }
  return account;
}

}  // namespace

TEST_CASE("a week of 200 repairs: each device has one place, money adds up, each order ends once or is open",
          "[repairs]") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    INFO("seed " << seed);
    Week week(seed);
    for (int day = 0; day < 7; ++day) {
      for (int hour = 0; hour < 8; ++hour) {
        for (int i = 0; i < 60; ++i) {
          if (i % 15 == 0 && week.numbers.size() < 200) week.hand_in();
          week.act();
          week.hall.clock.advance_ms(minute_ms);
        }
        check_places(week.hall);
      }
      week.hall.clock.advance_ms(16 * 60 * minute_ms);
      week.hall.run(TurnDay{});
    }
    REQUIRE(week.numbers.size() == 200);
    CHECK(std::set<RepairNumber>(week.numbers.begin(), week.numbers.end()).size() == 200);
    CHECK(week.refused > 50);

    const Account account = account_of(week.hall.events);
    std::vector<RepairOrder> orders;
    for (const auto& [number, order] : week.hall.branch.state().repairs.orders) orders.push_back(order);
    int ended = 0;
    for (const RepairOrder& order : orders) {
      const auto ends = account.ended.find(order.number);
      CHECK((ends == account.ended.end() ? 0 : ends->second) == (is_open(order.state) ? 0 : 1));
      CHECK(week.hall.branch.repairs().open().contains(order.number) == is_open(order.state));
      ended += is_open(order.state) ? 0 : 1;
    }
    CHECK(ended > 100);
    const auto figures = repair_figures(orders, {20261101}, {20261231}, {20261130});
    CHECK(figures.totals.opened == 200);
    CHECK(figures.totals.ended == ended);
    CHECK(figures.totals.due_minor == account.paid_minor);
    int by_kind = 0;
    for (const auto& [kind, tally] : figures.by_kind) by_kind += tally.opened;
    CHECK(by_kind == 200);

    // What the events fold to is the same.
    Branch again(week.hall.branch.plan());
    for (const Event& event : week.hall.events) again.apply(event);
    CHECK(again.state().repairs == week.hall.branch.state().repairs);
  }
}
