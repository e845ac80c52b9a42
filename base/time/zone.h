#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace menting::base {

struct LocalTime {
  int year = 1970, month = 1, day = 1;  ///< month and day from 1
  int hour = 0, minute = 0, second = 0;
  int weekday = 0;  ///< 0 Sunday .. 6 Saturday
};

/// A time zone of the IANA database ("Asia/Shanghai"), from ICU's own data: works without tzdata.
class Zone {
 public:
  /// Throws std::runtime_error for a name that is not there.
  explicit Zone(const std::string& name);
  ~Zone();
  Zone(Zone&&) noexcept;
  Zone& operator=(Zone&&) noexcept;

  static bool known(const std::string& name);
  LocalTime local(std::int64_t at_ms) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for UTC itself.
LocalTime utc_time(std::int64_t at_ms);
/// "2026-11-23T02:25:00.123Z"
std::string rfc3339(std::int64_t at_ms);
/// The opposite; none for anything else than a UTC time of that form (fraction optional).
std::optional<std::int64_t> parse_rfc3339(std::string_view text);
/// Wall clock now, milliseconds since 1970 UTC.
std::int64_t wall_ms();

}  // namespace menting::base
