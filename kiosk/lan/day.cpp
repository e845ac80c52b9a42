#include "kiosk/lan/day.h"

#include "base/time/zone.h"

namespace menting::lan {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

std::string next_day_of(std::int64_t noon_ms) {
  return base::rfc3339(noon_ms + 24 * hour_ms).substr(0, 10);
}

std::int64_t utc_noon(const std::string& date) {
  return base::parse_rfc3339(date + "T12:00:00Z").value_or(0);
}

/// The first moment whose local date is this one or later.
std::int64_t first_moment(const std::string& date, const base::Zone& zone) {
  const std::int64_t noon_ms = utc_noon(date);
  const auto is_there = [&](std::int64_t at_ms) {
    const base::LocalTime local = zone.local(at_ms);
    const domain::BusinessDay day{local.year * 10000 + local.month * 100 + local.day};
    return domain::to_string(day) >= date;
  };
  std::int64_t before_ms = noon_ms - 36 * hour_ms, there_ms = noon_ms + 36 * hour_ms;
  while (there_ms - before_ms > 1) {
    const std::int64_t middle_ms = before_ms + (there_ms - before_ms) / 2;
    (is_there(middle_ms) ? there_ms : before_ms) = middle_ms;
  }
  return there_ms;
}

}  // namespace

std::optional<domain::BusinessDay> parse_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  // A day that the calendar does not have comes back as another one, or not at all.
  const auto noon_ms = base::parse_rfc3339(std::string(text) + "T12:00:00Z");
  if (!noon_ms || base::rfc3339(*noon_ms).substr(0, 10) != text) return std::nullopt;
  const base::LocalTime day = base::utc_time(*noon_ms);
  return domain::BusinessDay{day.year * 10000 + day.month * 100 + day.day};
}

DayTimes times_of(domain::BusinessDay day, const std::string& timezone) {
  const base::Zone zone(timezone);
  const std::string date = domain::to_string(day);
  return {first_moment(date, zone), first_moment(next_day_of(utc_noon(date)), zone)};
}

}  // namespace menting::lan
