#include "tests/simulation/day/virtual_clock.h"

#include <algorithm>

namespace menting::simulation {

domain::Moment VirtualClock::now() {
  const base::LocalTime local = zone_.local(wall_ms_);
  domain::Moment moment;
  moment.at_ms = wall_ms_;
  moment.steady_ms = base_steady_ms_ + true_ms_ - started_ms_;
  moment.day = {(local.year * 100 + local.month) * 100 + local.day};
  moment.minute_of_day = local.hour * 60 + local.minute;
  return moment;
}

domain::BusinessDay VirtualClock::day_of(std::int64_t at_ms) {
  const base::LocalTime local = zone_.local(at_ms);
  return {(local.year * 100 + local.month) * 100 + local.day};
}

void VirtualClock::restart(std::int64_t last_steady_ms, std::int64_t last_at_ms) {
  const std::int64_t away_ms = last_at_ms == 0 ? 0 : std::max<std::int64_t>(0, wall_ms_ - last_at_ms);
  base_steady_ms_ = last_steady_ms + away_ms;
  started_ms_ = true_ms_;
}

}  // namespace menting::simulation
