#include "kiosk/printing/print_loop.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/text/catalog.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using domain::PrintState;
using printing::Outcome;

namespace {

/// What a scripted printer shares with its test.
struct Tray {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> jobs;
  std::deque<Outcome> outcomes;  ///< of the next calls; done when empty
  bool blocks = false;           ///< until interrupted
  bool interrupted = false;
  bool started = false;

  std::size_t count() {
    const std::lock_guard lock(mutex);
    return jobs.size();
  }
};

class ScriptedPrinter : public printing::Printer {
 public:
  explicit ScriptedPrinter(std::shared_ptr<Tray> tray) : tray_(std::move(tray)) {}
  Outcome print(std::string_view escpos) override {
    std::unique_lock lock(tray_->mutex);
    tray_->started = true;
    tray_->changed.notify_all();
    if (tray_->blocks) {
      tray_->changed.wait(lock, [this] { return tray_->interrupted; });
      return Outcome::offline;
    }
    tray_->jobs.emplace_back(escpos);
    return next();
  }
  Outcome look() override {
    const std::lock_guard lock(tray_->mutex);
    return next();
  }
  std::string trouble() const override {
    return last_ == Outcome::done ? "" : "the scripted printer is not well: see to it";
  }
  void interrupt() override {
    const std::lock_guard lock(tray_->mutex);
    tray_->interrupted = true;
    tray_->changed.notify_all();
  }

 private:
  Outcome next() {
    last_ = tray_->outcomes.empty() ? Outcome::done : tray_->outcomes.front();
    if (!tray_->outcomes.empty()) tray_->outcomes.pop_front();
    return last_;
  }
  Outcome last_ = Outcome::done;
  std::shared_ptr<Tray> tray_;
};

/// A branch without threads: the test says whose turn it is.
struct Hall {
  Hall() { text::load(std::string(MENTING_BUILD_DIR) + "/assets/text"); }

  std::string take(const std::string& code = "7K3P9XQ2MD", domain::ServiceLetter service = 'A') {
    return std::get<desk::Answer>(desk.ask(domain::TakeTicket{service, domain::Lane::standard, code, "zh-CN"}))
        .ticket->id;
  }
  PrintState print_state(const std::string& id) { return desk.board()->ticket(id)->print; }
  std::vector<std::string> failures() const {
    std::vector<std::string> reasons;
    for (const auto& event : journal.durable.events)
      if (const auto* failed = std::get_if<domain::PrintFailed>(&event.fact)) reasons.push_back(failed->reason);
    return reasons;
  }
  std::vector<int> copies() const {
    std::vector<int> found;
    for (const auto& event : journal.durable.events)
      if (const auto* printed = std::get_if<domain::TicketPrinted>(&event.fact)) found.push_back(printed->copy);
    return found;
  }
  void desk_turn() {
    while (desk.run_once(std::chrono::milliseconds(0)) > 0) {
    }
  }
  std::unique_ptr<printing::PrintLoop> loop() {
    return std::make_unique<printing::PrintLoop>(std::make_unique<ScriptedPrinter>(tray),
                                                 printing::PrintSettings{{}, "Asia/Shanghai", plan.name}, desk, health);
  }

  domain::Plan plan = tests::demo_plan();
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk{plan, "test", "digest", journal, clock, health};
  std::shared_ptr<Tray> tray = std::make_shared<Tray>();
};

}  // namespace

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
