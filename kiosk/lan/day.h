#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/domain/ids.h"

namespace menting::lan {

/// "2026-11-23" as a day; none for anything that is no day of the calendar.
std::optional<domain::BusinessDay> parse_day(std::string_view text);

struct DayTimes {
  std::int64_t from_ms = 0;   ///< wall clock, of its first moment
  std::int64_t until_ms = 0;  ///< exclusive
};
/// When the day is in this time zone (IANA name): 23 to 25 hours long.
DayTimes times_of(domain::BusinessDay day, const std::string& timezone);

}  // namespace menting::lan
