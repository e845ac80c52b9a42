#pragma once

#include <cstdint>
#include <string>

#include "base/time/zone.h"
#include "kiosk/desk/clock.h"

namespace menting::desk {

/// The system's clock seen from the branch: its business day, and a timeline that never runs back. The timeline goes
/// on from the newest event: `last_steady_ms` plus the wall time that passed since `last_at_ms` (never negative).
class BranchClock : public Clock {
 public:
  /// Throws std::runtime_error for an unknown time zone.
  BranchClock(const std::string& zone, std::int64_t last_steady_ms, std::int64_t last_at_ms);
  domain::Moment now() override;
  domain::BusinessDay day_of(std::int64_t at_ms) override;

 private:
  base::Zone zone_;
  std::int64_t base_steady_ms_;
  std::int64_t started_ms_;
};

}  // namespace menting::desk
