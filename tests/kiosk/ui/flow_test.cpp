// The flow alone: time, idling, asking the branch.
#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

TEST_CASE("an abandoned page asks, counts down, goes home and forgets") {
  FlowHall f;
  f.go(SetLanguage{"en"});
  f.go(Go{Page::find_visit});
  f.type("A00");
  f.pass(59'849);
  CHECK_FALSE(f.state().asking_idle);
  f.pass(1);
  CHECK(f.state().asking_idle);
  CHECK(f.flow.seconds_left(f.now) == 20);
  f.pass(19'000);
  CHECK(f.flow.seconds_left(f.now) == 1);
  CHECK(f.page() == Page::find_visit);
  f.pass(1'000);
  CHECK(f.page() == Page::home);
  CHECK(f.state().typed.empty());
  CHECK(f.state().language == "zh-CN");
  CHECK_FALSE(f.state().asking_idle);
}

TEST_CASE("any touch answers the question, and everything typed is still there") {
  FlowHall f;
  f.go(Go{Page::find_visit});
  f.type("A00");
  f.pass(65'000);
  REQUIRE(f.state().asking_idle);
  SECTION("the button") {
    f.go(Stay{});
  }
  SECTION("anywhere") {
    f.flow.touch(f.now);
  }
  SECTION("a key") {
    f.key('1');
  }
  CHECK_FALSE(f.state().asking_idle);
  CHECK(f.state().typed.substr(0, 3) == "A00");
  f.pass(59'000);
  CHECK_FALSE(f.state().asking_idle);
}

TEST_CASE("home without anyone goes back to the house's language, then invites; a touch leaves the invitation") {
  FlowHall f;
  f.go(SetLanguage{"en"});
  f.pass(79'000);
  CHECK(f.state().language == "en");
  f.pass(1'000);
  CHECK(f.state().language == "zh-CN");
  CHECK(f.page() == Page::home);
  f.pass(119'999);
  CHECK(f.page() == Page::home);
  f.pass(1);
  CHECK(f.page() == Page::attract);
  f.pass(3'600'000);
  CHECK(f.page() == Page::attract);
  f.flow.touch(f.now);
  CHECK(f.page() == Page::home);
}

TEST_CASE("no invitation where none is wanted, and none that could not be kept") {
  SECTION("switched off: home rests, and nothing is drawn") {
    FlowHall f({.attract_ms = 0});
    CHECK_FALSE(f.flow.next_change_ms(f.now));
    const auto version = f.flow.version();
    f.pass(3'600'000);
    CHECK(f.flow.version() == version);
  }
  SECTION("closed") {
    FlowHall f;
    f.board.open = false;
    f.pass(3'600'000);
    CHECK(f.page() == Page::home);
  }
}

TEST_CASE("the invitation shows one announcement after the other") {
  FlowHall f;
  f.pass(120'000);
  REQUIRE(f.page() == Page::attract);
  CHECK(f.flow.attract_leaf(f.now) == 0);
  CHECK(f.flow.next_change_ms(f.now) == f.now + 15'000);
  const auto version = f.flow.version();
  f.pass(14'999);
  CHECK(f.flow.version() == version);
  f.pass(1);
  CHECK(f.flow.version() > version);
  CHECK(f.flow.attract_leaf(f.now) == 1);
}

TEST_CASE("a language that is not configured is not taken") {
  FlowHall f;
  f.go(SetLanguage{"fr"});
  CHECK(f.state().language == "zh-CN");
}

TEST_CASE("a number goes out once and its answer turns the page") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'C'});
  const Outgoing out = f.out();
  CHECK(f.asked<TakeTicket>(out).service == 'C');
  f.go(ChooseService{'A'});
  f.go(GoBack{});
  CHECK_FALSE(f.flow.take_outgoing());
  CHECK(f.page() == Page::choose_service);
  Ticket ticket;
  ticket.service = 'C';
  ticket.number = 7;
  f.flow.answered(out.serial, desk::Answer{ticket, {}}, f.now);
  CHECK(f.page() == Page::ticket_taken);
  CHECK(f.flow.seconds_left(f.now) == 18);
  f.flow.answered(out.serial, Refusal{RefusalCode::service_full, "C"}, f.now);  // heard twice
  CHECK_FALSE(f.state().notice);
  f.pass(10'000);
  f.flow.touch(f.now);
  f.pass(17'999);
  CHECK(f.page() == Page::ticket_taken);
  f.pass(1);
  CHECK(f.page() == Page::home);
  CHECK(f.state().taken.id.empty());
}

TEST_CASE("a slow desk is said after a second, explained after ten, and then home is open") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'A'});
  const Outgoing out = f.out();
  CHECK(f.flow.busy(f.now) == Busy::just_asked);
  f.pass(1'000);
  CHECK(f.flow.busy(f.now) == Busy::waiting);
  f.go(GoHome{});
  CHECK(f.page() == Page::choose_service);
  f.pass(9'000);
  CHECK(f.flow.busy(f.now) == Busy::slow);
  f.go(GoHome{});
  CHECK(f.page() == Page::home);
  Ticket late;
  late.id = "x";
  f.flow.answered(out.serial, desk::Answer{late, {}}, f.now);
  CHECK(f.page() == Page::home);  // the next customer does not see it
}

TEST_CASE("nobody's page stays when the desk never answers") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'A'});
  for (int i = 0; i < 90; ++i) f.pass(1'000);
  CHECK(f.page() == Page::home);
}

TEST_CASE("a refusal stays until it is closed") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'A'});
  f.flow.answered(f.out().serial, Refusal{RefusalCode::service_full, "A"}, f.now);
  REQUIRE(f.state().notice);
  CHECK(f.page() == Page::choose_service);
  f.go(CloseNotice{});
  CHECK_FALSE(f.state().notice);
}
