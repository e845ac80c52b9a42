#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

TEST_CASE("a counter opens for one clerk, a clerk for one counter") {
  Hall hall;
  hall.open(2, "1001");
  CHECK(hall.branch.counter(2).state == CounterState::open);
  CHECK(hall.branch.counter(2).staff == "1001");
  CHECK(hall.refused(OpenCounter{2, "1002"}) == RefusalCode::counter_open_elsewhere);
  CHECK(hall.refused(OpenCounter{1, "1001"}) == RefusalCode::clerk_at_other_counter);
  CHECK(hall.refused(OpenCounter{77, "1002"}) == RefusalCode::counter_unknown);
  CHECK(hall.refused(OpenCounter{1, "4711"}) == RefusalCode::staff_unknown);
  const auto again = hall.run(OpenCounter{2, "1001"});
  REQUIRE(again);
  CHECK(again.value().facts.empty());
}

TEST_CASE("a paused counter calls nobody and opens again") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  REQUIRE(hall.run(PauseCounter{1, "1001", "meal"}));
  CHECK(hall.branch.counter(1).reason == "meal");
  CHECK(hall.refused(CallNext{1, "1001"}) == RefusalCode::counter_paused);
  hall.open(1, "1001");
  CHECK(hall.branch.counter(1).reason.empty());
  CHECK(hall.call_next(1, "1001") == "A001");
  CHECK(hall.refused(PauseCounter{1, "1001", ""}) == RefusalCode::counter_busy);
  CHECK(hall.refused(CloseCounter{1, "1001"}) == RefusalCode::counter_busy);
}

TEST_CASE("free text of a pause is a note, never in the event") {
  Hall hall;
  hall.open(1, "1001");
  const auto decision = hall.run(PauseCounter{1, "1001", "王女士 13800138000 来电"});
  REQUIRE(decision);
  REQUIRE(decision.value().notes.size() == 1);
  CHECK(decision.value().notes[0].text == "王女士 13800138000 来电");
  CHECK(decision.value().notes[0].counter == 1);
  CHECK(std::get<CounterPaused>(decision.value().facts.at(0)).reason == "other");
}

TEST_CASE("only who has it open, or a manager, closes a counter") {
  Hall hall;
  hall.open(1, "1001");
  CHECK(hall.refused(CloseCounter{1, "1002"}) == RefusalCode::counter_open_elsewhere);
  CHECK(hall.refused(CloseCounter{2, "1001"}) == RefusalCode::counter_closed);
  REQUIRE(hall.run(CloseCounter{1, "9001"}));
  CHECK(hall.branch.counter(1).state == CounterState::closed);
  CHECK(hall.refused(CallNext{1, "1001"}) == RefusalCode::counter_closed);
}

TEST_CASE("signing out closes a free counter, and keeps one with a customer or another browser") {
  Hall hall;
  hall.take('A');
  hall.run(SignIn{"1001", "h1"});
  hall.run(SignIn{"1001", "h2"});
  hall.open(1, "1001");
  hall.run(SignOut{"1001", "h1"});
  CHECK(hall.branch.counter(1).state == CounterState::open);
  hall.call_next(1, "1001");
  hall.run(SignOut{"1001", "h2"});
  CHECK(hall.branch.counter(1).state == CounterState::open);
  CHECK(hall.branch.sessions().empty());
  hall.run(SignIn{"1001", "h3"});
  hall.done(StartServing{1, "1001"});
  hall.done(FinishServing{1, "1001", ""});
  hall.run(SignOut{"1001", "h3"});
  CHECK(hall.branch.counter(1).state == CounterState::closed);
  CHECK(hall.refused(SignIn{"4711", "h"}) == RefusalCode::staff_unknown);
  CHECK(hall.run(SignOut{"1001", "h3"}).value().facts.empty());
}

