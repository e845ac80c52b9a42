// What a hall does to the kiosk and the kiosk to a hall: motion, invitations, help, staff, bad days.
#include "tests/kiosk/ui/tour.h"

#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using tests::Screen;

namespace {

ui::Box box_of(const Screen& screen, const std::string& id) {
  const ui::Target* target = screen.interface.targets().find(id);
  REQUIRE(target != nullptr);
  return target->box;
}

void press(Screen& screen, const ui::Box& box) {
  screen.interface.put({ui::Input::Kind::press, box.cx(), box.cy()});
  screen.interface.put({ui::Input::Kind::release, box.cx(), box.cy()});
  screen.settle();
}

void sign_in(Screen& screen) {
  for (int i = 0; i < 5; ++i) screen.tap("staff.corner");
  REQUIRE(screen.page() == "staff_sign_in");
  for (const char* key : {"key.1", "key.0", "key.0", "key.1", "key.enter", "key.2", "key.4", "key.6", "key.8"}) {
    screen.tap(key);
  }
  screen.tap("key.enter");
  REQUIRE(screen.page() == "staff");
}

}  // namespace

TEST_CASE("a page that is still moving takes presses where it will be") {
  Screen screen;
  screen.tap("home.take_number");
  REQUIRE(screen.page() == "choose_service");
  screen.now_ms += 40;
  press(screen, box_of(screen, "service.D"));
  CHECK(screen.page() == "ticket_taken");
  CHECK(screen.events("ticket_taken") == 1);
}

TEST_CASE("a tap on a page that a slip turned is no second tap, wherever the last one was") {
  Screen screen;
  const TicketId id = screen.serve();
  screen.tap("low_reach.on");
  screen.interface.put({.kind = ui::Input::Kind::scan, .text = screen.desk.board()->ticket(id)->code});
  screen.settle();
  REQUIRE(screen.has("rate.score.3"));
  screen.now_ms += 100;
  press(screen, box_of(screen, "low_reach.off"));
  CHECK_FALSE(screen.state().manner.low_reach);
}

