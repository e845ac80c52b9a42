#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

namespace days_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

/// The clock put forward; the branch's own time goes on as it did.
void jump(Hall& hall, std::int64_t ms) {
  const std::int64_t steady_ms = hall.clock.now().steady_ms;
  hall.clock.advance_ms(ms);
  Moment moment = hall.clock.now();
  moment.steady_ms = steady_ms;
  hall.clock.set(moment);
}

Plan with_hours() {
  Plan plan = menting::tests::demo_plan();
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  plan.last_number_minute = 17 * 60 + 30;
  plan.breaks = {{12 * 60, 13 * 60 + 30}};
  return plan;
}

Refusal refusal_at(Hall& hall, int minute) {
  Moment moment = hall.clock.now();
  moment.minute_of_day = minute;
  const auto decision = decide(hall.branch, TakeTicket{'A', Lane::standard, "X", ""}, moment);
  return decision ? Refusal{RefusalCode::branch_unable, "given"} : decision.refusal();
}

const Refusal given{RefusalCode::branch_unable, "given"};

}  // namespace

TEST_CASE("numbers are given within the hours, not in a break and not after the last one") {
  Hall hall(with_hours());
  CHECK(refusal_at(hall, 539).code == RefusalCode::branch_closed);
  CHECK(refusal_at(hall, 540) == given);
  CHECK(refusal_at(hall, 719) == given);
  CHECK(refusal_at(hall, 720) == Refusal{RefusalCode::on_break, "13:30"});
  CHECK(refusal_at(hall, 809).code == RefusalCode::on_break);
  CHECK(refusal_at(hall, 810) == given);
  CHECK(refusal_at(hall, 1049) == given);
  CHECK(refusal_at(hall, 1050) == Refusal{RefusalCode::intake_over, "17:30"});
  CHECK(refusal_at(hall, 1080).code == RefusalCode::branch_closed);
  CHECK(time_of_day(5) == "00:05");
}

TEST_CASE("who has a number is served after the last one was given, and in a break") {
  Hall hall(with_hours());
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.clock.advance_ms(2 * hour_ms + 10 * minute_ms);
  CHECK(hall.serve(1, "1001", 1) == "A001");
  hall.clock.advance_ms(6 * hour_ms);
  CHECK(hall.serve(1, "1001", 1) == "A002");
}

TEST_CASE("a quota counts a day's numbers, and a cancelled one makes room") {
  Plan plan = menting::tests::demo_plan();
  plan.services[0].quota = 2;
  Hall hall(plan);
  hall.take('A');
  hall.take('A');
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", ""}) == RefusalCode::service_full);
  hall.take('B');
  hall.done(CancelTicket{"A001", "1001", ""});
  CHECK(hall.take('A') == "A003");
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", ""}) == RefusalCode::service_full);
  // A visit that moves on to another service was still one of this service's numbers.
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  hall.done(TransferTicket{1, "1001", 'B', 0});
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", ""}) == RefusalCode::service_full);
  hall.clock.advance_ms(24 * hour_ms);
  hall.run(TurnDay{});
  CHECK(hall.take('A') == "A001");
}

TEST_CASE("a clock put forward is told from a night") {
  Hall hall;
  hall.take('A');
  const Moment seen = hall.clock.now();
  CHECK_FALSE(turned_by_jump(seen, hall.clock.now()));
  SECTION("a night") {
    hall.clock.advance_ms(14 * hour_ms + minute_ms);
    CHECK_FALSE(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a night in which the clock is put right by some minutes") {
    hall.clock.advance_ms(14 * hour_ms - minute_ms);
    jump(hall, 3 * minute_ms);
    CHECK_FALSE(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a night, and a jump in the morning after it") {
    hall.clock.advance_ms(20 * hour_ms);
    jump(hall, 2 * hour_ms);
    CHECK_FALSE(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a jump of a day") {
    jump(hall, 24 * hour_ms);
    CHECK(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a jump of years, as of a machine that woke up in 1970") {
    jump(hall, 365 * 24 * hour_ms);
    CHECK(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a jump over midnight in the evening") {
    hall.clock.advance_ms(12 * hour_ms);
    jump(hall, 3 * hour_ms);
    CHECK(turned_by_jump(seen, hall.clock.now()));
  }
  SECTION("a branch that has no event yet") {
    CHECK_FALSE(turned_by_jump(Moment{}, hall.clock.now()));
  }
}

TEST_CASE("a jump ends nobody's wait, and no number is in the hall twice") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  jump(hall, 24 * hour_ms);
  hall.run(TurnDay{false});
  CHECK(hall.branch.active().size() == 2);
  CHECK(hall.branch.counter(1).state == CounterState::open);
  CHECK(hall.take('A') == "A003");
  CHECK(hall.call_next(1, "1001") == "A001");
  hall.done(StartServing{1, "1001"});
  CHECK(hall.done(CancelTicket{"A002", "1001", ""}).id == "20261123-A002");
  // Hours later they are gone, whoever forgot to say so.
  hall.clock.advance_ms(3 * hour_ms);
  CHECK(hall.run(TurnDay{false}).value().facts.empty());
  hall.clock.advance_ms(2 * hour_ms);
  hall.run(TurnDay{false});
  CHECK(hall.branch.ticket("20261123-A001")->outcome == "day_end");
  CHECK(hall.branch.counter(1).ticket.empty());
  CHECK(hall.branch.counter(1).state == CounterState::open);
  CHECK(hall.branch.ticket_by_name("A003", {20261124})->state == TicketState::waiting);
}

TEST_CASE("a new day ends every ticket of the old one, whatever it was doing") {
  Hall hall;
  for (int i = 0; i < 5; ++i) hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.done(HoldTicket{1, "1001", "form"});
  hall.call_next(1, "1001");
  hall.done(TransferTicket{1, "1001", std::nullopt, 2});
  hall.call_next(1, "1001");
  hall.done(StartServing{1, "1001"});
  hall.call_next(2, "1002");
  hall.clock.advance_ms(24 * hour_ms);
  hall.run(TurnDay{});
  CHECK(hall.branch.active().empty());
  CHECK(hall.branch.counter(1).ticket.empty());
  for (const auto& [id, ticket] : hall.branch.state().tickets) CHECK(ticket.outcome == "day_end");
  CHECK(hall.run(TurnDay{}).value().facts.empty());
  CHECK(hall.take('A') == "A001");
}

}  // namespace days_test