TEST_CASE("configuration that takes a counter or a clerk away loses no customer") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.take('D');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.call_next(2, "1002");
  hall.done(StartServing{2, "1002"});
  Plan less = menting::tests::demo_plan();
  less.counters.erase(less.counters.begin());
  less.staff.erase(less.staff.begin() + 1);
  less.services.pop_back();
  Hall after(less);
  after.branch = Branch(less, hall.branch.state());
  REQUIRE(after.run(StartBranch{"0.1.0", "digest-2"}));
  CHECK(after.branch.ticket_by_name("A001", {20261123})->state == TicketState::waiting);
  CHECK(after.branch.ticket_by_name("A002", {20261123})->state == TicketState::finished);
  CHECK(after.branch.ticket_by_name("D001", {20261123})->state == TicketState::cancelled);
  CHECK(after.branch.counter(1).state == CounterState::closed);
  CHECK(after.branch.counter(2).state == CounterState::closed);
  CHECK(after.branch.counter(2).ticket.empty());
  // A called customer whose service goes together with the counter is told so too, and does not wait for nobody.
  Hall both;
  both.take('D');
  both.open(4, "1003");
  both.call_next(4, "1003");
  Plan without = menting::tests::demo_plan();
  without.counters.erase(without.counters.begin() + 3);
  without.services.pop_back();
  Hall later(without);
  later.branch = Branch(without, both.branch.state());
  REQUIRE(later.run(StartBranch{"0.1.0", "digest-3"}));
  CHECK(later.branch.ticket_by_name("D001", {20261123})->state == TicketState::cancelled);
  CHECK(later.branch.active().empty());
  const auto same = after.run(StartBranch{"0.1.0", "digest-2"});
  REQUIRE(same);
  CHECK(same.value().facts.size() == 1);
}

TEST_CASE("a manager closes a counter whose clerk is gone, and nobody at it is lost") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.call_next(2, "1002");
  hall.done(StartServing{2, "1002"});
  hall.clock.advance_ms(60'000);
  CHECK(hall.refused(CloseCounter{1, "1001"}) == RefusalCode::counter_busy);
  REQUIRE(hall.run(CloseCounter{1, "9001"}));
  REQUIRE(hall.run(CloseCounter{2, "9001"}));
  CHECK(hall.branch.ticket_by_name("A001", {20261123})->state == TicketState::waiting);
  const Ticket& served = *hall.branch.ticket_by_name("A002", {20261123});
  CHECK(served.state == TicketState::held);
  CHECK(served.hold_reason == "counter_closed");
  CHECK(served.servings.at(0).served_ms == 60'000);
  CHECK(hall.branch.counter(2).ticket.empty());
}

TEST_CASE("a clerk whose browser died finds counter and customer where they were") {
  Hall hall;
  hall.take('A');
  hall.run(SignIn{"1001", "before"});
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  hall.clock.advance_ms(13 * 3'600'000);
  hall.run(SignIn{"1001", "after"});
  CHECK(hall.branch.counter_of("1001") == 1);
  CHECK(hall.refused(OpenCounter{2, "1001"}) == RefusalCode::clerk_at_other_counter);
  hall.open(1, "1001");
  CHECK(hall.done(StartServing{1, "1001"}).state == TicketState::serving);
}

TEST_CASE("a new day ends what the old one left, but not who is being served") {
  Plan plan = menting::tests::demo_plan();
  plan.opens_minute = 540;
  plan.closes_minute = 1080;
  Hall hall(plan);
  hall.take('A');
  hall.take('A');
  hall.take('A');
  hall.run(SignIn{"1001", "old"});
  hall.clock.advance_ms(13 * 3'600'000 + 50 * 60'000);
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.done(StartServing{1, "1001"});
  hall.call_next(2, "1002");
  hall.clock.advance_ms(20 * 60'000);
  REQUIRE(hall.run(TurnDay{}));
  CHECK(hall.branch.ticket_by_name("A001", {20261123})->state == TicketState::serving);
  CHECK(hall.branch.ticket(ticket_id({20261123}, 'A', 2))->state == TicketState::cancelled);
  CHECK(hall.branch.ticket(ticket_id({20261123}, 'A', 3))->outcome == "day_end");
  CHECK(hall.branch.counter(1).state == CounterState::open);
  CHECK(hall.branch.counter(2).state == CounterState::closed);
  CHECK(hall.branch.sessions().empty());
  hall.done(FinishServing{1, "1001", ""});
  CHECK(hall.run(TurnDay{}).value().facts.size() == 1);
  CHECK(hall.run(TurnDay{}).value().facts.empty());
  hall.branch.forget_before({20261124});
  CHECK(hall.branch.state().tickets.empty());
  CHECK(hall.branch.ticket_by_code("CODE1") == nullptr);
}
