#include "kiosk/domain/calendar.h"

#include <algorithm>
#include <chrono>

#include "kiosk/domain/luhn.h"

namespace menting::domain {
namespace {

using namespace std::chrono;

year_month_day date_of(BusinessDay day) {
  return {year(day.yyyymmdd / 10000), month(static_cast<unsigned>(day.yyyymmdd / 100 % 100)),
          std::chrono::day(static_cast<unsigned>(day.yyyymmdd % 100))};
}

BusinessDay day_of(const year_month_day& date) {
  return {static_cast<int>(date.year()) * 10000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace

std::optional<BusinessDay> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string digits = without_gaps(text);
  if (digits.size() != 8 || !all_digits(digits)) return std::nullopt;
  const BusinessDay day{std::stoi(digits)};
  if (day.yyyymmdd < 10000101 || !date_of(day).ok()) return std::nullopt;
  return day;
}

BusinessDay add_days(BusinessDay day, int days) {
  return day_of(year_month_day(sys_days(date_of(day)) + std::chrono::days(days)));
}

int days_between(BusinessDay from, BusinessDay to) {
  return static_cast<int>((sys_days(date_of(to)) - sys_days(date_of(from))).count());
}

int months_between(BusinessDay from, BusinessDay to) {
  const auto a = date_of(from), b = date_of(to);
  const int months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(b.month())) -
                     static_cast<int>(static_cast<unsigned>(a.month())) - (b.day() < a.day() ? 1 : 0);
  return std::max(0, months);
}

int weekday(BusinessDay day) {
  return static_cast<int>(std::chrono::weekday(sys_days(date_of(day))).c_encoding());
}

}  // namespace menting::domain
