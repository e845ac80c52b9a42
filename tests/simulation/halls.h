#pragma once

#include <vector>

#include "tests/simulation/hall_day.h"

namespace menting::simulation {

/// The halls that estimates are judged in: log-normal services, arrivals that change over the day, priority lanes,
/// counters that serve several services; each with another trouble.
std::vector<HallSettings> halls();

/// How told waits went, over any number of days.
struct Score {
  int told = 0;        ///< and called
  int at_once = 0;     ///< of those: told "within a minute", which is no forecast
  int within = 0;      ///< of the others
  int open_ended = 0;  ///< of the others: told "more than", which has no middle
  double own_off_ms = 0, oracle_off_ms = 0, naive_off_ms = 0;  ///< sums, of those with a middle
  double waited_ms = 0;
  double width_minutes = 0;

  void add(const Story& story);
  int with_middle() const { return judged() - open_ended; }
  int judged() const { return told - at_once; }
  double hit_rate() const { return static_cast<double>(within) / judged(); }
  /// Mean absolute errors, in minutes.
  double own_off() const { return own_off_ms / with_middle() / 60'000; }
  double oracle_off() const { return oracle_off_ms / with_middle() / 60'000; }
  double naive_off() const { return naive_off_ms / with_middle() / 60'000; }
};

/// `days` days of one hall that has been open for `before` days.
Score score_of(const HallSettings& hall, std::uint64_t seed, int days, int before);

}  // namespace menting::simulation
