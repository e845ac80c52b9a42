#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

namespace verbs_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;

const Ticket& ticket(const Hall& hall, const std::string& name) {
  return *hall.branch.ticket_by_name(name, {20261123});
}

void start(Hall& hall, int counter, const std::string& staff) {
  hall.call_next(counter, staff);
  hall.done(StartServing{counter, staff});
}

void miss(Hall& hall, int counter, const std::string& staff) {
  for (int call = 1; call < 3; ++call) {
    hall.clock.advance_ms(10'000);
    hall.done(Recall{counter, staff});
  }
  hall.done(MarkNoShow{counter, staff});
}

}  // namespace

TEST_CASE("a held customer leaves the counter free and comes back with the time already waited") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.clock.advance_ms(10 * minute_ms);
  start(hall, 1, "1001");
  hall.clock.advance_ms(2 * minute_ms);
  const Ticket& held = hall.done(HoldTicket{1, "1001", "documents"});
  CHECK(held.state == TicketState::held);
  CHECK(held.hold_reason == "documents");
  CHECK(held.servings == std::vector<Serving>{{'A', 1, "1001", held.started_at_ms, 2 * minute_ms, "held"}});
  CHECK(hall.branch.counter(1).ticket.empty());
  hall.take('A');
  hall.clock.advance_ms(9 * minute_ms);
  hall.done(ResumeTicket{"A001", "1001"});
  hall.clock.advance_ms(minute_ms);
  // Ten minutes before the hold and one after it, against the ten of A002: the time on hold is no wait.
  CHECK(hall.call_next(1, "1001") == "A001");
  CHECK(ticket(hall, "A001").waited_ms == 11 * minute_ms);
  CHECK(std::get<TicketCalled>(hall.events.back().fact).kept_ms == 10 * minute_ms);
  CHECK(std::get<TicketCalled>(hall.events.back().fact).target_minutes == -1);
  CHECK(ticket(hall, "A001").holds == 1);
}

TEST_CASE("free text of a hold, a cancellation or a lane is a note, never in the event") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  const auto held = hall.run(HoldTicket{1, "1001", "王女士回家取身份证"});
  REQUIRE(held.value().notes.size() == 1);
  CHECK(held.value().notes[0].kind == "hold_reason");
  CHECK(held.value().notes[0].ticket == "20261123-A001");
  CHECK(std::get<TicketHeld>(hall.events.back().fact).reason == "other");
  CHECK(hall.run(ChangeLane{"A001", "1001", Lane::care, "八十岁"}).value().notes.at(0).text == "八十岁");
  CHECK(hall.run(CancelTicket{"A001", "1001", "被家人接走"}).value().notes.at(0).kind == "cancel_reason");
  CHECK(ticket(hall, "A001").outcome == "other");
}

TEST_CASE("a transfer keeps number, lane and the time already waited") {
  Hall hall;
  hall.take('A', Lane::care);
  hall.clock.advance_ms(8 * minute_ms);
  hall.take('C', Lane::care);
  hall.open(1, "1001");
  start(hall, 1, "1001");
  hall.clock.advance_ms(5 * minute_ms);
  const Ticket& passed = hall.done(TransferTicket{1, "1001", 'C', 0});
  CHECK(ticket_name(passed) == "A001");
  CHECK(passed.service == 'C');
  CHECK(passed.state == TicketState::waiting);
  CHECK(passed.kept_ms == 8 * minute_ms);
  CHECK(passed.served_ms == 5 * minute_ms);
  hall.open(3, "1002");
  CHECK(hall.call_next(3, "1002") == "A001");  // eight minutes against five
  hall.done(StartServing{3, "1002"});
  hall.clock.advance_ms(minute_ms);
  const Ticket& done = hall.done(FinishServing{3, "1002", ""});
  CHECK(done.waited_ms == 8 * minute_ms);
  CHECK(done.served_ms == 6 * minute_ms);
  REQUIRE(done.servings.size() == 2);
  CHECK(done.servings[0].service == 'A');
  CHECK(done.servings[1].counter == 3);
  CHECK(hall.branch.index().served({20261123}, 'A').served_ms == 5 * minute_ms);
  CHECK(hall.branch.index().served({20261123}, 'C').served_ms == minute_ms);
  CHECK(hall.branch.last_number({20261123}, 'C') == 1);
}

