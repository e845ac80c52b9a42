#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

namespace {

RateVisit by_ticket(const std::string& ticket, int score) {
  RateVisit rate;
  rate.ticket = ticket;
  rate.score = score;
  return rate;
}

RateVisit by_counter(int counter, int score) {
  RateVisit rate;
  rate.counter = counter;
  rate.score = score;
  return rate;
}

RateVisit by_code(const std::string& code, int score) {
  RateVisit rate;
  rate.code = code;
  rate.score = score;
  return rate;
}

}  // namespace

TEST_CASE("a visit is rated once, by number, code or counter, and is tied to the clerk who served") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.take('A');
  hall.open(2, "1001");
  hall.serve(2, "1001");
  CHECK(hall.done(by_ticket("A001", 5)).score == 5);
  CHECK(hall.refused(by_ticket("A001", 1)) == RefusalCode::already_rated);
  CHECK(hall.refused(by_code("CODE1", 1)) == RefusalCode::already_rated);
  CHECK(hall.refused(by_counter(2, 1)) == RefusalCode::already_rated);
  hall.serve(2, "1001");
  CHECK(hall.done(by_code("CODE2", 4)).score == 4);
  hall.serve(2, "1001");
  const Ticket& third = hall.done(by_counter(2, 3));
  CHECK(ticket_name(third) == "A003");
  CHECK(third.score == 3);
  const auto& rated = std::get<VisitRated>(hall.events.back().fact);
  CHECK(rated.staff == "1001");
  CHECK(rated.counter == 2);
}

TEST_CASE("a counter and a number together mean that visit alone") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(2, "1001");
  RateVisit rate = by_counter(2, 5);
  rate.ticket = "A001";
  CHECK(hall.refused(rate) == RefusalCode::rating_closed);  // nobody was served there yet
  hall.serve(2, "1001");
  hall.serve(2, "1001");
  CHECK(hall.refused(rate) == RefusalCode::rating_closed);
  CHECK(hall.branch.ticket_by_name("A002", {20261123})->score == 0);
  CHECK(hall.branch.ticket_by_name("A001", {20261123})->score == 0);
  rate.ticket = "A002";
  CHECK(hall.done(rate).score == 5);
  rate.counter = 99;
  CHECK(hall.refused(rate) == RefusalCode::counter_unknown);
  CHECK(hall.refused(RateVisit{"", "", 0, 5, {}, ""}) == RefusalCode::counter_unknown);
}

TEST_CASE("a visit that is not over is not rated") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  CHECK(hall.refused(by_ticket("A001", 5)) == RefusalCode::visit_not_finished);
  hall.call_next(1, "1001");
  CHECK(hall.refused(by_ticket("A001", 5)) == RefusalCode::visit_not_finished);
  hall.done(StartServing{1, "1001"});
  CHECK(hall.refused(by_counter(1, 5)) == RefusalCode::visit_not_finished);
  CHECK(hall.refused(by_counter(9, 5)) == RefusalCode::counter_unknown);
  CHECK(hall.refused(by_ticket("A007", 5)) == RefusalCode::ticket_unknown);
  CHECK(hall.refused(by_code("NOSUCH", 5)) == RefusalCode::ticket_unknown);
}

TEST_CASE("scores, aspects and comments outside their range are refused and change nothing") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.serve(1, "1001");
  CHECK(hall.refused(by_ticket("A001", 0)) == RefusalCode::score_out_of_range);
  CHECK(hall.refused(by_ticket("A001", 6)) == RefusalCode::score_out_of_range);
  RateVisit rate = by_ticket("A001", 2);
  rate.aspects = {"speed", "price"};
  CHECK(hall.refused(rate) == RefusalCode::aspect_unknown);
  rate.aspects = {"speed", "attitude", "speed"};
  rate.comment = std::string(2001, 'x');
  CHECK(hall.refused(rate) == RefusalCode::comment_too_long);
  rate.comment = "张三说:等太久";
  const auto decision = hall.run(rate);
  REQUIRE(decision);
  REQUIRE(decision.value().notes.size() == 1);
  CHECK(decision.value().notes[0].kind == "rating_comment");
  CHECK(hall.branch.ticket_by_name("A001", {20261123})->aspects == std::vector<std::string>{"attitude", "speed"});
}

TEST_CASE("ratings close a day after the visit, and for cancelled numbers") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.serve(1, "1001");
  hall.clock.advance_ms(24 * 3'600'000 + 1);
  hall.run(TurnDay{});
  CHECK(hall.refused(by_code("CODE1", 5)) == RefusalCode::rating_closed);
  CHECK(hall.refused(by_code("CODE2", 5)) == RefusalCode::rating_closed);
}

TEST_CASE("slips: printed, failed, asked for again") {
  Hall hall;
  const std::string a = hall.take('A');
  const TicketId id = hall.branch.ticket_by_name(a, {20261123})->id;
  CHECK(hall.branch.ticket(id)->print == PrintState::pending);
  CHECK(hall.run(ReprintTicket{a, "1001"}).value().facts.empty());
  hall.done(RecordPrintFailed{id, "paper_out"});
  CHECK(hall.branch.ticket(id)->print == PrintState::failed);
  CHECK(hall.refused(RecordPrinted{id}) == RefusalCode::print_not_pending);
  hall.done(ReprintTicket{a, "1001"});
  CHECK(hall.branch.ticket(id)->print_copies == 2);
  hall.done(RecordPrinted{id});
  CHECK(std::get<TicketPrinted>(hall.events.back().fact).copy == 2);
  CHECK(hall.refused(RecordPrintFailed{id, "offline"}) == RefusalCode::print_not_pending);
  hall.done(ReprintTicket{a, "1001"});
  hall.done(RecordPrintFailed{id, "no_reply"});
  CHECK(hall.branch.ticket(id)->print == PrintState::unconfirmed);
  hall.done(ReprintTicket{a, "1001"});
  CHECK(hall.branch.ticket(id)->print == PrintState::pending);
  hall.open(1, "1001");
  hall.serve(1, "1001");
  CHECK(hall.refused(ReprintTicket{a, "1001"}) == RefusalCode::visit_over);
  CHECK(hall.refused(RecordPrinted{"20261123-Z001"}) == RefusalCode::ticket_unknown);
}
