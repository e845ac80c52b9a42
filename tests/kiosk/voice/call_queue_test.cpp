#include "kiosk/voice/call_queue.h"

#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;

namespace {

struct Queue : tests::VoiceHall {
  voice::CallQueue queue{*desk.board()};

  void notice() { queue.notice(*desk.board()); }
  /// The next call as "A001 1", or "" when there is none.
  std::string next() {
    const auto call = queue.next(*desk.board(), clock.now().steady_ms);
    return call ? domain::ticket_name(call->service, call->number) + " " + std::to_string(call->counter) : "";
  }
};

}  // namespace

TEST_CASE("calls come in the order in which they were made, each once") {
  Queue it;
  for (int i = 0; i < 3; ++i) it.take();
  it.call_next(2);
  it.call_next(1);
  it.notice();
  it.notice();
  CHECK(it.next() == "A001 2");
  CHECK(it.next() == "A002 1");
  CHECK(it.next().empty());
  it.notice();
  CHECK(it.next().empty());
}

TEST_CASE("what was called before the program's start is not said, a recall of it is") {
  tests::VoiceHall hall;
  hall.take();
  hall.call_next(1);
  voice::CallQueue queue(*hall.desk.board());
  queue.notice(*hall.desk.board());
  CHECK_FALSE(queue.next(*hall.desk.board(), hall.clock.now().steady_ms));
  hall.recall(1);
  queue.notice(*hall.desk.board());
  CHECK(queue.next(*hall.desk.board(), hall.clock.now().steady_ms));
}

TEST_CASE("a recall is said again, but not twice in a row while the call waits") {
  Queue it;
  it.take();
  it.take();
  it.call_next(1);
  it.call_next(2);
  it.notice();
  it.recall(1);
  it.notice();
  CHECK(it.next() == "A001 1");
  CHECK(it.next() == "A002 2");
  CHECK(it.next().empty());
  it.recall(1);
  it.notice();
  CHECK(it.next() == "A001 1");
  CHECK(it.next().empty());
}

TEST_CASE("a call whose turn comes after a minute is dropped; a recall makes it young again") {
  Queue it;
  it.take();
  it.take();
  it.call_next(1);
  it.call_next(2);
  it.notice();
  it.clock.advance_ms(50'000);
  it.recall(2);
  it.notice();
  it.clock.advance_ms(5'000);
  CHECK(it.next() == "A002 2");
  CHECK(it.next().empty());
}

TEST_CASE("who has come, was served or did not come is not called any more") {
  Queue it;
  it.take();
  it.take();
  it.take();
  it.call_next(1);
  it.notice();
  it.finish(1);
  it.call_next(2);
  it.notice();
  it.no_show(2);
  it.call_next(1);
  it.notice();
  CHECK(it.next() == "A003 1");
  CHECK(it.next().empty());
}

TEST_CASE("more than can be said are not kept") {
  desk::Board board;
  voice::CallQueue queue(board);
  for (int number = 1; number <= 100; ++number) {
    domain::Ticket ticket;
    ticket.id = domain::ticket_id({20261123}, 'A', number);
    ticket.number = number;
    ticket.state = domain::TicketState::called;
    ticket.calls = 1;
    ticket.called_steady_ms = number;
    board.tickets.push_back(std::make_shared<const domain::Ticket>(ticket));
  }
  queue.notice(board);
  const auto first = queue.next(board, 100);
  REQUIRE(first);
  CHECK(first->number == 81);
  int more = 0;
  while (queue.next(board, 100)) ++more;
  CHECK(more == 19);
}

TEST_CASE("a number that was passed on to another service is called as it stands on its slip") {
  desk::Board board;
  voice::CallQueue queue(board);
  domain::Ticket ticket;
  ticket.id = "20261123-B007";
  ticket.letter = 'B';
  ticket.service = 'C';
  ticket.number = 7;
  ticket.state = domain::TicketState::called;
  ticket.calls = 1;
  ticket.called_steady_ms = 5;
  board.tickets.push_back(std::make_shared<const domain::Ticket>(ticket));
  queue.notice(board);
  const auto call = queue.next(board, 6);
  REQUIRE(call);
  CHECK(domain::ticket_name(call->service, call->number) == "B007");
}
