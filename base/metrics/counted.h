#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>

#include "base/metrics/text.h"

namespace menting::metrics {

/// Counts since the program's start, by labels. Any thread. Whoever counts sees to it that there are few different
/// labels: never anything that a client chose.
class Counts {
 public:
  void add(const Labels& labels, std::uint64_t count = 1);
  /// One line each; the family has begun.
  void write(Text& text) const;
  std::uint64_t of(const Labels& labels) const;

 private:
  mutable std::mutex mutex_;
  std::map<Labels, std::uint64_t> counts_;
};

/// How long something takes, in seconds, from half a millisecond to a minute. Any thread.
class Durations {
 public:
  void add(double seconds);
  /// A whole family.
  void write(Text& text, std::string_view name, std::string_view help) const;

 private:
  static constexpr std::array<double, 12> bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.25, 1, 5, 15, 60};
  mutable std::mutex mutex_;
  std::array<std::uint64_t, bounds.size() + 1> counts_{};
  double sum_ = 0;
};

}  // namespace menting::metrics
