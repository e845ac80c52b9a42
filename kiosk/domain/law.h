#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "kiosk/domain/moment.h"
#include "kiosk/domain/tally.h"

namespace menting::domain {

/// What is believed of a service's next hours: how long a customer keeps a counter (log-normal), who does not come when
/// called, and how many more arrive.
struct Law {
  static constexpr std::size_t hours_ahead = 4;

  std::array<double, hours_ahead> log_ms{};  ///< mean of ln(milliseconds) in this hour and those after it
  double spread = 0.6;                       ///< standard deviation of ln(milliseconds) between customers
  double doubt = 0;                          ///< standard deviation of the mean itself: the same for everybody today
  double no_show_share = 0;
  double no_show_ms = 30'000;
  double standard_per_hour = 0;  ///< arrivals
  double priority_per_hour = 0;
};

/// For each of `services`, from today's tickets, drawn towards past days by how much is known of each: a service of
/// which nothing is known takes about five minutes, give or take a factor of two. Past days count as what they are: one
/// day is off by some 12 % from the next in all services and by 10 % in each. An hour of the day has its own mean as
/// far as twenty services of it were seen. Every service that ends today moves today's own level, and a little that of
/// the other services. `open_minutes`: since today's opening.
std::vector<Law> laws_of(const std::vector<ServiceLetter>& services, const Tally& today, const History& history,
                         const Moment& moment, int open_minutes);

}  // namespace menting::domain
