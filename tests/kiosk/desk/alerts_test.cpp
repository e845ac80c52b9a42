#include "kiosk/desk/alerts.h"

#include <memory>
#include <vector>

#include "kiosk/desk/desk.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::desk;
using namespace menting::domain;
using namespace menting::tests;

namespace alerts_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;

struct Watch {
  MemoryJournal journal;
  TestClock clock;
  Health health;
  Desk desk{demo_plan(), "1.0", "digest", journal, clock, health};
  AlertLimits limits;
  std::vector<RepairAlert> repairs;
  std::int64_t disk_free_mb = -1;
  int codes = 0;

  void take(char service, int how_many = 1) {
    while (how_many-- > 0) desk.ask(TakeTicket{service, Lane::standard, "CODE" + std::to_string(++codes), "zh-CN"});
  }

  /// "kind/level" of each, in order; without what the hall has not staffed unless that is asked for.
  std::string said(bool with_no_counter = false) {
    desk.run_once(std::chrono::milliseconds(0));
    std::string all;
    for (const Alert& alert : now()) {
      if (!with_no_counter && alert.kind == AlertKind::no_counter) continue;
      all += std::string(to_string(alert.kind)) + "/" + std::string(to_string(alert.level)) + " ";
    }
    return all;
  }

  std::vector<Alert> now() {
    const BoardPtr board = desk.board();
    return alerts_now({*board, desk.plan(), health, repairs, limits, disk_free_mb, clock.now().at_ms});
  }
};

}  // namespace

TEST_CASE("a wait is an alert when its target comes near, when it is passed, and urgent beyond the longest wait") {
  Watch watch;
  watch.desk.ask(OpenCounter{4, "1001"});
  watch.take('D');  // five minutes
  CHECK(watch.said().empty());
  watch.clock.advance_ms(4 * minute_ms - 1);
  CHECK(watch.said().empty());
  watch.clock.advance_ms(1);
  CHECK(watch.said() == "target_near/warning ");
  watch.clock.advance_ms(minute_ms);
  CHECK(watch.said() == "target_near/warning ");
  watch.clock.advance_ms(1);
  CHECK(watch.said() == "target_passed/warning ");
  const Alert passed = watch.now().front();
  CHECK(passed.since_ms == watch.clock.now().at_ms - 1);
  CHECK(passed.id == "target_passed:20261123-D001");
  watch.clock.advance_ms(3 * minute_ms);
  CHECK(watch.said() == "target_passed/urgent ");
  watch.desk.ask(CallNext{4, "1001"});
  CHECK(watch.said().empty());
}

TEST_CASE("who was told a wait beyond the target is an alert from the beginning") {
  Watch watch;
  watch.desk.ask(OpenCounter{4, "1001"});
  watch.take('D', 20);
  const auto alerts = watch.now();
  REQUIRE_FALSE(alerts.empty());
  CHECK(alerts.back().kind == AlertKind::target_near);
  CHECK(alerts.size() < 20);
}

TEST_CASE("a queue that no open counter serves is an alert while somebody waits") {
  Watch watch;
  CHECK(watch.said(true).empty());
  watch.take('A');
  CHECK(watch.said(true) == "no_counter/warning ");
  watch.desk.ask(OpenCounter{1, "1001"});
  CHECK(watch.said(true).empty());
  watch.desk.ask(ReassignCounter{1, "9001", "C"});
  CHECK(watch.said(true) == "no_counter/warning ");
  watch.desk.ask(ReassignCounter{1, "9001", ""});
  watch.desk.ask(PauseCounter{1, "1001", "meal"});
  CHECK(watch.said(true) == "no_counter/warning ");
}

TEST_CASE("a low rating stays an alert for a week, or until a manager answers it") {
  Watch watch;
  watch.desk.ask(OpenCounter{1, "1001"});
  for (const int score : {1, 2, 3}) {
    watch.take('A');
    watch.desk.ask(CallNext{1, "1001"});
    watch.desk.ask(StartServing{1, "1001"});
    watch.desk.ask(FinishServing{1, "1001", ""});
    watch.desk.ask(RateVisit{"", "", 1, score, {}, ""});
  }
  CHECK(watch.said() == "low_rating/urgent low_rating/warning ");
  CHECK(watch.now().front().staff == "1001");
  watch.desk.ask(AnswerRating{"A001", "9001", "apologised", ""});
  CHECK(watch.said() == "low_rating/warning ");
  watch.clock.advance_ms(6 * 24 * 60 * minute_ms);
  CHECK(watch.said() == "low_rating/warning ");
  watch.clock.advance_ms(2 * 24 * 60 * minute_ms);
  CHECK(watch.said().empty());
}

TEST_CASE("printer, disk, storage and calls for help are alerts while they last") {
  Watch watch;
  watch.health.set_printer(PrinterState::paper_low);
  CHECK(watch.said() == "paper_low/warning ");
  CHECK(watch.now().front().since_ms > 0);
  watch.health.set_printer(PrinterState::paper_out);
  CHECK(watch.said() == "printer/urgent ");
  watch.health.set_printer(PrinterState::ready);
  watch.health.report("printer", "does not answer");
  CHECK(watch.said() == "printer/warning ");
  watch.health.report("printer", {});
  watch.disk_free_mb = 199;
  CHECK(watch.said() == "disk/warning ");
  watch.disk_free_mb = 200;
  CHECK(watch.said().empty());
  watch.health.report("disk", "an fsync failed");
  CHECK(watch.said() == "disk/urgent ");
  watch.health.report("disk", {});
  watch.desk.ask(CallAssistance{"en", "entrance"});
  CHECK(watch.said() == "assistance/urgent ");
  watch.journal.fail_commit = true;
  watch.take('A');
  const auto alerts = watch.now();
  CHECK(std::any_of(alerts.begin(), alerts.end(), [](const Alert& a) { return a.kind == AlertKind::storage; }));
}

TEST_CASE("headquarters lags when something was not taken for too long, and only where there is one") {
  Watch watch;
  watch.clock.advance_ms(20 * minute_ms);
  CHECK(watch.said().empty());
  watch.health.set_hq(HqState::unreachable);
  CHECK(watch.said() == "hq_lag/warning ");
  CHECK(watch.now().front().amount == watch.desk.board()->journal.seq);
  watch.health.set_hq(HqState::refused);
  CHECK(watch.said() == "hq_lag/urgent ");
  watch.desk.post(AckNote{"memory", watch.desk.board()->journal.seq});
  CHECK(watch.said().empty());
}

TEST_CASE("a crowd makes a bounded list, the longest waits in it") {
  Watch watch;
  watch.take('D', 60);
  watch.clock.advance_ms(10 * minute_ms);
  watch.desk.run_once(std::chrono::milliseconds(0));
  const auto alerts = watch.now();
  CHECK(alerts.size() == alerts_of_kind_max + 1);
  CHECK(alerts.front().ticket_name == "D001");
}

}  // namespace alerts_test
