#include "kiosk/desk/branch_clock.h"

#include "base/time/zone.h"
#include "tests/support/catch.h"

using namespace menting;

TEST_CASE("the branch's clock tells its own business day and minute") {
  desk::BranchClock clock("Asia/Shanghai", 0, 0);
  const domain::Moment moment = clock.now();
  const auto local = base::Zone("Asia/Shanghai").local(moment.at_ms);
  CHECK(moment.day.yyyymmdd == local.year * 10000 + local.month * 100 + local.day);
  CHECK(moment.minute_of_day == local.hour * 60 + local.minute);
  // Kiritimati and Pago Pago are 25 hours apart: never the same day.
  const auto east = desk::BranchClock("Pacific/Kiritimati", 0, 0).now();
  const auto west = desk::BranchClock("Pacific/Pago_Pago", 0, 0).now();
  CHECK(east.day > west.day);
}

TEST_CASE("the timeline never runs back") {
  desk::BranchClock clock("Asia/Shanghai", 5000, base::wall_ms());
  std::int64_t last_ms = 5000;
  for (int i = 0; i < 1000; ++i) {
    const auto moment = clock.now();
    CHECK(moment.steady_ms >= last_ms);
    last_ms = moment.steady_ms;
  }
}

TEST_CASE("the timeline goes on from the newest event over a restart") {
  const std::int64_t hour_ms = 3600 * 1000;
  desk::BranchClock away("Asia/Shanghai", 5000, base::wall_ms() - hour_ms);
  const auto moment = away.now();
  CHECK(moment.steady_ms >= 5000 + hour_ms);
  CHECK(moment.steady_ms < 5000 + 2 * hour_ms);
}

TEST_CASE("a wall clock that was set back does not take the timeline back") {
  const std::int64_t day_ms = 24LL * 3600 * 1000;
  desk::BranchClock clock("Asia/Shanghai", 777'000, base::wall_ms() + day_ms);
  const auto moment = clock.now();
  CHECK(moment.steady_ms >= 777'000);
  CHECK(moment.steady_ms < 777'000 + day_ms);
}

TEST_CASE("a branch without events begins its timeline near zero") {
  CHECK(desk::BranchClock("Asia/Shanghai", 0, 0).now().steady_ms < 24LL * 3600 * 1000);
}

TEST_CASE("an unknown time zone is refused") {
  CHECK_THROWS(desk::BranchClock("Asia/Atlantis", 0, 0));
}
