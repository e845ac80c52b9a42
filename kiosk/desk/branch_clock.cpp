#include "kiosk/desk/branch_clock.h"

#include <time.h>

#include <algorithm>

namespace menting::desk {
namespace {

/// The steady clock stands still while the machine sleeps: a night asleep would look like a clock put forward.
std::int64_t since_boot_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

domain::BusinessDay day_in(const base::LocalTime& local) {
  return {(local.year * 100 + local.month) * 100 + local.day};
}

}  // namespace

BranchClock::BranchClock(const std::string& zone, std::int64_t last_steady_ms, std::int64_t last_at_ms)
    : zone_(zone), started_ms_(since_boot_ms()) {
  // A branch without events has no "last": its timeline begins at zero.
  const std::int64_t away_ms = last_at_ms == 0 ? 0 : std::max<std::int64_t>(0, base::wall_ms() - last_at_ms);
  base_steady_ms_ = last_steady_ms + away_ms;
}

domain::BusinessDay BranchClock::day_of(std::int64_t at_ms) {
  return day_in(zone_.local(at_ms));
}

domain::Moment BranchClock::now() {
  domain::Moment moment;
  moment.at_ms = base::wall_ms();
  moment.steady_ms = base_steady_ms_ + since_boot_ms() - started_ms_;
  const base::LocalTime local = zone_.local(moment.at_ms);
  moment.day = day_in(local);
  moment.minute_of_day = local.hour * 60 + local.minute;
  return moment;
}

}  // namespace menting::desk
