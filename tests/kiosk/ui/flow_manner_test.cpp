// The flow alone: manners, lanes and leaves, and that all of them end with the visit.
#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

TEST_CASE("the elderly have half as long again for everything") {
  FlowHall f;
  f.go(SetElderly{true});
  SECTION("a page") {
    f.go(Go{Page::find_visit});
    f.pass(89'999);
    CHECK_FALSE(f.state().asking_idle);
    f.pass(1);
    CHECK(f.state().asking_idle);
    CHECK(f.flow.seconds_left(f.now) == 30);
    f.pass(29'999);
    CHECK(f.page() == Page::find_visit);
    f.pass(1);
    CHECK(f.page() == Page::home);
    CHECK_FALSE(f.state().manner.elderly);
  }
  SECTION("home, whose manner is not the next one's") {
    f.pass(119'999);
    CHECK(f.state().manner.elderly);
    f.pass(1);
    CHECK(f.page() == Page::home);
    CHECK_FALSE(f.state().manner.elderly);
  }
  SECTION("the ticket") {
    f.go(Go{Page::choose_service});
    f.go(ChooseLane{Lane::standard});
    f.go(ChooseService{'A'});
    Ticket ticket;
    ticket.id = "x";
    f.flow.answered(f.out().serial, desk::Answer{ticket, {}}, f.now);
    CHECK(f.flow.seconds_left(f.now) == 27);
  }
}

TEST_CASE("no customer finds the manner, language or voice of the one before") {
  FlowHall f;
  f.go(SetLanguage{"en"});
  const bool elderly = GENERATE(true, false);
  if (elderly) {
    f.go(SetElderly{true});
    f.go(SetReading{true});
  } else {
    f.go(SetLowReach{true});
  }
  const auto as_asked = [&] {
    return f.state().language == "en" && f.state().manner.elderly == elderly &&
           f.state().manner.low_reach == !elderly && f.state().reading == elderly;
  };
  f.go(Go{Page::repair});
  f.go(GoHome{});
  CHECK(as_asked());  // the same customer goes on
  SECTION("the visit ends with a tap") {
    f.flow.scanned("W4W4W4W4W4W4", f.board, f.now);
    CHECK(as_asked());
    f.go(LeaveTicket{});
  }
  SECTION("the customer goes away") {
    f.pass(130'000);
  }
  SECTION("the customer goes away in the middle") {
    f.go(Go{Page::repair});
    f.pass(130'000);
  }
  CHECK(f.page() == Page::home);
  CHECK(f.state().language == "zh-CN");
  CHECK(f.state().manner == Manner{});
  CHECK_FALSE(f.state().reading);
}

TEST_CASE("one manner replaces the other, and reading is the elderly's") {
  FlowHall f;
  f.go(SetElderly{true});
  f.go(SetReading{true});
  f.go(SetLowReach{true});
  CHECK(f.state().manner == Manner{.elderly = false, .low_reach = true});
  CHECK_FALSE(f.state().reading);
  f.go(SetElderly{true});
  CHECK(f.state().manner == Manner{.elderly = true, .low_reach = false});
  f.go(SetReading{true});
  f.go(SetElderly{false});
  CHECK(f.state().manner == Manner{});
  CHECK_FALSE(f.state().reading);
}

TEST_CASE("who needs care says so, and the number is asked for in that lane") {
  FlowHall f;
  SECTION("beside the services") {
    f.go(Go{Page::choose_service});
    CHECK(f.page() == Page::choose_service);
    f.go(ChooseLane{Lane::care});
    CHECK(f.page() == Page::choose_service);
  }
  SECTION("first, in elderly mode") {
    f.go(SetElderly{true});
    f.go(Go{Page::choose_service});
    CHECK(f.page() == Page::choose_lane);
    f.go(ChooseLane{Lane::care});
    CHECK(f.page() == Page::choose_service);
    f.go(GoBack{});
    CHECK(f.page() == Page::choose_lane);
    f.go(ChooseLane{Lane::care});
  }
  f.go(ChooseService{'B'});
  CHECK(f.asked<TakeTicket>(f.out()).lane == Lane::care);
}

TEST_CASE("the lane is not the next customer's") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseLane{Lane::care});
  f.go(GoHome{});
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'B'});
  CHECK(f.asked<TakeTicket>(f.out()).lane == Lane::standard);
}

TEST_CASE("a leaf is turned, and every page begins with its first") {
  FlowHall f;
  f.go(SetElderly{true});
  f.go(Go{Page::choose_service});
  f.go(ChooseLane{Lane::standard});
  f.go(TurnLeaf{2});
  CHECK(f.state().leaf == 2);
  f.go(TurnLeaf{-1});
  CHECK(f.state().leaf == 0);
  f.go(TurnLeaf{1});
  f.go(GoBack{});
  CHECK(f.state().leaf == 0);
}
