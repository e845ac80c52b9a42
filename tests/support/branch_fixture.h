#pragma once

#include "kiosk/desk/clock.h"
#include "kiosk/domain/plan.h"

namespace menting::tests {

/// Four services A to D (one a group, numbers 1..999), five counters (1: A B, 2: A B, 3: B C, 4: C D, 5: all), staff
/// 1001 and 1002 (clerks), 1003 (technician and clerk), 9001 (manager). Open all day.
domain::Plan demo_plan();

/// A clock that tests move. Starts on 2026-11-23 10:00 in Asia/Shanghai (02:00 UTC).
class TestClock : public desk::Clock {
 public:
  domain::Moment now() override { return moment_; }
  domain::BusinessDay day_of(std::int64_t at_ms) override;
  void advance_ms(std::int64_t ms);  ///< wall and steady alike; the day turns at local midnight (UTC+8)
  void set(const domain::Moment& moment) { moment_ = moment; }

 private:
  domain::Moment moment_{1795399200000, 1'000'000, {20261123}, 600};
};

}  // namespace menting::tests
