// What a manager arranges for a day: services closed, counters moved, ratings answered.
#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"
#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;
using R = RefusalCode;

namespace {

std::string services(const Hall& hall, CounterNumber counter) {
  const auto letters = hall.branch.services_at(counter);
  return {letters.begin(), letters.end()};
}

std::string rated_visit(Hall& hall, int score) {
  hall.take('A');
  hall.open(1, "1001");
  const std::string name = hall.serve(1, "1001");
  hall.done(RateVisit{"", name, 0, score, {}, ""});
  return name;
}

}  // namespace

TEST_CASE("a closed service gives no number and takes nobody in, and who waits is still served") {
  Hall hall;
  hall.take('A');
  hall.take('B');
  hall.open(2, "1002");
  REQUIRE(hall.run(CloseService{'A', "9001", "no_staff"}));
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", ""}) == R::service_closed);
  CHECK(hall.take('B') == "B002");
  CHECK(hall.refused(AddService{"B001", "1002", 'A'}) == R::service_closed);
  CHECK(hall.call_next(2, "1002") == "A001");
  hall.done(TransferTicket{2, "1002", 'B', 0});
  CHECK(hall.call_next(2, "1002") == "A001");
  CHECK(hall.refused(TransferTicket{2, "1002", 'A', 0}) == R::service_closed);
  REQUIRE(hall.run(ReopenService{'A', "9001"}));
  hall.done(TransferTicket{2, "1002", 'A', 0});
  CHECK(hall.take('A') == "A002");
}

TEST_CASE("who already has a number of a closed service keeps its place through a hold, a no-show and a further one") {
  Hall hall;
  hall.take('A');
  hall.take('B');
  hall.open(1, "1001");
  hall.done(AddService{"B001", "1001", 'A'});
  REQUIRE(hall.run(CloseService{'A', "9001", ""}));
  hall.call_next(1, "1001");
  hall.done(HoldTicket{1, "1001", "form"});
  CHECK(hall.done(ResumeTicket{"A001", "1001"}).state == TicketState::waiting);
  hall.done(CallTicket{1, "1001", "B001"});
  hall.done(StartServing{1, "1001"});
  CHECK(hall.done(FinishServing{1, "1001", ""}).service == 'A');
  CHECK(hall.call_next(1, "1001") == "A001");
}

TEST_CASE("closing twice and reopening twice are done once") {
  Hall hall;
  REQUIRE(hall.run(CloseService{'A', "9001", "full"}));
  REQUIRE(hall.run(CloseService{'A', "9001", "system"}));
  CHECK(hall.branch.closure('A')->reason == "full");
  CHECK(hall.events.size() == 1);
  REQUIRE(hall.run(ReopenService{'A', "9001"}));
  REQUIRE(hall.run(ReopenService{'A', "9001"}));
  CHECK(hall.events.size() == 2);
}

TEST_CASE("only a manager arranges the day, and only what there is") {
  Hall hall;
  for (const StaffId& staff : {StaffId("1001"), StaffId("1003"), StaffId("nobody"), StaffId()}) {
    CHECK(hall.refused(CloseService{'A', staff, ""}) == R::role_missing);
    CHECK(hall.refused(ReopenService{'A', staff}) == R::role_missing);
    CHECK(hall.refused(ReassignCounter{1, staff, "C"}) == R::role_missing);
    CHECK(hall.refused(AnswerRating{"A001", staff, "none", ""}) == R::role_missing);
  }
  CHECK(hall.refused(CloseService{'Z', "9001", ""}) == R::service_unknown);
  CHECK(hall.refused(ReopenService{'Z', "9001"}) == R::service_unknown);
  CHECK(hall.refused(ReassignCounter{9, "9001", "A"}) == R::counter_unknown);
  CHECK(hall.refused(ReassignCounter{1, "9001", "AZ"}) == R::service_unknown);
  CHECK(hall.refused(ReassignCounter{1, "9001", "ABA"}) == R::service_twice);
  CHECK(hall.events.empty());
}

TEST_CASE("a reason in own words goes into a note, never into the event") {
  Hall hall;
  const auto decision = hall.run(CloseService{'A', "9001", "小王今天请假"});
  REQUIRE(decision);
  CHECK(std::get<ServiceClosed>(decision.value().facts.at(0)).reason == "other");
  REQUIRE(decision.value().notes.size() == 1);
  CHECK(decision.value().notes[0].kind == "service_reason_A");
  CHECK(decision.value().notes[0].text == "小王今天请假");
}

TEST_CASE("a moved counter calls for its new services in their order, and for the old ones no more") {
  Hall hall;
  hall.take('A');
  hall.take('C');
  hall.open(1, "1001");
  hall.clock.advance_ms(1'000);
  REQUIRE(hall.run(ReassignCounter{1, "9001", "DC"}));
  CHECK(services(hall, 1) == "DC");
  hall.take('D');
  CHECK(hall.refused(CallTicket{1, "1001", "A001"}) == R::ticket_not_for_counter);
  CHECK(hall.call_next(1, "1001") == "C001");  // waits longest
  hall.done(StartServing{1, "1001"});
  hall.done(FinishServing{1, "1001", ""});
  CHECK(hall.call_next(1, "1001") == "D001");
  hall.done(StartServing{1, "1001"});
  hall.done(FinishServing{1, "1001", ""});
  CHECK(hall.refused(CallNext{1, "1001"}) == R::queue_empty);
  REQUIRE(hall.run(ReassignCounter{1, "9001", ""}));
  CHECK(services(hall, 1) == "AB");
  CHECK(hall.call_next(1, "1001") == "A001");
}

TEST_CASE("who was passed on to a counter, or is at it, stays when it moves") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.done(TransferTicket{1, "1001", std::nullopt, 2});
  hall.call_next(2, "1002");
  REQUIRE(hall.run(ReassignCounter{2, "9001", "D"}));
  CHECK(hall.branch.ticket_by_name("A001", {20261123})->counter == 2);
  hall.done(StartServing{2, "1002"});
  hall.done(FinishServing{2, "1002", ""});
  hall.call_next(1, "1001");
  hall.done(TransferTicket{1, "1001", std::nullopt, 2});
  CHECK(hall.call_next(2, "1002") == "A002");
}

