// Every page through its targets, as a customer would go.
#include "tests/kiosk/ui/screen.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using tests::Screen;

TEST_CASE("a number is taken with two taps and shown with its place") {
  Screen screen;
  CHECK(screen.page() == "home");
  CHECK(screen.label("home.take_number").find("取号办理") == 0);
  screen.tap("home.take_number");
  CHECK(screen.page() == "choose_service");
  CHECK(screen.label("service.B").find("业务咨询") == 0);
  screen.tap("service.B");
  REQUIRE(screen.page() == "ticket_taken");
  const Ticket& taken = screen.interface.flow().state().taken;
  CHECK(ticket_name(taken) == "B001");
  CHECK(taken.language == "zh-CN");
  CHECK_FALSE(taken.code.empty());
  CHECK(screen.label("ticket.done") == "完成（18）");
  screen.tap("ticket.done");
  CHECK(screen.page() == "home");
  CHECK(screen.events("ticket_taken") == 1);
}

TEST_CASE("a double tap takes one number and does not fall through to the next page") {
  Screen screen;
  const ui::Target* card = screen.interface.targets().find("home.take_number");
  const float x = card->box.cx(), y = card->box.cy();
  const auto press_twice = [&](float px, float py) {
    for (int i = 0; i < 2; ++i) {
      screen.interface.put({ui::Input::Kind::press, px, py});
      screen.interface.put({ui::Input::Kind::release, px, py});
    }
    screen.settle();
  };
  press_twice(x, y);
  CHECK(screen.page() == "choose_service");
  CHECK(screen.events("ticket_taken") == 0);
  screen.now_ms += 1'000;
  screen.hold_desk = true;
  const ui::Target* service = screen.interface.targets().find("service.A");
  press_twice(service->box.cx(), service->box.cy());
  CHECK_FALSE(screen.enabled("service.A"));  // seen as asked at once
  CHECK_FALSE(screen.enabled("service.B"));
  screen.tap("service.B");
  screen.hold_desk = false;
  screen.settle();
  CHECK(screen.page() == "ticket_taken");
  CHECK(screen.events("ticket_taken") == 1);
}

TEST_CASE("fast fingers lose nothing to the page that just turned") {
  Screen screen;
  const auto press = [&](const std::string& id) {
    const ui::Target* target = screen.interface.targets().find(id);
    REQUIRE(target != nullptr);
    for (const auto kind : {ui::Input::Kind::press, ui::Input::Kind::release})
      screen.interface.put({kind, target->box.cx(), target->box.cy()});
    screen.settle();
  };
  for (const char* id : {"home.find_ticket", "key.A", "key.1", "key.1", "key.3"}) press(id);
  CHECK(screen.state().typed == "A113");
}

TEST_CASE("a key that just came alive is pressed before the picture shows it") {
  Screen screen;
  screen.branch(TakeTicket{'A', Lane::standard, "WAITING", "zh-CN"});
  screen.tap("home.find_ticket");
  // All in one go: "continue" is dead in the picture that these meet.
  for (const char* key : {"key.A", "key.0", "key.0", "key.1", "key.enter"}) {
    const ui::Target* target = screen.interface.targets().find(key);
    REQUIRE(target != nullptr);
    for (const auto kind : {ui::Input::Kind::press, ui::Input::Kind::release})
      screen.interface.put({kind, target->box.cx(), target->box.cy()});
  }
  screen.settle();
  CHECK(screen.page() == "ticket_found");
  CHECK(screen.state().found == "20261123-A001");
}

TEST_CASE("the second tap of two on submit does not close the thanks") {
  Screen screen;
  screen.serve();
  screen.type("a001\n");
  screen.tap("rate.score.4");
  const ui::Target* submit = screen.interface.targets().find("rate.submit");
  const float x = submit->box.cx(), y = submit->box.cy();
  screen.tap("rate.submit");
  REQUIRE(screen.page() == "rated");
  REQUIRE(screen.interface.targets().find("rate.done")->box.contains(x, y));
  screen.now_ms -= 300;  // at once: tap_at() lets 400 ms pass
  screen.tap_at(x, y);
  CHECK(screen.page() == "rated");
  screen.tap_at(x, y);
  CHECK(screen.page() == "home");
}

