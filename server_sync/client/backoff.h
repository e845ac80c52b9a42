#pragma once

#include <chrono>
#include <optional>
#include <random>

namespace menting::sync {

/// How long to wait before the next try: anywhere between nothing and a bound that doubles from 0.5 s (full jitter, so
/// that a thousand branches do not come back in step).
class Backoff {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Wait = std::chrono::milliseconds;
  /// The bound never grows beyond this.
  static constexpr Wait longest{60'000};
  /// Nor beyond this in the first ten minutes: after headquarters' short restart the list is live again soon.
  static constexpr Wait longest_at_first{15'000};

  explicit Backoff(unsigned seed = std::random_device{}()) : random_(seed) {}

  /// A try failed: how long to wait.
  Wait failed(Time now);
  /// Headquarters said no: asking again soon is no use. Between half of `longest` and all of it.
  Wait refused();
  void succeeded();

 private:
  std::mt19937 random_;
  Wait bound_{500};
  std::optional<Time> failing_since_;
};

}  // namespace menting::sync
