// The flow alone: the staff's corner, and the call for help.
#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

namespace {

void open_corner(FlowHall& f) {
  for (int i = 0; i < 5; ++i) f.go(TapCorner{});
  REQUIRE(f.page() == Page::staff_sign_in);
}

/// Number and PIN; what the kiosk asks about them.
Outgoing sign_in(FlowHall& f, std::string_view staff, std::string_view pin) {
  f.type(staff);
  f.enter();
  REQUIRE(f.state().corner.wants_pin);
  f.type(pin);
  f.enter();
  return f.out();
}

void stand_in_corner(FlowHall& f) {
  open_corner(f);
  const Outgoing out = sign_in(f, "1001", "2468");
  f.flow.answered(out.serial, PinVerdict{PinVerdict::Kind::right, 0}, f.now);
  REQUIRE(f.page() == Page::staff);
}

}  // namespace

TEST_CASE("the corner opens to five taps within four seconds") {
  FlowHall f;
  const auto taps = [&](int count, std::int64_t apart_ms) {
    for (int i = 0; i < count; ++i) {
      f.pass(apart_ms);
      f.go(TapCorner{});
    }
  };
  SECTION("five, quickly") {
    taps(5, 900);
    CHECK(f.page() == Page::staff_sign_in);
  }
  SECTION("five at the last moment") {
    taps(5, 1'000);
    CHECK(f.page() == Page::staff_sign_in);
  }
  SECTION("four") {
    taps(4, 900);
    CHECK(f.page() == Page::home);
  }
  SECTION("any number, slowly") {
    taps(50, 1'001);
    CHECK(f.page() == Page::home);
  }
  SECTION("another page in between begins anew") {
    taps(4, 200);
    f.go(Go{Page::find_visit});
    f.go(GoHome{});
    taps(4, 200);
    CHECK(f.page() == Page::home);
  }
}

TEST_CASE("a staff number and a PIN go out once, the PIN is digits only and kept nowhere") {
  FlowHall f;
  open_corner(f);
  f.type("A1-001");
  CHECK(f.state().typed == "1001");  // a staff number is one of digits
  f.enter();
  f.type("24x68-1357999");
  CHECK(f.state().typed == "24681357");
  f.enter();
  const auto check = std::get<CheckPin>(f.out().what);
  CHECK(check.staff == "1001");
  CHECK(check.pin == "24681357");
  CHECK(f.state().typed.empty());
  f.enter();
  f.type("1");
  CHECK(f.state().typed.empty());  // an answer is out
  CHECK_FALSE(f.flow.take_outgoing());
}

TEST_CASE("a wrong PIN is said and may be typed again, a lock says how long") {
  FlowHall f;
  open_corner(f);
  Outgoing out = sign_in(f, "1001", "0000");
  f.flow.answered(out.serial, PinVerdict{PinVerdict::Kind::wrong, 0}, f.now);
  CHECK(f.page() == Page::staff_sign_in);
  REQUIRE(f.state().corner.verdict);
  CHECK(f.state().corner.verdict->kind == PinVerdict::Kind::wrong);
  f.type("1");
  CHECK_FALSE(f.state().corner.verdict);
  f.type("111");
  f.enter();
  out = f.out();
  f.flow.answered(out.serial, PinVerdict{PinVerdict::Kind::locked, 30}, f.now);
  REQUIRE(f.state().corner.verdict);
  CHECK(f.state().corner.verdict->retry_after_s == 30);
  f.go(GoBack{});
  CHECK_FALSE(f.state().corner.wants_pin);
  CHECK(f.state().corner.staff.empty());
  f.go(GoBack{});
  CHECK(f.page() == Page::home);
}

TEST_CASE("a verdict that comes after staff left opens nothing") {
  FlowHall f;
  open_corner(f);
  const Outgoing out = sign_in(f, "1001", "2468");
  f.pass(10'000);
  f.go(GoHome{});
  f.flow.answered(out.serial, PinVerdict{PinVerdict::Kind::right, 0}, f.now);
  CHECK(f.page() == Page::home);
}

TEST_CASE("staff's tasks go out in staff's language, and say what came of them") {
  FlowHall f;
  f.go(SetLanguage{"en"});
  f.go(DoStaffTask{StaffTask::restart});
  f.go(PrintAgain{"20261123-A002"});
  CHECK_FALSE(f.flow.take_outgoing());  // not in the corner
  stand_in_corner(f);
  f.go(DoStaffTask{StaffTask::print_test});
  const Outgoing out = f.out();
  CHECK(std::get<StaffOrder>(out.what).task == StaffTask::print_test);
  CHECK(std::get<StaffOrder>(out.what).language == "en");
  f.flow.answered(out.serial, "the paper is out", true, f.now);
  CHECK(f.state().corner.said == "the paper is out");
  CHECK(f.state().corner.said_bad);
}

TEST_CASE("a slip printed again names who asked for it") {
  FlowHall f;
  stand_in_corner(f);
  f.go(PrintAgain{"20261123-A002"});
  const Outgoing out = f.out();
  const auto again = f.asked<ReprintTicket>(out);
  CHECK(again.ticket == "20261123-A002");
  CHECK(again.staff == "1001");
  f.flow.answered(out.serial, desk::Answer{*f.board.ticket("20261123-A002"), {}}, f.now);
  CHECK(f.page() == Page::staff);
  CHECK(f.state().corner.copied);
}

TEST_CASE("a scan tears no staff out of their work") {
  FlowHall f;
  stand_in_corner(f);
  f.scan_keys("W4W4W4W4W4W4");
  f.pass(1'000);
  CHECK(f.page() == Page::staff);
  CHECK_FALSE(f.state().notice);
}

TEST_CASE("a kiosk that staff set aside stays so until it is put back, and advertises nothing") {
  FlowHall f;
  stand_in_corner(f);
  f.go(DoStaffTask{StaffTask::set_aside});
  CHECK_FALSE(f.flow.take_outgoing());
  f.go(GoHome{});
  CHECK(f.state().set_aside);
  for (int i = 0; i < 100; ++i) f.pass(10'000);
  CHECK(f.page() == Page::home);
  CHECK(f.state().set_aside);
  stand_in_corner(f);
  f.go(DoStaffTask{StaffTask::put_back});
  CHECK_FALSE(f.state().set_aside);
}

TEST_CASE("the corner closes behind staff who went away") {
  FlowHall f;
  stand_in_corner(f);
  f.pass(60'000);
  CHECK(f.state().asking_idle);
  f.pass(20'000);
  CHECK(f.page() == Page::home);
  CHECK(f.state().corner.staff.empty());
}

TEST_CASE("help is called once, in the customer's language, and the page follows the call") {
  FlowHall f;
  f.go(SetLanguage{"en"});
  f.go(CallHelp{});
  f.go(CallHelp{});
  const Outgoing out = f.out();
  CHECK(f.asked<CallAssistance>(out).language == "en");
  CHECK(f.asked<CallAssistance>(out).place == "kiosk");
  CHECK_FALSE(f.flow.take_outgoing());
  AssistanceCall call;
  call.number = 7;
  f.flow.answered(out.serial, desk::Answer{{}, {}, call}, f.now);
  CHECK(f.page() == Page::help);
  CHECK(f.state().help == 7);
  CHECK(f.flow.seconds_left(f.now) == 30);
  f.pass(29'999);
  CHECK(f.page() == Page::help);
  f.pass(1);
  CHECK(f.page() == Page::home);
  CHECK(f.state().help == 0);
  CHECK(f.state().language == "zh-CN");
}

TEST_CASE("who calls help in the middle of something finds it as it was") {
  FlowHall f;
  f.go(Go{Page::find_visit});
  f.type("A001");
  f.enter();
  REQUIRE(f.page() == Page::rate);
  f.go(SetScore{2});
  f.go(Go{Page::comment});
  f.go(TypeText{"h"});
  f.go(GoBack{});
  f.go(CallHelp{});
  AssistanceCall call;
  call.number = 7;
  f.flow.answered(f.out().serial, desk::Answer{{}, {}, call}, f.now);
  REQUIRE(f.page() == Page::help);
  SECTION("it is enough") {
    f.go(LeaveTicket{});
  }
  SECTION("nobody touches it") {
    f.pass(30'000);
  }
  CHECK(f.page() == Page::rate);
  CHECK(f.state().score == 2);
  CHECK(f.flow.entry().text() == "h");
  f.go(GoHome{});
  CHECK(f.flow.entry().text().empty());
}
