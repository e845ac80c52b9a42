#include <set>

#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::demo_plan;
using menting::tests::Hall;

TEST_CASE("numbers run per service and day from the service's first number") {
  Plan plan = demo_plan();
  plan.services[1].first_number = 501;
  Hall hall(plan);
  CHECK(hall.take('A') == "A001");
  CHECK(hall.take('A') == "A002");
  CHECK(hall.take('B') == "B501");
  hall.clock.advance_ms(24 * 3'600'000);
  hall.run(TurnDay{});
  CHECK(hall.take('A') == "A001");
  CHECK(hall.branch.state().tickets.size() == 4);
}

TEST_CASE("a number is not given again, whatever became of its ticket or of the clock") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.serve(1, "1001");
  CHECK(hall.take('A') == "A002");
  const Moment today = hall.clock.now();
  hall.clock.advance_ms(24 * 3'600'000);
  CHECK(hall.take('A') == "A001");
  hall.clock.set(today);
  CHECK(hall.take('A') == "A003");
}

TEST_CASE("a full range is refused and never runs into a neighbour's") {
  Plan plan = demo_plan();
  plan.services[0].first_number = 8;
  plan.services[0].last_number = 9;
  Hall hall(plan);
  CHECK(hall.take('A') == "A008");
  CHECK(hall.take('A') == "A009");
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", ""}) == RefusalCode::service_full);
  CHECK(hall.take('B') == "B001");
}

TEST_CASE("a range that configuration made smaller stays closed until the next day") {
  Hall hall;
  for (int i = 0; i < 5; ++i) hall.take('A');
  Plan smaller = demo_plan();
  smaller.services[0].last_number = 3;
  Branch again(smaller, hall.branch.state());
  const auto decision = decide(again, TakeTicket{'A', Lane::standard, "X", ""}, hall.clock.now());
  REQUIRE_FALSE(decision);
  CHECK(decision.refusal().code == RefusalCode::service_full);
}

TEST_CASE("unknown service, closed branch and a lane that needs an appointment are refused") {
  Plan plan = demo_plan();
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  Hall hall(plan);
  CHECK(hall.refused(TakeTicket{'Z', Lane::standard, "X", ""}) == RefusalCode::service_unknown);
  CHECK(hall.refused(TakeTicket{'A', Lane::appointment, "X", ""}) == RefusalCode::lane_not_offered);
  Moment moment = hall.clock.now();
  for (const auto& [minute, open] : {std::pair{539, false}, {540, true}, {1079, true}, {1080, false}}) {
    moment.minute_of_day = minute;
    hall.clock.set(moment);
    CAPTURE(minute);
    CHECK(static_cast<bool>(decide(hall.branch, TakeTicket{'A', Lane::standard, "X", ""}, moment)) == open);
  }
}

TEST_CASE("an all-day branch gives numbers in its last minute too") {
  Hall hall;
  Moment moment = hall.clock.now();
  moment.minute_of_day = 1439;
  CHECK(static_cast<bool>(decide(hall.branch, TakeTicket{'A', Lane::standard, "X", ""}, moment)));
}

TEST_CASE("the ticket says how many are ahead and a range that is one") {
  Hall hall;
  for (int i = 0; i < 3; ++i) hall.take('A');
  const Ticket& fourth = hall.done(TakeTicket{'A', Lane::standard, "X4", "en"});
  CHECK(fourth.ahead_when_taken == 3);
  CHECK(fourth.estimate_when_taken.low_minutes > 0);
  CHECK(fourth.estimate_when_taken.high_minutes > fourth.estimate_when_taken.low_minutes);
  CHECK(fourth.language == "en");
  // Care goes before standard, up to two in a row.
  CHECK(hall.done(TakeTicket{'A', Lane::care, "X5", ""}).ahead_when_taken == 0);
  CHECK(hall.done(TakeTicket{'A', Lane::care, "X6", ""}).ahead_when_taken == 1);
  CHECK(hall.done(TakeTicket{'A', Lane::care, "X7", ""}).ahead_when_taken == 3);
  // Behind those too who come first for their lane.
  CHECK(hall.done(TakeTicket{'C', Lane::care, "X8", ""}).ahead_when_taken == 0);
  CHECK(hall.done(TakeTicket{'C', Lane::standard, "X9", ""}).ahead_when_taken == 1);
}

TEST_CASE("a free counter and nobody ahead is a wait of about nothing") {
  Hall hall;
  const Estimate nobody_there = estimate_wait(hall.branch, 'A', Lane::standard, hall.clock.now());
  CHECK(nobody_there.low_minutes > 0);
  CHECK(nobody_there.high_minutes > nobody_there.low_minutes);
  hall.open(1, "1001");
  const Ticket& ticket = hall.done(TakeTicket{'A', Lane::standard, "X", ""});
  CHECK(ticket.ahead_when_taken == 0);
  CHECK(ticket.estimate_when_taken == Estimate{0, 1});
}

TEST_CASE("ids, names and days in text") {
  CHECK(ticket_name('A', 7) == "A007");
  CHECK(ticket_name('B', 1234) == "B1234");
  CHECK(ticket_id({20261123}, 'A', 7) == "20261123-A007");
  CHECK(to_string(BusinessDay{20260109}) == "2026-01-09");
  Hall hall;
  hall.take('A');
  CHECK(hall.branch.ticket_by_name("a1", {20261123}) != nullptr);
  CHECK(hall.branch.ticket_by_name("A001", {20261123}) != nullptr);
  CHECK(hall.branch.ticket_by_name("20261123-A001", {20261124}) != nullptr);
  // Who is still here over midnight keeps the number.
  CHECK(hall.branch.ticket_by_name("A001", {20261124})->id == "20261123-A001");
  hall.clock.advance_ms(24 * 3'600'000);
  hall.run(TurnDay{});
  CHECK(hall.branch.ticket_by_name("A001", {20261124}) == nullptr);
  CHECK(hall.branch.ticket_by_name("A99999999999999999999", {20261123}) == nullptr);
  CHECK(hall.branch.ticket_by_name("", {20261123}) == nullptr);
  CHECK(hall.branch.ticket_by_name("'; drop", {20261123}) == nullptr);
}
