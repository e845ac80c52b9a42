#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/domain/dispatch.h"
#include "kiosk/domain/law.h"

// The hall, played forward by the rule that calls. Times are milliseconds from now on; what is past is negative.

namespace menting::domain::forecast {

/// Somebody who waits.
struct Customer {
  std::int64_t since_ms = 0;
  int rank = 0;            ///< among all who wait for this service, both lines: who came first
  std::uint32_t seed = 0;  ///< the same customer gets the same luck in every forecast, so that ranges do not flicker
};

/// One service.
struct Line {
  dispatch::LineRule rule;
  int run = 0;
  std::vector<Customer> standard, priority;  ///< in the order of coming
  Law law;
};

/// Somebody who was passed on to one counter: nobody else calls them, and few are called there before them.
struct Sent {
  Customer customer;
  int line = 0;
  bool priority = false;
};

struct Counter {
  enum class State {
    free,
    busy,     ///< with a customer
    away,     ///< paused: comes back within some minutes
    expected  ///< nobody is there yet; somebody is thought to come
  };
  State state = State::free;
  std::vector<int> lines;  ///< which it serves, preferred first; positions in Hall::lines
  int busy_line = 0;       ///< of the customer who is there
  std::int64_t busy_since_ms = 0;
  bool serving = false;  ///< no longer only called: will not be a no-show
  std::uint32_t seed = 0;
  std::vector<Sent> sent;  ///< in the order of their calls
  int run = 0;             ///< priority calls in a row here
};

struct Hall {
  std::vector<Line> lines;
  std::vector<Counter> counters;
  int run_max = 2;                ///< priority calls in a row at a counter while somebody of the standard lines waits
  std::int64_t into_hour_ms = 0;  ///< since Law::log_ms[0] began
};

/// One who takes a number now. Newcomers do not get in each other's way: each is asked about as if alone.
struct Newcomer {
  int line = 0;
  bool priority = false;
};

/// Nobody's wait is followed further than this.
constexpr std::int64_t horizon_ms = 180 * 60'000;
/// Futures of one round; in a round every customer meets each 32nd of what may be once.
constexpr int futures_a_round = 32;

/// The wait of each newcomer in each of 32 × `rounds` futures, in no order. Nothing is random: the same hall has the
/// same futures.
std::vector<std::vector<std::int64_t>> waits(const Hall& hall, std::span<const Newcomer> newcomers, int rounds);

/// How many rounds a hall of this size is worth: 1 (long queues) or 2.
int rounds_for(const Hall& hall);

}  // namespace menting::domain::forecast