TEST_CASE("motion ends, and then nothing is drawn any more") {
  tests::ScreenSetup setup;
  const bool moves = GENERATE(true, false);
  setup.interface.brand.reduced_motion = !moves;
  Screen screen(std::move(setup));
  screen.wait_ms(1'000);
  screen.tap("home.take_number");
  const auto quiet_ms = [&] { return screen.interface.quiet_ms(screen.now_ms, screen.clock.now().at_ms, 10'000); };
  CHECK((quiet_ms() <= ui::Motion::frame_ms) == moves);
  const int before = screen.drawn;
  for (int i = 0; i < 12; ++i) screen.wait_ms(16);
  CHECK((screen.drawn - before > 5) == moves);
  CHECK(quiet_ms() > 0);
  const int after = screen.drawn;
  for (int i = 0; i < 200; ++i) screen.wait_ms(16);
  CHECK(screen.drawn == after);
}

TEST_CASE("the invitation goes at the first touch, which chooses nothing") {
  Screen screen;
  const ui::Box take = box_of(screen, "home.take_number");
  screen.wait_ms(119'000);
  CHECK(screen.page() == "home");
  screen.wait_ms(1'000);
  REQUIRE(screen.page() == "attract");
  screen.interface.put({ui::Input::Kind::press, take.cx(), take.cy()});
  screen.settle();
  CHECK(screen.page() == "home");  // the finger is still down
  screen.interface.put({ui::Input::Kind::release, take.cx(), take.cy()});
  screen.settle();
  press(screen, take);  // an impatient second tap
  CHECK(screen.page() == "home");
  screen.now_ms += 400;
  press(screen, take);
  CHECK(screen.page() == "choose_service");
}

TEST_CASE("help is called with one tap, and the page says when somebody comes") {
  Screen screen;
  screen.hold_desk = true;
  screen.tap("help");
  screen.tap("help");
  screen.hold_desk = false;
  screen.settle();
  REQUIRE(screen.page() == "help");
  CHECK(screen.heard.contains("We have called our staff"));
  CHECK_FALSE(screen.heard.contains("Somebody is coming to you"));
  REQUIRE(screen.desk.board()->assistance.size() == 1);
  SECTION("somebody comes") {
    screen.branch(AnswerAssistance{screen.state().help, "1002"});
    CHECK(screen.heard.contains("Somebody is coming to you"));
  }
  SECTION("the next customer's call is the same one") {
    screen.tap("help.done");
    screen.tap("help");
    CHECK(screen.page() == "help");
    CHECK(screen.desk.board()->assistance.size() == 1);
  }
}

TEST_CASE("a branch that cannot write shows so on home, and is back by itself") {
  Screen screen;
  const char* page = GENERATE("home", "attract");
  if (std::string(page) == "attract") screen.wait_ms(120'000);
  REQUIRE(screen.page() == page);
  screen.able = false;
  screen.wait_ms(1'000);
  CHECK(screen.page() == "out_of_order");
  CHECK_FALSE(screen.has("home.take_number"));
  CHECK(screen.has("elderly.on"));
  screen.able = true;
  screen.wait_ms(1'000);
  CHECK(screen.page() == page);
}

TEST_CASE("a closed hall says when it opens, and invites nobody") {
  Plan plan = tests::demo_plan();
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  Screen screen(1080, 1920, plan);
  screen.clock.advance_ms(9 * 3'600'000);
  screen.desk.post(desk::Request{SignOut{"1001", "none"}, {}, {}, {}});
  for (int i = 0; i < 20; ++i) screen.wait_ms(60'000);
  CHECK(screen.page() == "closed");
  CHECK_FALSE(screen.enabled("home.take_number"));
  screen.tap("home.rate");
  CHECK(screen.has("key.enter"));
}

TEST_CASE("a hall that closes while it invites takes the first touch as meant") {
  Plan plan = tests::demo_plan();
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  Screen screen(1080, 1920, plan);
  screen.wait_ms(120'000);
  REQUIRE(screen.page() == "attract");
  screen.clock.advance_ms(9 * 3'600'000);
  screen.desk.post(desk::Request{SignOut{"1001", "none"}, {}, {}, {}});  // any letter lets the desk look at the clock
  screen.wait_ms(1'000);
  REQUIRE(screen.page() == "closed");
  screen.tap("home.rate");
  CHECK(screen.has("key.enter"));
}

TEST_CASE("staff sign in, give tasks, print slips again and set the kiosk aside") {
  Screen screen;
  screen.branch(TakeTicket{'A', Lane::standard, "LOST", "zh-CN"});
  screen.branch(RecordPrintFailed{"20261123-A001", "paper_out"});
  sign_in(screen);
  screen.tap("staff.print_test");
  screen.tap("staff.louder");
  CHECK(screen.tasks == std::vector{ui::StaffTask::print_test, ui::StaffTask::louder});
  screen.tap("staff.reprint.A001");
  CHECK(screen.state().corner.copied);
  CHECK(screen.events("ticket_reprint_asked") == 1);
  CHECK(screen.desk.board()->ticket("20261123-A001")->print_copies == 2);
  screen.tap("staff.set_aside");
  screen.tap("home");
  CHECK(screen.page() == "out_of_order");
  CHECK_FALSE(screen.has("home.take_number"));
  screen.wait_ms(400'000);
  CHECK(screen.page() == "out_of_order");
  sign_in(screen);
  screen.tap("staff.put_back");
  screen.tap("home");
  CHECK(screen.page() == "home");
}

TEST_CASE("a wrong PIN opens nothing") {
  Screen screen;
  for (int i = 0; i < 5; ++i) screen.tap("staff.corner");
  screen.type("1001\n");
  screen.wait_ms(100);
  screen.type("1357\n");
  screen.wait_ms(100);
  CHECK(screen.page() == "staff_sign_in");
  CHECK(screen.heard.contains("The staff number or the PIN is wrong. Please check both and try again."));
  CHECK(screen.state().typed.empty());
}

TEST_CASE("pages are read aloud to who asked for it, each once, until the visit ends") {
  Screen screen;
  screen.tap("elderly.on");
  CHECK(screen.read_aloud.empty());
  screen.tap("reading.on");
  REQUIRE(screen.read_aloud.size() == 1);
  screen.tap("home.rate");
  REQUIRE(screen.read_aloud.size() == 2);
  screen.tap("key.A");
  CHECK(screen.read_aloud.size() == 2);
  screen.wait_ms(90'500);
  REQUIRE(screen.has("idle.stay"));
  screen.wait_ms(31'000);
  CHECK(screen.page() == "home");
  const std::size_t said = screen.read_aloud.size();
  screen.tap("home.rate");
  CHECK(screen.read_aloud.size() == said);
}
