#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

TEST_CASE("first come, first served over all services of a counter") {
  Hall hall;
  hall.take('B');
  hall.clock.advance_ms(1000);
  hall.take('A');
  hall.clock.advance_ms(1000);
  hall.take('C');
  hall.open(1, "1001");
  CHECK(hall.serve(1, "1001") == "B001");
  CHECK(hall.serve(1, "1001") == "A001");
  CHECK(hall.refused(CallNext{1, "1001"}) == RefusalCode::queue_empty);
}

TEST_CASE("a counter prefers its first service only among equals") {
  Hall hall;
  hall.take('B');
  hall.take('A');
  hall.open(1, "1001");
  CHECK(hall.call_next(1, "1001") == "A001");
}

TEST_CASE("priority lanes go first, but at most two in a row while others wait") {
  Hall hall;
  for (int i = 0; i < 2; ++i) hall.take('A');
  for (int i = 0; i < 4; ++i) hall.take('A', i % 2 == 0 ? Lane::care : Lane::vip);
  hall.open(1, "1001");
  std::vector<std::string> order;
  std::vector<Why> reasons;
  for (int i = 0; i < 6; ++i) {
    const Ticket& ticket = hall.done(CallNext{1, "1001"});
    order.push_back(ticket_name(ticket));
    reasons.push_back(ticket.why);
    hall.done(StartServing{1, "1001"});
    hall.done(FinishServing{1, "1001", ""});
  }
  CHECK(order == std::vector<std::string>{"A003", "A004", "A001", "A005", "A006", "A002"});
  CHECK(reasons[0] == Why::priority_lane);
  CHECK(reasons[2] == Why::priority_run_ended);
  CHECK(reasons[5] == Why::first_come);
}

TEST_CASE("nobody waits beyond the longest wait without going to the front") {
  Hall hall;
  hall.take('A');
  hall.clock.advance_ms(23 * 60'000);
  hall.take('A', Lane::vip);
  hall.open(1, "1001");
  const Ticket& first = hall.done(CallNext{1, "1001"});
  CHECK(ticket_name(first) == "A001");
  CHECK(first.why == Why::waited_too_long);
  CHECK(first.waited_ms == 23 * 60'000);
}

TEST_CASE("the printed order is the order of the calls") {
  Hall hall;
  for (int i = 0; i < 9; ++i) {
    hall.take('A', i % 3 == 0 ? Lane::care : Lane::standard);
    hall.clock.advance_ms(500);
  }
  std::vector<std::string> promised;
  for (const Ticket* ticket : waiting_in_order(hall.branch, 'A', hall.clock.now())) {
    promised.push_back(ticket_name(*ticket));
  }
  hall.open(1, "1001");
  std::vector<std::string> called;
  for (int i = 0; i < 9; ++i) {
    called.push_back(hall.call_next(1, "1001"));
    hall.done(StartServing{1, "1001"});
    hall.done(FinishServing{1, "1001", ""});
  }
  CHECK(called == promised);
}

TEST_CASE("a counter has one customer at a time, a ticket one counter") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  CHECK(hall.call_next(1, "1001") == "A001");
  CHECK(hall.call_next(2, "1002") == "A002");
  CHECK(hall.refused(CallNext{1, "1001"}) == RefusalCode::counter_busy);
  CHECK(hall.run(CallNext{1, "1001"}).refusal().about == "A001");
  CHECK(hall.run(CloseCounter{1, "1001"}).refusal().about == "A001");
  CHECK(hall.refused(CallTicket{1, "1001", "A002"}) == RefusalCode::counter_busy);
  CHECK(hall.refused(CallNext{1, "1002"}) == RefusalCode::counter_open_elsewhere);
}

TEST_CASE("a clerk may call one by number") {
  Hall hall;
  hall.take('A');
  hall.take('A');
  hall.take('C');
  hall.open(1, "1001");
  CHECK(hall.refused(CallTicket{1, "1001", "A009"}) == RefusalCode::ticket_unknown);
  CHECK(hall.refused(CallTicket{1, "1001", "C001"}) == RefusalCode::ticket_not_for_counter);
  const Ticket& chosen = hall.done(CallTicket{1, "1001", "a002"});
  CHECK(ticket_name(chosen) == "A002");
  CHECK(chosen.why == Why::chosen_by_clerk);
  hall.open(2, "1002");
  CHECK(hall.refused(CallTicket{2, "1002", "A002"}) == RefusalCode::ticket_not_waiting);
}

TEST_CASE("recall waits for the gap, no-show for the calls") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  CHECK(hall.refused(Recall{1, "1001"}) == RefusalCode::counter_has_no_ticket);
  hall.call_next(1, "1001");
  CHECK(hall.refused(Recall{1, "1001"}) == RefusalCode::recall_too_soon);
  CHECK(hall.refused(MarkNoShow{1, "1001"}) == RefusalCode::no_show_too_early);
  hall.clock.advance_ms(9'999);
  CHECK(hall.refused(Recall{1, "1001"}) == RefusalCode::recall_too_soon);
  hall.clock.advance_ms(1);
  CHECK(hall.done(Recall{1, "1001"}).calls == 2);
  CHECK(hall.refused(MarkNoShow{1, "1001"}) == RefusalCode::no_show_too_early);
  hall.clock.advance_ms(10'000);
  CHECK(hall.done(Recall{1, "1001"}).calls == 3);
  const Ticket& gone = hall.done(MarkNoShow{1, "1001"});
  CHECK(gone.state == TicketState::no_show);
  CHECK(hall.branch.counter(1).ticket.empty());
  CHECK(hall.refused(StartServing{1, "1001"}) == RefusalCode::counter_has_no_ticket);
}

TEST_CASE("start and finish, each once and in order") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.clock.advance_ms(120'000);
  hall.call_next(1, "1001");
  CHECK(hall.refused(FinishServing{1, "1001", ""}) == RefusalCode::ticket_not_serving);
  hall.clock.advance_ms(5'000);
  hall.done(StartServing{1, "1001"});
  CHECK(hall.refused(StartServing{1, "1001"}) == RefusalCode::ticket_not_called);
  CHECK(hall.refused(Recall{1, "1001"}) == RefusalCode::ticket_not_called);
  CHECK(hall.refused(MarkNoShow{1, "1001"}) == RefusalCode::ticket_not_called);
  hall.clock.advance_ms(60'000);
  const Ticket& done = hall.done(FinishServing{1, "1001", "partly"});
  CHECK(done.state == TicketState::finished);
  CHECK(done.waited_ms == 120'000);
  CHECK(done.served_ms == 60'000);
  CHECK(done.outcome == "partly");
  CHECK(hall.branch.counter(1).last_ticket == done.id);
  CHECK(hall.refused(FinishServing{1, "1001", ""}) == RefusalCode::counter_has_no_ticket);
}
