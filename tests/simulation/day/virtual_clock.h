#pragma once

#include <cstdint>
#include <string>

#include "base/time/zone.h"
#include "kiosk/desk/clock.h"

namespace menting::simulation {

/// The branch's clock in a world whose time the simulation moves. Its timeline follows desk::BranchClock: it goes on
/// from the newest event over restarts, and the wall clock's jumps do not move it.
class VirtualClock : public desk::Clock {
 public:
  VirtualClock(const std::string& zone, std::int64_t wall_ms) : zone_(zone), wall_ms_(wall_ms) {}

  domain::Moment now() override;
  domain::BusinessDay day_of(std::int64_t at_ms) override;

  void advance(std::int64_t ms) {
    wall_ms_ += ms;
    true_ms_ += ms;
  }
  /// Somebody sets the wall clock.
  void jump(std::int64_t ms) {
    wall_ms_ += ms;
    offset_ms_ += ms;
  }
  /// How far the wall clock is from where it would be without its jumps.
  std::int64_t offset_ms() const { return offset_ms_; }
  /// The program starts again: `last_…` are those of the newest event, 0 where there is none.
  void restart(std::int64_t last_steady_ms, std::int64_t last_at_ms);
  /// Time since the world began, which nobody in the branch can see.
  std::int64_t true_ms() const { return true_ms_; }

 private:
  base::Zone zone_;
  std::int64_t wall_ms_;
  std::int64_t true_ms_ = 0;
  std::int64_t offset_ms_ = 0;
  std::int64_t started_ms_ = 0;
  std::int64_t base_steady_ms_ = 0;
};

}  // namespace menting::simulation
