// The staff's corner: a restart is asked for twice.
#include "kiosk/ui/flow.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::ui;

namespace {

/// Staff 1001 in their corner.
struct Corner {
  desk::Board board;
  Flow flow{FlowSettings{}, tests::demo_plan()};
  std::int64_t now_ms = 1'000;

  Corner() {
    for (int i = 0; i < 5; ++i) go(TapCorner{});
    for (const char key : {'1', '0', '0', '1'}) go(TypeKey{key});
    go(EnterKeys{});
    for (const char key : {'2', '4', '6', '8'}) go(TypeKey{key});
    go(EnterKeys{});
    flow.answered(flow.take_outgoing()->serial, PinVerdict{PinVerdict::Kind::right, 0}, now_ms);
    REQUIRE(flow.state().page == Page::staff);
  }
  void go(const Intent& intent) { flow.carry_out(intent, board, now_ms); }
  void pass(std::int64_t ms) {
    now_ms += ms;
    flow.tick(board, now_ms);
  }
  bool asked() const { return flow.state().corner.restart_asked; }
};

}  // namespace

TEST_CASE("a restart takes two taps within five seconds") {
  Corner corner;
  corner.go(DoStaffTask{StaffTask::restart});
  CHECK(corner.asked());
  CHECK_FALSE(corner.flow.take_outgoing());
  CHECK(corner.flow.next_change_ms(corner.now_ms) == corner.now_ms + 5'000);  // the picture follows by itself
  SECTION("again in time") {
    corner.pass(4'999);
    corner.go(DoStaffTask{StaffTask::restart});
    const auto out = corner.flow.take_outgoing();
    REQUIRE(out);
    CHECK(std::get<StaffOrder>(out->what).task == StaffTask::restart);
    CHECK_FALSE(corner.asked());
  }
  SECTION("too late: it is asked anew") {
    corner.pass(5'000);
    CHECK_FALSE(corner.asked());
    corner.go(DoStaffTask{StaffTask::restart});
    CHECK(corner.asked());
    CHECK_FALSE(corner.flow.take_outgoing());
  }
  SECTION("something else between") {
    corner.go(DoStaffTask{StaffTask::set_aside});
    CHECK_FALSE(corner.asked());
    corner.go(DoStaffTask{StaffTask::restart});
    CHECK_FALSE(corner.flow.take_outgoing());
  }
  SECTION("a slip between") {
    corner.go(PrintAgain{"20261123-A001"});
    CHECK_FALSE(corner.asked());
  }
  SECTION("left and come again") {
    corner.go(GoHome{});
    CHECK_FALSE(corner.asked());
  }
}