TEST_CASE("presses in a row before a picture was drawn each meet the page that they lead to") {
  ui::Box take, home;
  {
    Screen before;
    take = before.interface.targets().find("home.take_number")->box;
    CHECK_FALSE(before.has("home"));  // which only the next page has
    before.tap("home.take_number");
    home = before.interface.targets().find("home")->box;
  }
  Screen screen;
  for (const ui::Box& box : {take, home}) {
    screen.interface.put({ui::Input::Kind::press, box.cx(), box.cy()});
    screen.interface.put({ui::Input::Kind::release, box.cx(), box.cy()});
  }
  screen.settle();
  CHECK(screen.page() == "home");
  CHECK(screen.drawn >= 3);
}

TEST_CASE("a finger that slides off its target does nothing") {
  Screen screen;
  const ui::Target* card = screen.interface.targets().find("home.take_number");
  screen.interface.put({ui::Input::Kind::press, card->box.cx(), card->box.cy()});
  screen.settle();
  screen.interface.put({ui::Input::Kind::release, card->box.cx(), card->box.y - 200});
  screen.settle();
  CHECK(screen.page() == "home");
}

TEST_CASE("the language is changed on every page and goes onto the slip") {
  Screen screen;
  for (const char* next : {"home.take_number", "service.A", "ticket.done"}) {
    REQUIRE(screen.has("lang.zh-CN"));
    screen.tap("lang.en");
    CHECK(screen.interface.json().find("\"language\":\"en\"") != std::string::npos);
    if (std::string(next) != "service.A") screen.tap("lang.zh-CN");
    screen.tap(next);
  }
  CHECK(screen.desk.board()->tickets.front()->language == "en");
  CHECK(screen.interface.flow().state().language == "zh-CN");  // the next customer's
}

TEST_CASE("a visit is found by its number and rated once") {
  Screen screen;
  screen.serve();
  screen.tap("home.rate");
  CHECK_FALSE(screen.enabled("key.enter"));
  for (const char* key : {"key.A", "key.0", "key.0", "key.2", "key.backspace", "key.1"}) screen.tap(key);
  CHECK(screen.interface.flow().state().typed == "A001");
  screen.tap("key.enter");
  CHECK(screen.page() == "rate");
  CHECK_FALSE(screen.enabled("rate.submit"));
  CHECK_FALSE(screen.has("rate.aspect.speed"));
  screen.tap("rate.score.2");
  CHECK(screen.label("rate.aspect.speed") == "等太久");
  screen.tap("rate.aspect.speed");
  screen.tap("rate.score.5");
  CHECK(screen.label("rate.aspect.speed") == "办理快");
  CHECK(screen.interface.flow().state().aspects.empty());  // blame is not taken for praise
  screen.tap("rate.aspect.attitude");
  screen.tap("rate.aspect.skill");
  screen.tap("rate.aspect.skill");
  screen.tap("rate.submit");
  CHECK(screen.page() == "rated");
  const Ticket& rated = *screen.desk.board()->tickets.front();
  CHECK(rated.score == 5);
  CHECK(rated.aspects == std::vector<std::string>{"attitude"});
  screen.tap("rate.done");
  screen.tap("home.rate");
  screen.type("a001\n");
  REQUIRE(screen.interface.flow().state().not_so);
  CHECK(screen.interface.flow().state().not_so->code == RefusalCode::already_rated);
  CHECK(screen.events("visit_rated") == 1);
}