TEST_CASE("who is passed on to a counter is that counter's alone, and comes first there") {
  Hall hall;
  hall.take('A');
  hall.take('C');
  hall.take('C', Lane::vip);
  hall.open(1, "1001");
  hall.open(3, "1002");
  hall.open(4, "1003");
  start(hall, 1, "1001");
  CHECK(hall.refused(TransferTicket{1, "1001", std::nullopt, 2}) == RefusalCode::counter_unstaffed);
  CHECK(hall.refused(TransferTicket{1, "1001", std::nullopt, 1}) == RefusalCode::transfer_to_itself);
  CHECK(hall.refused(TransferTicket{1, "1001", std::nullopt, 77}) == RefusalCode::counter_unknown);
  CHECK(hall.refused(TransferTicket{1, "1001", 'A', 0}) == RefusalCode::transfer_to_itself);
  CHECK(hall.refused(TransferTicket{1, "1001", 'Z', 0}) == RefusalCode::service_unknown);
  hall.done(TransferTicket{1, "1001", std::nullopt, 4});
  CHECK(hall.refused(CallNext{1, "1001"}) == RefusalCode::queue_empty);
  CHECK(hall.refused(CallTicket{1, "1001", "A001"}) == RefusalCode::ticket_not_for_counter);
  CHECK(hall.call_next(3, "1002") == "C002");
  const Ticket& sent = hall.done(CallNext{4, "1003"});
  CHECK(ticket_name(sent) == "A001");  // though counter 4 does not offer A
  CHECK(sent.why == Why::sent_to_counter);
}

TEST_CASE("who was passed on to a counter that closes waits for any again") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  start(hall, 1, "1001");
  hall.done(TransferTicket{1, "1001", std::nullopt, 2});
  SECTION("closed") {
    REQUIRE(hall.run(CloseCounter{2, "1002"}));
  }
  SECTION("signed out") {
    hall.run(SignIn{"1002", "h"});
    REQUIRE(hall.run(SignOut{"1002", "h"}));
  }
  CHECK(ticket(hall, "A001").for_counter == 0);
  CHECK(hall.call_next(1, "1001") == "A001");
}

TEST_CASE("a visit with a further service goes on under its number, and is rated at its end") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.clock.advance_ms(4 * minute_ms);
  start(hall, 1, "1001");
  hall.done(AddService{"A001", "1001", 'C'});
  CHECK(hall.refused(AddService{"A001", "1001", 'C'}) == RefusalCode::service_added_already);
  CHECK(hall.refused(AddService{"A001", "1001", 'A'}) == RefusalCode::service_added_already);
  CHECK(hall.refused(AddService{"A001", "1001", 'Z'}) == RefusalCode::service_unknown);
  hall.done(AddService{"A001", "1001", 'D'});
  hall.clock.advance_ms(3 * minute_ms);
  const Ticket& waits = hall.done(FinishServing{1, "1001", "partly"});
  CHECK(waits.state == TicketState::waiting);
  CHECK(waits.service == 'C');
  CHECK(waits.added == "D");
  CHECK(waits.kept_ms == 4 * minute_ms);
  CHECK(hall.branch.counter(1).ticket.empty());
  CHECK(hall.branch.counter(1).last_ticket.empty());
  CHECK(hall.refused(RateVisit{"", "A001", 0, 5, {}, ""}) == RefusalCode::visit_not_finished);
  hall.open(4, "1003");
  start(hall, 4, "1003");
  CHECK(hall.done(FinishServing{4, "1003", ""}).service == 'D');
  start(hall, 4, "1003");
  const Ticket& done = hall.done(FinishServing{4, "1003", ""});
  CHECK(done.state == TicketState::finished);
  CHECK(done.servings.size() == 3);
  CHECK(done.servings[0].outcome == "partly");
  CHECK(hall.done(RateVisit{"", "A001", 0, 5, {}, ""}).score == 5);
  CHECK(std::get<VisitRated>(hall.events.back().fact).staff == "1003");
}

