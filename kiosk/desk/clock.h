#pragma once

#include <cstdint>

#include "kiosk/domain/moment.h"

namespace menting::desk {

/// Port: what time it is at the branch.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual domain::Moment now() = 0;
  /// The business day that a wall clock time belongs to.
  virtual domain::BusinessDay day_of(std::int64_t at_ms) = 0;
};

}  // namespace menting::desk
