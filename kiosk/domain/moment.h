#pragma once

#include <cstdint>

#include "kiosk/domain/ids.h"

namespace menting::domain {

/// The time a rule sees. Rules have no clock of their own.
struct Moment {
  std::int64_t at_ms = 0;      ///< wall clock, milliseconds since 1970 UTC; may jump
  std::int64_t steady_ms = 0;  ///< the branch's own timeline; never runs back, also over restarts
  BusinessDay day;
  int minute_of_day = 0;  ///< 0..1439 in the branch's time zone
};

}  // namespace menting::domain
