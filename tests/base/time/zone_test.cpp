#include "base/time/zone.h"

#include "tests/support/catch.h"

using namespace menting::base;

namespace {
constexpr std::int64_t kHourMs = 3600 * 1000;
const std::int64_t kMorning = parse_rfc3339("2026-11-23T02:25:00.123Z").value_or(0);
}  // namespace

TEST_CASE("a zone's local time is the wall clock of the place") {
  const LocalTime shanghai = Zone("Asia/Shanghai").local(kMorning);
  CHECK(shanghai.year == 2026);
  CHECK(shanghai.month == 11);
  CHECK(shanghai.day == 23);
  CHECK(shanghai.hour == 10);
  CHECK(shanghai.minute == 25);
  CHECK(shanghai.second == 0);
  CHECK(shanghai.weekday == 1);
}

TEST_CASE("a zone's day turns at its own midnight") {
  const Zone shanghai("Asia/Shanghai");
  const std::int64_t midnight = *parse_rfc3339("2026-12-31T16:00:00Z");
  CHECK(shanghai.local(midnight - 1).day == 31);
  CHECK(shanghai.local(midnight).day == 1);
  CHECK(shanghai.local(midnight).year == 2027);
  CHECK(shanghai.local(midnight).hour == 0);
}

TEST_CASE("a zone with summer time and one with half hours") {
  const Zone berlin("Europe/Berlin");
  const std::int64_t spring = *parse_rfc3339("2026-03-29T01:00:00Z");
  CHECK(berlin.local(spring - 1).hour == 1);
  CHECK(berlin.local(spring).hour == 3);
  const LocalTime kolkata = Zone("Asia/Kolkata").local(kMorning);
  CHECK(kolkata.hour == 7);
  CHECK(kolkata.minute == 55);
}

TEST_CASE("unknown zones are told from known ones") {
  CHECK(Zone::known("Asia/Shanghai"));
  CHECK(Zone::known("Asia/Urumqi"));
  CHECK(Zone::known("UTC"));
  CHECK_FALSE(Zone::known("Asia/Atlantis"));
  CHECK_FALSE(Zone::known("asia shanghai"));
  CHECK_FALSE(Zone::known(""));
  CHECK_THROWS_WITH(Zone("Asia/Atlantis"), ContainsSubstring("Asia/Atlantis") && ContainsSubstring("Asia/Shanghai"));
}

TEST_CASE("times are written with milliseconds and read back") {
  CHECK(rfc3339(0) == "1970-01-01T00:00:00.000Z");
  CHECK(rfc3339(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(rfc3339(kMorning) == "2026-11-23T02:25:00.123Z");
  for (const std::int64_t at : {kMorning, std::int64_t{0}, std::int64_t{-1}, kMorning + 400 * 24 * kHourMs + 7}) {
    CHECK(parse_rfc3339(rfc3339(at)) == at);
  }
  CHECK(parse_rfc3339("2026-11-23T02:25:00Z") == kMorning - 123);
  CHECK(parse_rfc3339("2026-11-23T02:25:00.1Z") == kMorning - 23);
  CHECK(parse_rfc3339("2026-11-23T02:25:00.123999Z") == kMorning);
  CHECK(parse_rfc3339("2028-02-29T00:00:00Z").has_value());
}

TEST_CASE("what is not a UTC time of that form is refused") {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T02:25:00", "2026-11-23T02:25:00+08:00", "2026-11-23 02:25:00Z",
        "2026-13-23T02:25:00Z", "2026-02-29T02:25:00Z", "2026-11-23T24:00:00Z", "2026-11-23T02:60:00Z",
        "2026-11-23T02:25:60Z", "2026-11-23T02:25:00.Z", "2026-11-23T02:25:00.1234567890Z", "2026-11-23T02:25:00Zx",
        "-026-11-23T02:25:00Z", "2026-11-23t02:25:00z", "2026-1-23T02:25:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text).has_value());
  }
}

TEST_CASE("the wall clock is now") {
  CHECK(wall_ms() > *parse_rfc3339("2024-01-01T00:00:00Z"));
  CHECK(wall_ms() < *parse_rfc3339("2200-01-01T00:00:00Z"));
}
