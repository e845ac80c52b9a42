#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// How the waits went that customers were told.
struct Told {
  int count = 0;   ///< told a range and called since
  int within = 0;  ///< called inside it
  int sooner = 0;
  int later = 0;
  int at_once = 0;  ///< told "within a minute" and called since: no forecast, so not in `count`
  int at_once_within = 0;
  bool operator==(const Told&) const = default;
};

/// What one hour of one service came to. Whole numbers, so that tickets can be added and taken away in any order and
/// the sums are the same.
struct HourTally {
  int taken_standard = 0;
  int taken_priority = 0;
  int served = 0;
  std::int64_t log_sum_micro = 0;     ///< of ln(milliseconds at the counter), in millionths
  std::int64_t square_sum_micro = 0;  ///< of its square
  int no_shows = 0;
  std::int64_t no_show_ms = 0;
  Told told;
  bool operator==(const HourTally&) const = default;
};

/// The tickets of one or several days by service and hour. The hour is that of the wall clock in UTC: it needs no time
/// zone, and all it is for is to tell the hours of a day apart.
class Tally {
 public:
  void add(const Ticket& ticket) { count(ticket, 1); }
  void remove(const Ticket& ticket) { count(ticket, -1); }

  HourTally hour(ServiceLetter service, int utc_hour) const;
  HourTally whole(ServiceLetter service) const;
  Told told() const;
  bool empty() const { return hours_.empty(); }
  bool operator==(const Tally&) const = default;

 private:
  using Hour = std::pair<ServiceLetter, int>;  ///< of the day, in UTC

  void count(const Ticket& ticket, int sign);
  void count_served(const Hour& hour, std::int64_t busy_ms, int sign);
  void drop_if_empty(const Hour& hour);

  std::map<Hour, HourTally> hours_;
};

/// Past days, added up.
struct History {
  Tally tally;
  int days = 0;  ///< on which anybody came
  bool operator==(const History&) const = default;
};

int utc_hour(std::int64_t at_ms);

/// How long a ticket kept its last counter, from the newest call to its end; 0: it has not been at one to an end. What
/// is beyond four hours counts as four: somebody forgot to finish.
std::int64_t counter_ms(const Ticket& ticket);

}  // namespace menting::domain
