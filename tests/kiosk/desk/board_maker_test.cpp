// The Board is made from the one before and what changed: whatever happens, it must be the one that looking at
// everything would make.
#include <algorithm>
#include <random>

#include "kiosk/desk/desk.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::domain;

namespace {

Command any_command(std::mt19937& random) {
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  const StaffId staff = pick(2) == 0 ? "1001" : "1002";
  const int counter = 1 + pick(3);
  const std::string name = "ABC"[pick(3)] + std::string("00") + std::to_string(1 + pick(9));
  switch (pick(20)) {
    case 0:
      return OpenCounter{counter, staff};
    case 1:
    case 2:
      return CallNext{counter, staff};
    case 3:
      return StartServing{counter, staff};
    case 4:
    case 5:
      return FinishServing{counter, staff, ""};
    case 6:
      return RecordPrinted{"20261123-A00" + std::to_string(1 + pick(9))};
    case 7:
      return ReprintTicket{"B00" + std::to_string(1 + pick(9)), staff};
    case 8:
      return MarkNoShow{counter, staff};
    case 9:
      return HoldTicket{counter, staff, "form"};
    case 10:
      return TransferTicket{counter, staff, pick(2) == 0 ? std::optional('B') : std::nullopt, 1 + pick(3)};
    case 11:
      return ResumeTicket{name, staff};
    case 12:
      return ReturnTicket{name, staff};
    case 13:
      return pick(3) == 0 ? Command(CancelTicket{name, staff, ""}) : Command(CloseCounter{counter, "9001"});
    case 14:
      return AddService{name, staff, 'C'};
    case 15:
      return ChangeLane{name, staff, pick(2) == 0 ? Lane::care : Lane::standard, "elderly"};
    case 16:
      return Recall{counter, staff};
    default:
      return TakeTicket{static_cast<char>('A' + pick(3)), pick(4) == 0 ? Lane::care : Lane::standard,
                        "C" + std::to_string(random()), "zh-CN"};
  }
}

void check_same(const desk::Board& made, const desk::Board& anew) {
  CHECK(std::ranges::equal(made.tickets, anew.tickets, [](const auto& a, const auto& b) { return *a == *b; }));
  CHECK(made.waiting == anew.waiting);
  CHECK(made.unprinted == anew.unprinted);
  CHECK(made.calls == anew.calls);
  CHECK(made.services == anew.services);
  CHECK(made.counters == anew.counters);
}

/// What the index says, by looking at every ticket.
void check_index(const Branch& branch, BusinessDay day) {
  std::set<TicketId> active;
  std::size_t called = 0;
  ServedTotal served;
  StateCounts counts;
  int accepted = 0;
  for (const auto& [id, ticket] : branch.state().tickets) {
    if (is_active(ticket.state)) active.insert(id);
    if (ticket.calls > 0) ++called;
    CHECK(branch.ticket_by_code(ticket.code) == &ticket);
    const WaitingLines& lines = branch.index().waiting(ticket.service);
    const auto& own = ticket.lane == Lane::standard ? lines.standard : lines.priority;
    CHECK(own.contains(&ticket) == (ticket.state == TicketState::waiting && ticket.for_counter == 0));
    CHECK(branch.index().sent_to(ticket.for_counter).contains(&ticket) ==
          (ticket.state == TicketState::waiting && ticket.for_counter != 0));
    if (ticket.service == 'A' && (ticket.day == day || is_active(ticket.state))) counts.add(ticket.state, 1);
    if (ticket.letter == 'A' && ticket.day == day && ticket.state != TicketState::cancelled) ++accepted;
    for (const Serving& serving : ticket.servings) {
      if (ticket.day != day || serving.service != 'A') continue;
      ++served.count;
      served.served_ms += serving.served_ms;
    }
  }
  CHECK(branch.index().counts(day, 'A') == counts);
  CHECK(branch.index().accepted(day, 'A') == accepted);
  CHECK(branch.active() == active);
  CHECK(branch.index().called().size() == called);
  CHECK(branch.index().served(day, 'A').count == served.count);
  CHECK(branch.index().served(day, 'A').served_ms == served.served_ms);
}

}  // namespace

TEST_CASE("a Board made from changes is the Board made from everything") {
  std::mt19937 random(GENERATE(1U, 2U, 3U));
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
  for (int step = 0; step < 400; ++step) {
    desk.ask(any_command(random), {}, {});
    clock.advance_ms(step % 100 == 99 ? 20 * 3'600'000 : 20'000);  // over two midnights
    if (step % 8 != 0) continue;
    desk.run_once(std::chrono::milliseconds(0));
    const auto board = desk.board();
    desk.post(desk::Look{[&](const Branch& branch) {
      const Moment moment = clock.now();
      check_same(*board, desk::BoardMaker().make(branch, moment, board->journal));
      check_index(branch, moment.day);
    }});
    desk.run_once(std::chrono::milliseconds(0));
  }
  CHECK(journal.durable.events.size() > 100);
}

TEST_CASE("who is still being called is on the Board, however many were called since") {
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
  const auto run = [&](Command command) {
    desk.ask(std::move(command), {}, {});
    clock.advance_ms(1'000);
    desk.run_once(std::chrono::milliseconds(0));
  };
  for (int i = 0; i < 16; ++i) run(TakeTicket{'A', Lane::standard, "code" + std::to_string(i), "zh-CN"});
  run(OpenCounter{1, "1001"});
  run(OpenCounter{2, "1002"});
  run(CallNext{2, "1002"});
  for (int i = 0; i < 14; ++i) {
    run(CallNext{1, "1001"});
    run(StartServing{1, "1001"});
    run(FinishServing{1, "1001", ""});
  }
  const auto board = desk.board();
  REQUIRE(board->calls.size() == 13);
  CHECK(board->calls.front().number == 15);
  CHECK(board->calls.back().number == 1);
  CHECK(board->calls.back().counter == 2);
}
