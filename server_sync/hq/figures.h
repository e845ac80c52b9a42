#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

/// What reports are made of: sums of one branch and day by service, hour, counter, clerk and the aspects of low scores.
namespace menting::hq {

/// What the figures of a day are counted by.
enum class Part { service, hour, counter, clerk, low_aspect };

const char* part_name(Part part);

/// The columns of rollup_part, in order. Visits count in the hour they were taken, servings in the hour they began.
enum class Sum : std::size_t {
  taken,
  calls,   ///< every call of somebody who waits, no recalls
  called,  ///< people: first calls
  no_show,
  cancelled,
  finished,
  judged,         ///< first calls whose target was told
  within_target,  ///< of those judged
  waited_ms_sum,  ///< until the first call
  served,         ///< servings to an outcome
  served_ms_sum,  ///< of those
  score_1,
  score_5 = score_1 + 4,
  wait_first,  ///< how many first calls came within each step
  serve_first = wait_first + 10,
  all_waited_ms_sum = serve_first + 10,  ///< before every call, each minute once; by service alone
  all_served_ms_sum,                     ///< of all servings, to an outcome or not; by service alone
  count
};

constexpr std::size_t sum_count = static_cast<std::size_t>(Sum::count);
constexpr std::size_t step_count = 10;

/// Durations are counted in steps that end, exclusively, at these minutes; the last one has no end.
constexpr std::array<int, step_count - 1> step_minutes = {1, 2, 4, 7, 10, 15, 20, 30, 45};

/// Additive: days, branches and parts of a batch can be added up.
struct Figures {
  std::array<std::int64_t, sum_count> sums{};

  std::int64_t& operator[](Sum sum) { return sums[static_cast<std::size_t>(sum)]; }
  std::int64_t operator[](Sum sum) const { return sums[static_cast<std::size_t>(sum)]; }
  Figures& operator+=(const Figures& other);
  bool operator==(const Figures&) const = default;

  void count_wait(std::int64_t waited_ms);
  void count_serving(std::int64_t served_ms);
  void count_score(std::int64_t score);
  /// How many had this score, 1 to 5.
  std::int64_t scored(int score) const {
    return sums[static_cast<std::size_t>(Sum::score_1) + static_cast<std::size_t>(score) - 1];
  }
  std::int64_t rated() const;
  std::int64_t score_sum() const;
  std::span<const std::int64_t, step_count> waits() const;
  std::span<const std::int64_t, step_count> servings() const;
};

struct PartKey {
  int day = 0;  ///< 20261123, of the ticket
  Part part = Part::service;
  std::string name;  ///< letter, hour of the day in UTC ("00" to "23"), counter's number, staff id, aspect

  auto operator<=>(const PartKey&) const = default;
};

/// Names of the columns, in order.
const std::array<std::string, sum_count>& sum_names();

/// The duration that this share (0 to 1) of what was counted does not exceed, as if it were spread evenly within the
/// step: wrong by less than the step. The last step is taken to end at 90 minutes. None of nothing.
std::optional<double> quantile_s(std::span<const std::int64_t, step_count> steps, double share);

}  // namespace menting::hq