TEST_CASE("a transfer to a service still to come is that service") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.done(AddService{"A001", "1001", 'B'});
  hall.call_next(1, "1001");
  CHECK(hall.done(TransferTicket{1, "1001", 'B', 0}).added.empty());
  start(hall, 1, "1001");
  CHECK(hall.done(FinishServing{1, "1001", ""}).state == TicketState::finished);
}

TEST_CASE("who comes back after a no-show waits again with half of the time, and less each time") {
  Hall hall;
  hall.take('A');
  hall.clock.advance_ms(8 * minute_ms);
  for (int i = 0; i < 3; ++i) {
    hall.take('A');
    hall.clock.advance_ms(4 * minute_ms);
  }
  hall.open(1, "1001");
  CHECK(hall.refused(ReturnTicket{"A001", "1001"}) == RefusalCode::ticket_not_missed);
  CHECK(hall.call_next(1, "1001") == "A001");  // after 20 minutes; the others waited 12, 8 and 4
  miss(hall, 1, "1001");
  const Ticket& back = hall.done(ReturnTicket{"A001", "1001"});
  CHECK(back.state == TicketState::waiting);
  CHECK(back.ended_at_ms == 0);
  CHECK(back.kept_ms == 10 * minute_ms);
  CHECK(back.returns == 1);
  CHECK(hall.serve(1, "1001", 0) == "A002");
  CHECK(hall.call_next(1, "1001") == "A001");
  miss(hall, 1, "1001");
  CHECK(hall.done(ReturnTicket{"A001", "1001"}).kept_ms == 5 * minute_ms);
  CHECK(hall.serve(1, "1001", 0) == "A003");
}

TEST_CASE("nobody comes back on a later day") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  miss(hall, 1, "1001");
  hall.clock.advance_ms(24 * 60 * minute_ms);
  hall.run(TurnDay{});
  CHECK(hall.refused(ReturnTicket{"20261123-A001", "1001"}) == RefusalCode::visit_over);
  CHECK(hall.refused(ReturnTicket{"A001", "1001"}) == RefusalCode::ticket_unknown);
}

TEST_CASE("a change of lane keeps the place by time and says who did it and why") {
  Hall hall;
  hall.take('A', Lane::care);
  hall.clock.advance_ms(minute_ms);
  hall.take('A');
  hall.clock.advance_ms(minute_ms);
  hall.take('A', Lane::care);
  hall.done(ChangeLane{"A002", "9001", Lane::care, "elderly"});
  const auto& changed = std::get<LaneChanged>(hall.events.back().fact);
  CHECK(changed.staff == "9001");
  CHECK(changed.reason == "elderly");
  CHECK(hall.run(ChangeLane{"A002", "9001", Lane::care, "elderly"}).value().facts.empty());
  CHECK(hall.refused(ChangeLane{"A002", "9001", Lane::appointment, "x"}) == RefusalCode::lane_not_offered);
  hall.open(1, "1001");
  CHECK(hall.serve(1, "1001", 0) == "A001");
  CHECK(hall.serve(1, "1001", 0) == "A002");
  CHECK(hall.serve(1, "1001", 0) == "A003");
}

TEST_CASE("a called number is cancelled by who called it or by a manager, and frees the counter") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  CHECK(hall.refused(CancelTicket{"A001", "1002", ""}) == RefusalCode::ticket_at_counter);
  const Ticket& gone = hall.done(CancelTicket{"A001", "1001", ""});
  CHECK(gone.state == TicketState::cancelled);
  CHECK(gone.outcome == "customer_left");
  CHECK(hall.branch.counter(1).ticket.empty());
  hall.call_next(1, "1001");
  CHECK(hall.done(CancelTicket{"A002", "9001", "mistake"}).outcome == "mistake");
}

TEST_CASE("a manager passes on whom a clerk cannot: hold and transfer, nothing else") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  start(hall, 1, "1001");
  CHECK(hall.refused(HoldTicket{1, "1002", "system"}) == RefusalCode::counter_open_elsewhere);
  CHECK(hall.refused(FinishServing{1, "9001", ""}) == RefusalCode::counter_open_elsewhere);
  CHECK(hall.done(HoldTicket{1, "9001", "system"}).state == TicketState::held);
  CHECK(hall.refused(HoldTicket{1, "9001", "system"}) == RefusalCode::counter_has_no_ticket);
  hall.call_next(1, "1001");
  CHECK(hall.done(TransferTicket{1, "9001", 'B', 0}).service == 'B');
}

