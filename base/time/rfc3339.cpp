#include <array>
#include <chrono>
#include <cstdio>

#include "base/time/zone.h"

namespace menting::base {
namespace {

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

std::int64_t day_ms(int year, int month, int day) {
  const auto date =
      std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                  std::chrono::day(static_cast<unsigned>(day)));
  return std::chrono::sys_days(date).time_since_epoch().count() * kDayMs;
}

bool valid_date(int year, int month, int day) {
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

/// Reads digits and fixed characters from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
        good_ = false;
        return 0;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  void expect(char c) {
    if (rest_.empty() || rest_.front() != c) {
      good_ = false;
    } else {
      rest_.remove_prefix(1);
    }
  }

  /// Milliseconds of an optional ".123…"; digits after the third are dropped.
  int fraction_ms() {
    if (rest_.empty() || rest_.front() != '.') return 0;
    rest_.remove_prefix(1);
    int value = 0;
    std::size_t count = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      if (count < 3) value = value * 10 + (rest_.front() - '0');
      ++count;
      rest_.remove_prefix(1);
    }
    if (count == 0 || count > 9) good_ = false;
    for (; count < 3; ++count) value *= 10;
    return value;
  }

  bool good_to_the_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

LocalTime utc_time(std::int64_t at_ms) {
  using std::chrono::days;
  using std::chrono::milliseconds;
  const std::chrono::sys_time<milliseconds> at{milliseconds(at_ms)};
  const auto midnight = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date(midnight);
  const auto second = static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(at - midnight).count());
  LocalTime time;
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  time.weekday = static_cast<int>(std::chrono::weekday(midnight).c_encoding());
  return time;
}

std::string rfc3339(std::int64_t at_ms) {
  const LocalTime time = utc_time(at_ms);
  const auto ms = static_cast<int>(((at_ms % 1000) + 1000) % 1000);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", time.year, time.month, time.day,
                time.hour, time.minute, time.second, ms);
  return text.data();
}

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
  Reader reader(text);
  const int year = reader.digits(4);
  reader.expect('-');
  const int month = reader.digits(2);
  reader.expect('-');
  const int day = reader.digits(2);
  reader.expect('T');
  const int hour = reader.digits(2);
  reader.expect(':');
  const int minute = reader.digits(2);
  reader.expect(':');
  const int second = reader.digits(2);
  const int ms = reader.fraction_ms();
  reader.expect('Z');
  if (!reader.good_to_the_end() || !valid_date(year, month, day)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return day_ms(year, month, day) + ((hour * 60LL + minute) * 60 + second) * 1000 + ms;
}

std::int64_t wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace menting::base
