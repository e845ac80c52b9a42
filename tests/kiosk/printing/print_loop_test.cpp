#include "kiosk/printing/print_loop.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/kiosk/printing/loop_hall.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/catch.h"

using namespace menting;
using domain::PrintState;
using printing::Outcome;
using tests::Hall;

TEST_CASE("a ticket's slip is printed and taken down") {
  Hall hall;
  const auto id = hall.take();
  const auto loop = hall.loop();
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.copies() == std::vector<int>{1});
  CHECK(hall.health.printer() == desk::PrinterState::ready);
  REQUIRE(hall.tray->count() == 1);
  const auto slips = tests::decode_escpos(hall.tray->jobs[0]);
  REQUIRE(slips.size() == 1);
  CHECK(slips[0].cut);
  CHECK(tests::scan(slips[0]) == "7K3P9XQ2MD\n");
  printing::Fonts fonts;
  CHECK(tests::shows(slips[0], fonts, {"西单营业厅", 38, printing::Weight::bold}));
  CHECK(tests::shows(slips[0], fonts, {"新业务办理", 42, printing::Weight::bold}));
  CHECK(tests::shows(slips[0], fonts, {"A001", 176, printing::Weight::bold}));
  CHECK(loop->run_once() == 0);
}

TEST_CASE("slips come in the order in which the tickets were taken") {
  Hall hall;
  hall.take("CODE000001", 'D');
  hall.clock.advance_ms(1000);
  hall.take("CODE000002", 'A');
  hall.clock.advance_ms(1000);
  hall.take("CODE000003", 'B');
  CHECK(hall.loop()->run_once() == 3);
  REQUIRE(hall.tray->count() == 3);
  for (std::size_t slip = 0; slip < 3; ++slip)
    CHECK(tests::scan(tests::decode_escpos(hall.tray->jobs[slip]).at(0)) ==
          "CODE00000" + std::to_string(slip + 1) + "\n");
}

TEST_CASE("a slip is not printed twice while the desk has not taken it down yet") {
  Hall hall;
  const auto id = hall.take();
  const auto loop = hall.loop();
  CHECK(loop->run_once() == 1);
  CHECK(loop->run_once() == 0);
  CHECK(hall.print_state(id) == PrintState::pending);
  hall.desk_turn();
  CHECK(loop->run_once() == 0);
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.tray->count() == 1);
  CHECK(hall.copies().size() == 1);
}

TEST_CASE("what the desk could not write is sent again, without another slip") {
  Hall hall;
  const auto id = hall.take();
  const auto loop = hall.loop();
  hall.journal.fail_commit = true;
  loop->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::pending);
  hall.journal.fail_commit = false;
  CHECK(loop->run_once() == 0);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.tray->count() == 1);
}

TEST_CASE("a printer in trouble fails the slip with its reason and shows in health") {
  const auto [outcome, reason, state] = GENERATE(table<Outcome, std::string, desk::PrinterState>({
      {Outcome::paper_out, "paper_out", desk::PrinterState::paper_out},
      {Outcome::cover_open, "cover_open", desk::PrinterState::offline},
      {Outcome::offline, "offline", desk::PrinterState::offline},
  }));
  Hall hall;
  const auto id = hall.take();
  hall.tray->outcomes = {outcome};
  const auto loop = hall.loop();
  loop->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::failed);
  CHECK(hall.failures() == std::vector<std::string>{reason});
  CHECK(hall.health.printer() == state);
  CHECK(hall.health.reasons() == std::vector<std::string>{"printer: the scripted printer is not well: see to it"});
  // It is well again, and the next look sees it.
  loop->look();
  CHECK(hall.health.printer() == desk::PrinterState::ready);
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("little paper is no failure, but is told") {
  Hall hall;
  const auto id = hall.take();
  hall.tray->outcomes = {Outcome::paper_low};
  const auto loop = hall.loop();
  loop->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.health.printer() == desk::PrinterState::paper_low);
  CHECK_FALSE(hall.health.degraded());
  CHECK(hall.health.reasons() == std::vector<std::string>{"printer: the scripted printer is not well: see to it"});
  loop->look();
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("a slip that nobody confirms is not called printed, nor lost") {
  const auto [outcome, degraded, code] = GENERATE(table<Outcome, bool, std::string>({
      {Outcome::unknown, false, "unknown"},
      {Outcome::no_reply, true, "no_reply"},
  }));
  Hall hall;
  const auto id = hall.take();
  hall.tray->outcomes = {outcome};
  const auto loop = hall.loop();
  loop->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::unconfirmed);
  CHECK(hall.failures() == std::vector<std::string>{"no_reply"});
  CHECK(hall.copies().empty());
  CHECK(hall.health.printer() == desk::PrinterState::unknown);
  CHECK(hall.health.degraded() == degraded);
  CHECK(hall.health.reasons().size() == 1);
  CHECK(loop->condition() == printing::Condition{code, "the scripted printer is not well: see to it"});
}

