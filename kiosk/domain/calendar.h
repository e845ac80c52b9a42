#pragma once

#include <optional>
#include <string_view>

#include "kiosk/domain/ids.h"

namespace menting::domain {

/// "2026-11-23" as a day of the calendar; none for anything else, the 30th of February too.
std::optional<BusinessDay> read_day(std::string_view text);
BusinessDay add_days(BusinessDay day, int days);
/// Days from `from` to `to`, negative when that lies before.
int days_between(BusinessDay from, BusinessDay to);
/// Whole months from `from` to `to`; never negative.
int months_between(BusinessDay from, BusinessDay to);
/// 0 Sunday .. 6 Saturday
int weekday(BusinessDay day);

}  // namespace menting::domain