TEST_CASE("a slip held to the scanner leads to its page from anywhere, also with a dialog open") {
  Screen screen;
  const TicketId id = screen.serve();
  const std::string code = screen.desk.board()->ticket(id)->code;
  screen.tap("home.take_number");
  SECTION("in the middle of choosing") {}
  SECTION("over a notice") {
    screen.refuse_post = true;
    screen.tap("service.A");
    REQUIRE(screen.has("notice.close"));
    screen.refuse_post = false;
  }
  SECTION("over the question whether somebody is there") {
    screen.wait_ms(65'000);
    REQUIRE(screen.has("idle.stay"));
  }
  screen.type(code + "\n");
  CHECK(screen.has("rate.score.3"));
  CHECK_FALSE(screen.has("notice.close"));
  CHECK_FALSE(screen.has("idle.stay"));
}

TEST_CASE("a slip's code can be typed on keys of its own") {
  Screen screen;
  screen.tap("home.rate");
  screen.tap("key.mode");
  REQUIRE(screen.has("key.Z"));
  CHECK_FALSE(screen.has("key.I"));
  screen.tap("key.S");
  CHECK(screen.interface.flow().state().typed == "S");
}

TEST_CASE("what cannot be rated is said where it was typed, and typing goes on") {
  Screen screen;
  screen.branch(TakeTicket{'A', Lane::standard, "WAITING", "zh-CN"});
  screen.tap("home.rate");
  screen.type("A777\n");
  CHECK(screen.interface.flow().state().not_so->code == RefusalCode::ticket_unknown);
  CHECK(screen.has("key.enter"));
  for (int i = 0; i < 4; ++i) screen.tap("key.backspace");
  CHECK_FALSE(screen.interface.flow().state().not_so);
  screen.type("A001\n");
  CHECK(screen.interface.flow().state().not_so->code == RefusalCode::visit_not_finished);
}

TEST_CASE("a refusal of the desk is a calm message with a way on") {
  Screen screen;
  screen.tap("home.take_number");
  SECTION("the mailbox is full") {
    screen.refuse_post = true;
  }
  SECTION("the disk is full") {
    screen.journal.fail_commit = true;
  }
  screen.tap("service.A");
  REQUIRE(screen.has("notice.close"));
  CHECK_FALSE(screen.has("service.A"));  // nothing behind it can be touched
  screen.tap("notice.close");
  CHECK(screen.page() == "choose_service");
  screen.refuse_post = false;
  screen.journal.fail_commit = false;
  screen.tap("service.A");
  CHECK(screen.page() == "ticket_taken");
}

TEST_CASE("a full service and a closed branch are shown as such and take no tap") {
  Plan plan = tests::demo_plan();
  plan.services[1].last_number = 1;
  plan.closes_minute = 18 * 60;
  Screen screen(1080, 1920, plan);
  screen.branch(TakeTicket{'B', Lane::standard, "X", "zh-CN"});
  screen.tap("home.take_number");
  CHECK_FALSE(screen.enabled("service.B"));
  CHECK(screen.label("service.B").find("今日号已取完") != std::string::npos);
  CHECK(screen.enabled("service.A"));
  screen.tap("service.B");
  CHECK(screen.page() == "choose_service");
  screen.tap("home");
  screen.clock.advance_ms(9 * 3600 * 1000);
  screen.desk.post(desk::Request{SignOut{"1001", "none"}, {}, {}, {}});  // any letter lets the desk look at the clock
  screen.wait_ms(1'000);
  CHECK_FALSE(screen.enabled("home.take_number"));
  CHECK(screen.label("home.take_number").find("00:00–18:00") != std::string::npos);
}

TEST_CASE("the ticket's page follows its slip and its call") {
  Screen screen;
  screen.tap("home.take_number");
  screen.tap("service.A");
  const TicketId id = screen.interface.flow().state().taken.id;
  CHECK(screen.heard.contains("Printing your slip…"));
  SECTION("printed") {
    screen.branch(RecordPrinted{id});
    CHECK(screen.heard.contains("Your slip is printed. Please take it."));
  }
  SECTION("failed") {
    screen.wait_ms(5'000);
    screen.branch(RecordPrintFailed{id, "paper_out"});
    CHECK(screen.heard.contains("No slip came out. Please photograph this page."));
    CHECK(screen.label("ticket.done") == "完成（18）");  // the whole time again, for the photograph
  }
  SECTION("sent, and the printer does not say whether it came out") {
    screen.wait_ms(5'000);
    screen.branch(RecordPrintFailed{id, "no_reply"});
    CHECK(screen.heard.contains("Please take your slip. None came out? Photograph this page."));
    CHECK_FALSE(screen.heard.contains("Your slip is printed. Please take it."));
    CHECK(screen.label("ticket.done") == "完成（18）");
  }
  SECTION("no word from the printer") {
    screen.wait_ms(8'500);
    CHECK(screen.heard.contains("No slip came out. Please photograph this page."));
  }
  SECTION("called already") {
    screen.branch(OpenCounter{2, "1001"});
    screen.branch(CallNext{2, "1001"});
    CHECK(screen.heard.contains("Please go to counter {1}"));
  }
}

TEST_CASE("a picture is drawn only when something changed") {
  Screen screen;
  const int before = screen.drawn;
  for (int i = 0; i < 50; ++i) screen.settle();
  CHECK(screen.drawn == before);
  screen.wait_ms(60'000);  // the clock's minute
  CHECK(screen.drawn == before + 1);
  CHECK(screen.interface.quiet_ms(screen.now_ms, screen.clock.now().at_ms, 90'000) == 60'000);
}