TEST_CASE("a copy asked for later is printed, marked, and taken down as the second") {
  Hall hall;
  const auto id = hall.take();
  const auto loop = hall.loop();
  loop->run_once();
  hall.desk_turn();
  hall.clock.advance_ms(1'800'000);
  hall.desk.ask(domain::ReprintTicket{"A001", "1001"});
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.copies() == std::vector<int>{1, 2});
  const auto slip = tests::decode_escpos(hall.tray->jobs.at(1)).at(0);
  printing::Fonts fonts;
  CHECK(tests::shows(slip, fonts, {"补打", 30, printing::Weight::bold, true}));
}

TEST_CASE("a copy of a slip that failed comes at once, and one for each time it was asked for") {
  Hall hall;
  const auto id = hall.take();
  hall.tray->outcomes = {Outcome::paper_out, Outcome::done};
  const auto loop = hall.loop();
  loop->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::failed);
  const auto ask = [&hall](const std::string& request_id) {
    std::optional<desk::Receipt> receipt;
    desk::Request request{domain::ReprintTicket{"A001", "1001"}};
    request.request_id = request_id;
    request.fingerprint = "reprint";
    request.done = [&receipt](const desk::Receipt& answer) { receipt = answer; };
    REQUIRE(hall.desk.post(std::move(request)));
    hall.desk_turn();
    REQUIRE(receipt);
    CHECK(std::holds_alternative<desk::Answer>(*receipt));
  };
  ask("one");
  ask("one");
  ask("two");  // while the first is still to come: one slip is what they see
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  ask("one");  // sent again much later: it has had its slip
  CHECK(loop->run_once() == 0);
  CHECK(hall.tray->count() == 2);
  ask("three");
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.copies() == std::vector<int>{2, 3});
  const auto slip = tests::decode_escpos(hall.tray->jobs.at(1)).at(0);
  printing::Fonts fonts;
  CHECK(tests::shows(slip, fonts, {"补打", 30, printing::Weight::bold, true}));
}

TEST_CASE("a copy that was asked for before a restart is not printed after it") {
  Hall hall;
  const auto id = hall.take();
  hall.loop()->run_once();
  hall.desk_turn();
  hall.desk.ask(domain::ReprintTicket{"A001", "1001"});
  const auto restarted = hall.loop();
  CHECK(restarted->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.failures() == std::vector<std::string>{"stale"});
  hall.desk.ask(domain::ReprintTicket{"A001", "1001"});
  restarted->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
  CHECK(hall.copies() == std::vector<int>{1, 3});
  CHECK(hall.tray->count() == 2);
}

TEST_CASE("a slip that nobody waits for any more is not printed after a restart") {
  Hall hall;
  const auto old = hall.take("CODE000001");
  hall.clock.advance_ms(600'001);
  const auto fresh = hall.take("CODE000002");
  hall.loop()->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(old) == PrintState::failed);
  CHECK(hall.failures() == std::vector<std::string>{"stale"});
  CHECK(hall.print_state(fresh) == PrintState::printed);
  CHECK(hall.tray->count() == 1);
}

TEST_CASE("without a printer slips fail, and the branch is not degraded by it") {
  Hall hall;
  const auto id = hall.take();
  printing::PrintLoop loop(nullptr, {}, hall.desk, hall.health);
  CHECK(loop.run_once() == 1);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::failed);
  CHECK(hall.failures() == std::vector<std::string>{"no_printer"});
  CHECK(hall.health.printer() == desk::PrinterState::unknown);
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("a slip that cannot be drawn fails and says why") {
  Hall hall;
  const auto id = hall.take(std::string(5000, 'X'));
  const auto loop = hall.loop();
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::failed);
  CHECK(hall.failures() == std::vector<std::string>{"not_drawn"});
  CHECK_THAT(hall.health.reasons().at(0), ContainsSubstring("QR code"));
  hall.take();
  loop->run_once();
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("an unknown time zone is refused") {
  Hall hall;
  CHECK_THROWS(printing::PrintLoop(nullptr, {{}, "Mars/Olympus", {}}, hall.desk, hall.health));
}

TEST_CASE("the loop's thread wakes with the Board") {
  Hall hall;
  const auto loop = hall.loop();
  std::mutex mutex;
  std::condition_variable changed;
  hall.desk.boards().subscribe([&] {
    const std::lock_guard lock(mutex);
    changed.notify_all();
  });
  loop->start();
  hall.desk.start();
  for (int ticket = 1; ticket <= 3; ++ticket) hall.take("CODE00000" + std::to_string(ticket));
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return hall.desk.board()->unprinted.empty(); });
  }
  loop->stop();
  hall.desk.stop();
  CHECK(hall.tray->count() == 3);
  CHECK(hall.copies() == std::vector<int>{1, 1, 1});
}

TEST_CASE("stopping leaves a slip that was not fully sent for the next start") {
  Hall hall;
  const auto id = hall.take();
  hall.tray->blocks = true;
  {
    const auto loop = hall.loop();
    loop->start();
    std::unique_lock lock(hall.tray->mutex);
    hall.tray->changed.wait(lock, [&] { return hall.tray->started; });
    lock.unlock();
    loop->stop();
  }
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::pending);
  hall.tray->blocks = false;
  hall.loop()->run_once();
  hall.desk_turn();
  CHECK(hall.print_state(id) == PrintState::printed);
}
