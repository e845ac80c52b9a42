// Devices that are here, or come back, and those that are lent meanwhile.
#include "tests/kiosk/domain/repair_hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::day_ms;
using menting::tests::good_repair;
using menting::tests::Hall;
using menting::tests::opened;
using menting::tests::refusal_of;
using menting::tests::step;
using menting::tests::walk;

namespace repair_devices_test {

namespace {

using T = RepairStep;

}  // namespace

TEST_CASE("loaners: lent once, back before the end, or a manager says why", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair(1)).number, other = opened(hall, good_repair(2)).number;
  CHECK(refusal_of(hall, AddLoaner{"1003", "L-01", "Redmi 12"}).code == RefusalCode::role_missing);
  REQUIRE(hall.run(AddLoaner{"9001", "L-01", "Redmi 12"}));
  CHECK(refusal_of(hall, AddLoaner{"9001", "L-01", "Redmi 12"}).code == RefusalCode::loaner_label_taken);
  CHECK(refusal_of(hall, AddLoaner{"9001", " ", "Redmi 12"}).about == "label");
  CHECK(refusal_of(hall, LendLoaner{number, "1003", "L-02", "good", {}}).code == RefusalCode::loaner_unknown);
  CHECK(refusal_of(hall, LendLoaner{number, "1003", "L-01", "", {}}).about == "state");
  REQUIRE(hall.run(LendLoaner{number, "1003", "1", "good", {}}));
  const Loaner& loaner = *hall.branch.loaner(1);
  CHECK(loaner.state == LoanerState::lent);
  CHECK(loaner.due_day == BusinessDay{20261207});
  CHECK(refusal_of(hall, LendLoaner{other, "1003", "L-01", "good", {}}).code == RefusalCode::loaner_not_free);
  CHECK(refusal_of(hall, LendLoaner{number, "1003", "L-01", "good", {}}).code == RefusalCode::loaner_there);
  CHECK(refusal_of(hall, RetireLoaner{"L-01", "9001"}).code == RefusalCode::loaner_not_free);
  CHECK(refusal_of(hall, ReturnLoaner{other, "1003", "good"}).code == RefusalCode::loaner_not_lent);
  walk(hall, number, {T::receive, T::diagnose, T::quote, T::decline, T::ready});
  CHECK(refusal_of(hall, step(number, T::hand_over)) == Refusal{RefusalCode::loaner_out, "L-01"});
  AdvanceRepair waived = step(number, T::hand_over);
  waived.loaner_waived = "lost";
  CHECK(refusal_of(hall, waived).code == RefusalCode::loaner_out);  // no manager
  waived.staff = "9001";
  REQUIRE(hall.run(waived));
  CHECK(hall.branch.repair(number)->loaner_waived == "lost");
  REQUIRE(hall.run(ReturnLoaner{number, "1003", "碎屏"}));
  CHECK(loaner.state == LoanerState::free);
  CHECK(loaner.condition == "other");
  REQUIRE(hall.run(RetireLoaner{"L-01", "9001"}));
  CHECK(refusal_of(hall, LendLoaner{other, "1003", "L-01", "good", {}}).code == RefusalCode::loaner_not_free);
}

TEST_CASE("a device that is here is not handed in again", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair(1);
  command.intake.device_hash = "d1";
  const RepairNumber number = opened(hall, command).number;
  CHECK(refusal_of(hall, command) == Refusal{RefusalCode::device_already_here, {}});  // the customer's kiosk
  command.staff = "1003";
  CHECK(refusal_of(hall, command) == Refusal{RefusalCode::device_already_here, number});
  OpenRepair other = good_repair(2);
  other.intake.device_hash = "d2";
  CorrectRepair correct{opened(hall, other).number, "1003", {}, other.intake};
  REQUIRE(hall.run(correct));
  correct.intake.device_hash = "d1";
  CHECK(refusal_of(hall, correct) == Refusal{RefusalCode::device_already_here, number});
  walk(hall, number, {T::return_unrepaired});
  CHECK(opened(hall, command).number != number);
}

TEST_CASE("a device that comes back for the same fault within 30 days is known again", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.device_hash = "d1";
  const RepairNumber first = opened(hall, command).number;
  walk(hall, first, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready, T::hand_over});
  hall.clock.advance_ms(30 * day_ms);
  const auto return_of = [&] {
    const RepairOrder& order = opened(hall, command);
    walk(hall, order.number, {T::return_unrepaired});  // so that it can come again
    return order.return_of;
  };
  command.intake.faults = {"battery"};
  CHECK(return_of().empty());
  command.intake.faults = {"battery", "screen"};
  CHECK(return_of() == first);
  command.intake.device_hash = "d2";
  CHECK(return_of().empty());
  command.intake.device_hash = "d1";
  hall.clock.advance_ms(day_ms);
  CHECK(return_of().empty());
}

TEST_CASE("a fault that was repaired and is back within 30 days costs nothing, as the terms say", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.device_hash = "d1";
  command.intake.bought = "2020-01-01";
  command.intake.faults = {"screen"};
  const auto ends = [&](std::initializer_list<T> steps) { walk(hall, opened(hall, command).number, steps); };
  ends({T::receive, T::diagnose, T::quote, T::decline, T::ready, T::hand_over});
  CHECK_FALSE(opened(hall, command).warranty);  // it was not repaired
  walk(hall, hall.branch.state().repairs.orders.rbegin()->first, {T::return_unrepaired});
  hall.clock.advance_ms(day_ms);
  ends({T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready, T::hand_over});
  const RepairNumber back = opened(hall, command).number;
  CHECK(hall.branch.repair(back)->warranty);
  walk(hall, back, {T::receive, T::diagnose, T::repair});  // without a quote
  CHECK(hall.branch.repair(back)->due_minor() == 0);
  // Another fault beside it is another matter.
  CorrectRepair correct{back, "1005", {}, command.intake};
  correct.intake.faults = {"battery", "screen"};
  REQUIRE(hall.run(correct));
  CHECK_FALSE(hall.branch.repair(back)->warranty);
}

TEST_CASE("labels of loaners are one however they are keyed", "[repairs]") {
  Hall hall;
  REQUIRE(hall.run(AddLoaner{"9001", "l-01", "Redmi 12"}));
  CHECK(hall.branch.loaner(1)->label == "L-01");
  CHECK(refusal_of(hall, AddLoaner{"9001", "L-01", "Redmi 12"}).code == RefusalCode::loaner_label_taken);
  CHECK(refusal_of(hall, AddLoaner{"9001", "l-01", "Redmi 12"}).code == RefusalCode::loaner_label_taken);
  const RepairNumber number = opened(hall, good_repair()).number;
  REQUIRE(hall.run(LendLoaner{number, "1005", "l-01", "good", {}}));
}

}  // namespace repair_devices_test