TEST_CASE("a counter that serves as configured is not moved, however it was said") {
  Hall hall;
  REQUIRE(hall.run(ReassignCounter{1, "9001", "AB"}));
  CHECK(hall.events.empty());
  REQUIRE(hall.run(ReassignCounter{1, "9001", "BA"}));
  CHECK(hall.branch.counter(1).services == "BA");
  REQUIRE(hall.run(ReassignCounter{1, "9001", "AB"}));
  CHECK(hall.branch.counter(1).services.empty());
}

TEST_CASE("a counter keeps its services while it is closed and opened again") {
  Hall hall;
  REQUIRE(hall.run(ReassignCounter{1, "9001", "C"}));
  hall.open(1, "1001");
  REQUIRE(hall.run(CloseCounter{1, "1001"}));
  hall.open(1, "1002");
  CHECK(services(hall, 1) == "C");
}

TEST_CASE("how long is told of the counters as they are moved") {
  Hall hall;
  for (int i = 0; i < 8; ++i) hall.take('D');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.open(4, "1003");
  const Estimate before = estimate_wait(hall.branch, 'D', Lane::standard, hall.clock.now());
  REQUIRE(hall.run(ReassignCounter{1, "9001", "D"}));
  REQUIRE(hall.run(ReassignCounter{2, "9001", "D"}));
  const Estimate after = estimate_wait(hall.branch, 'D', Lane::standard, hall.clock.now());
  CHECK(after.high_minutes < before.high_minutes);
  CHECK(after.low_minutes < before.low_minutes);
}

TEST_CASE("what was arranged ends with the day, and not when the clock jumps") {
  Hall hall;
  REQUIRE(hall.run(CloseService{'A', "9001", "system"}));
  REQUIRE(hall.run(ReassignCounter{1, "9001", "D"}));
  hall.run(TurnDay{false});
  CHECK(hall.branch.closure('A') != nullptr);
  CHECK(services(hall, 1) == "D");
  hall.clock.advance_ms(24 * 3'600'000);
  hall.run(TurnDay{});
  CHECK(hall.branch.closure('A') == nullptr);
  CHECK(services(hall, 1) == "AB");
  CHECK(hall.take('A') == "A001");
}

TEST_CASE("what configuration took away cannot stay arranged") {
  Plan less = menting::tests::demo_plan();
  less.services.pop_back();
  Hall hall;
  REQUIRE(hall.run(CloseService{'D', "9001", "system"}));
  REQUIRE(hall.run(CloseService{'A', "9001", "system"}));
  REQUIRE(hall.run(ReassignCounter{1, "9001", "AD"}));
  REQUIRE(hall.run(ReassignCounter{2, "9001", "C"}));
  hall.branch = Branch(less, hall.branch.state());
  hall.run(StartBranch{"1.0", "another"});
  CHECK(hall.branch.closure('D') == nullptr);
  CHECK(hall.branch.closure('A') != nullptr);
  CHECK(services(hall, 1) == "AB");
  CHECK(services(hall, 2) == "C");
}

TEST_CASE("a rating is answered once, by a code, with the words in a note") {
  Hall hall;
  const std::string name = rated_visit(hall, 1);
  CHECK(hall.refused(AnswerRating{name, "9001", "shrugged", ""}) == R::action_unknown);
  CHECK(hall.refused(AnswerRating{name, "9001", "none", std::string(2001, 'x')}) == R::comment_too_long);
  const auto decision = hall.run(AnswerRating{name, "9001", "apologised", "致电道歉"});
  REQUIRE(decision);
  REQUIRE(decision.value().notes.size() == 1);
  CHECK(decision.value().notes[0].kind == "rating_answer");
  const Ticket& ticket = *hall.branch.ticket_by_name(name, {20261123});
  CHECK(ticket.rating_answer == "apologised");
  CHECK(ticket.answer_staff == "9001");
  CHECK(ticket.answered_at_ms == hall.clock.now().at_ms);
  CHECK(hall.refused(AnswerRating{name, "9001", "solved", ""}) == R::rating_answered);
}

TEST_CASE("only what was rated can be answered") {
  Hall hall;
  CHECK(hall.refused(AnswerRating{"A001", "9001", "none", ""}) == R::rating_unknown);
  hall.take('A');
  CHECK(hall.refused(AnswerRating{"A001", "9001", "none", ""}) == R::rating_unknown);
  hall.open(1, "1001");
  hall.serve(1, "1001");
  CHECK(hall.refused(AnswerRating{"A001", "9001", "none", ""}) == R::rating_unknown);
}

TEST_CASE("the first call of a visit stays on record, whatever comes after") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.clock.advance_ms(60'000);
  hall.call_next(1, "1001");
  const std::int64_t called_at_ms = hall.clock.now().at_ms;
  hall.done(TransferTicket{1, "1001", 'B', 0});
  hall.clock.advance_ms(60'000);
  hall.call_next(2, "1002");
  const Ticket& ticket = *hall.branch.ticket_by_name("A001", {20261123});
  CHECK(ticket.first_wait_ms == 60'000);
  CHECK(ticket.first_counter == 1);
  CHECK(ticket.first_staff == "1001");
  CHECK(ticket.first_called_at_ms == called_at_ms);
  CHECK(ticket.waited_ms == 120'000);
}