TEST_CASE("services that configuration took away end with the visit or are left out") {
  Hall hall;
  hall.take('A');
  hall.take('D');
  hall.take('A');
  hall.done(AddService{"A001", "1001", 'D'});
  hall.done(AddService{"A001", "1001", 'B'});
  hall.open(4, "1003");
  hall.open(1, "1001");
  hall.call_next(4, "1003");
  hall.done(HoldTicket{4, "1003", "form"});
  start(hall, 1, "1001");
  Plan less = menting::tests::demo_plan();
  less.services.pop_back();
  Hall after(less);
  after.branch = Branch(less, hall.branch.state());
  REQUIRE(after.run(StartBranch{"0.1.0", "digest-2"}));
  CHECK(ticket(after, "D001").state == TicketState::cancelled);
  const Ticket& goes_on = after.done(FinishServing{1, "1001", ""});
  CHECK(goes_on.service == 'B');
  CHECK(goes_on.added.empty());
}

TEST_CASE("who lets others go first stands behind just them, and everybody else keeps their place") {
  Hall hall;
  for (int i = 0; i < 5; ++i) {
    hall.take('A');
    hall.clock.advance_ms(minute_ms);
  }
  hall.take('B');
  CHECK(hall.refused(LetPass{"A001", 0}) == RefusalCode::let_pass_count_invalid);
  CHECK(hall.refused(LetPass{"A001", 11}) == RefusalCode::let_pass_count_invalid);
  CHECK(hall.refused(LetPass{"A009", 1}) == RefusalCode::ticket_unknown);
  CHECK(hall.refused(LetPass{"A005", 1}) == RefusalCode::nobody_behind);
  CHECK(hall.done(LetPass{"A001", 2}).let_passes == 1);
  CHECK(std::get<TicketLetPass>(hall.events.back().fact).passed == 2);
  hall.open(1, "1001");
  for (const char* next : {"A002", "A003", "A001", "A004", "A005"}) {
    if (std::string(next) == "A004") {
      hall.done(LetPass{"A004", 5});  // behind all there are
      CHECK(std::get<TicketLetPass>(hall.events.back().fact).passed == 1);
      CHECK(hall.serve(1, "1001", 0) == "A005");
      CHECK(hall.serve(1, "1001", 0) == "A004");
      break;
    }
    CHECK(hall.serve(1, "1001", 0) == next);
  }
  CHECK(hall.refused(LetPass{"A001", 1}) == RefusalCode::visit_over);
}

TEST_CASE("others go first three times a visit, not while called, and in the own lane only") {
  Hall hall;
  hall.take('A', Lane::care);
  for (int i = 0; i < 9; ++i) {
    hall.clock.advance_ms(minute_ms);
    hall.take('A');
  }
  CHECK(hall.refused(LetPass{"A001", 1}) == RefusalCode::nobody_behind);  // nobody else of its lane
  for (int i = 0; i < 3; ++i) hall.done(LetPass{"A002", 1});
  CHECK(hall.refused(LetPass{"A002", 1}) == RefusalCode::let_pass_used_up);
  hall.open(1, "1001");
  CHECK(hall.call_next(1, "1001") == "A001");
  CHECK(hall.refused(LetPass{"A001", 1}) == RefusalCode::ticket_not_waiting);
}

TEST_CASE("of a wait that was taken over no more is kept than lies before the new place") {
  Hall hall;
  hall.take('A');
  hall.clock.advance_ms(20 * minute_ms);
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  hall.take('B');
  hall.clock.advance_ms(minute_ms);
  const Ticket& sent = hall.done(TransferTicket{1, "1001", 'B', 0});
  CHECK(sent.kept_ms == 20 * minute_ms);
  hall.clock.advance_ms(minute_ms);
  CHECK(hall.done(LetPass{"A001", 1}).kept_ms <= 2 * minute_ms);
  CHECK(hall.serve(1, "1001", 1) == "B001");
  CHECK(hall.call_next(1, "1001") == "A001");
  const Ticket& last = *hall.branch.ticket("20261123-A001");
  CHECK(last.waited_ms >= last.kept_ms);
}

}  // namespace verbs_test
