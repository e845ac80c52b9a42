#include <future>

#include "tests/kiosk/printing/loop_hall.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Condition;
using printing::Outcome;
using tests::Hall;

TEST_CASE("a test page is printed, says what came of it, and leaves no trace in the branch") {
  const auto [outcome, code] = GENERATE(table<Outcome, std::string>({
      {Outcome::done, "ready"},
      {Outcome::paper_low, "paper_low"},
      {Outcome::paper_out, "paper_out"},
      {Outcome::cover_open, "cover_open"},
      {Outcome::offline, "offline"},
      {Outcome::no_reply, "no_reply"},
      {Outcome::unknown, "unknown"},
  }));
  Hall hall;
  hall.tray->outcomes = {outcome};
  const auto loop = hall.loop();
  const std::size_t events = hall.journal.durable.events.size();
  std::vector<Condition> heard;
  const auto hear = [&heard](const Condition& condition) { heard.push_back(condition); };
  CHECK(loop->print_test("zh-CN", hear));
  CHECK_FALSE(loop->print_test("zh-CN", hear));
  CHECK(heard.empty());
  CHECK(loop->run_once() == 0);
  hall.desk_turn();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].code == code);
  CHECK(heard[0] == loop->condition());
  CHECK(heard[0].trouble.empty() == (outcome == Outcome::done));
  CHECK(hall.journal.durable.events.size() == events);
  REQUIRE(hall.tray->count() == 1);
  const auto slip = tests::decode_escpos(hall.tray->jobs[0]).at(0);
  CHECK(tests::scan(slip) == "TEST\n");
  printing::Fonts fonts;
  CHECK(tests::shows(slip, fonts, {"打印测试", 30, printing::Weight::bold, true}));
  CHECK(tests::shows(slip, fonts, {"西单营业厅", 38, printing::Weight::bold}));
  // Another one may be asked for now.
  CHECK(loop->print_test("en", hear));
  loop->run_once();
  CHECK(heard.size() == 2);
}

TEST_CASE("a test page waits for the slips before it") {
  Hall hall;
  hall.take();
  const auto loop = hall.loop();
  bool heard = false;
  loop->print_test("en", [&](const Condition&) { heard = hall.tray->count() == 2; });
  CHECK(loop->run_once() == 1);
  CHECK(heard);
  CHECK(tests::scan(tests::decode_escpos(hall.tray->jobs[0]).at(0)) == "7K3P9XQ2MD\n");
}

TEST_CASE("a test page without a printer, or of a branch that stops, is answered too") {
  Hall hall;
  printing::PrintLoop none(nullptr, {}, hall.desk, hall.health);
  CHECK(none.condition().code == "no_printer");
  std::string heard;
  CHECK(none.print_test("en", [&](const Condition& condition) { heard = condition.code; }));
  none.run_once();
  CHECK(heard == "no_printer");

  heard.clear();
  const auto loop = hall.loop();
  CHECK(loop->print_test("en", [&](const Condition& condition) { heard = condition.code; }));
  loop->stop();
  CHECK(heard == "offline");
  CHECK(hall.tray->count() == 0);
}

TEST_CASE("a test page wakes the loop's thread") {
  Hall hall;
  const auto loop = hall.loop();
  loop->start();
  std::promise<Condition> heard;
  CHECK(loop->print_test("en", [&heard](const Condition& condition) { heard.set_value(condition); }));
  CHECK(heard.get_future().get().code == "ready");
  loop->stop();
}
