#include "server_sync/hq/figures.h"

#include <algorithm>

namespace menting::hq {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr int last_step_ends_minutes = 90;

std::size_t step_of(std::int64_t ms) {
  const auto* end =
      std::find_if(step_minutes.begin(), step_minutes.end(), [ms](int minutes) { return ms < minutes * minute_ms; });
  return static_cast<std::size_t>(end - step_minutes.begin());
}

std::array<std::string, sum_count> make_names() {
  std::array<std::string, sum_count> names = {"taken",         "calls",    "called",       "no_show",
                                              "cancelled",     "finished", "judged",       "within_target",
                                              "waited_ms_sum", "served",   "served_ms_sum"};
  for (std::size_t i = 0; i < 5; ++i)
    names[static_cast<std::size_t>(Sum::score_1) + i] = "score_" + std::to_string(i + 1);
  for (std::size_t i = 0; i < step_count; ++i) {
    const std::string step = i < step_minutes.size() ? std::to_string(step_minutes[i]) : "more";
    names[static_cast<std::size_t>(Sum::wait_first) + i] = "wait_" + step;
    names[static_cast<std::size_t>(Sum::serve_first) + i] = "serve_" + step;
  }
  names[static_cast<std::size_t>(Sum::all_waited_ms_sum)] = "all_waited_ms_sum";
  names[static_cast<std::size_t>(Sum::all_served_ms_sum)] = "all_served_ms_sum";
  return names;
}

std::span<const std::int64_t, step_count> steps_from(const Figures& figures, Sum first) {
  return std::span<const std::int64_t, step_count>(figures.sums.data() + static_cast<std::size_t>(first), step_count);
}

}  // namespace

const char* part_name(Part part) {
  switch (part) {
    case Part::service:
      return "service";
    case Part::hour:
      return "hour";
    case Part::counter:
      return "counter";
    case Part::clerk:
      return "clerk";
    case Part::low_aspect:
      return "low_aspect";
  }
  return "";
}

const std::array<std::string, sum_count>& sum_names() {
  static const std::array<std::string, sum_count> names = make_names();
  return names;
}

Figures& Figures::operator+=(const Figures& other) {
  for (std::size_t i = 0; i < sum_count; ++i) sums[i] += other.sums[i];
  return *this;
}

void Figures::count_wait(std::int64_t waited_ms) {
  ++(*this)[Sum::called];
  (*this)[Sum::waited_ms_sum] += waited_ms;
  ++sums[static_cast<std::size_t>(Sum::wait_first) + step_of(waited_ms)];
}

void Figures::count_serving(std::int64_t served_ms) {
  ++(*this)[Sum::served];
  (*this)[Sum::served_ms_sum] += served_ms;
  ++sums[static_cast<std::size_t>(Sum::serve_first) + step_of(served_ms)];
}

void Figures::count_score(std::int64_t score) {
  ++sums[static_cast<std::size_t>(Sum::score_1) + static_cast<std::size_t>(score - 1)];
}

std::int64_t Figures::rated() const {
  std::int64_t all = 0;
  for (int score = 1; score <= 5; ++score) all += scored(score);
  return all;
}

std::int64_t Figures::score_sum() const {
  std::int64_t all = 0;
  for (int score = 1; score <= 5; ++score) all += score * scored(score);
  return all;
}

std::span<const std::int64_t, step_count> Figures::waits() const {
  return steps_from(*this, Sum::wait_first);
}

std::span<const std::int64_t, step_count> Figures::servings() const {
  return steps_from(*this, Sum::serve_first);
}

std::optional<double> quantile_s(std::span<const std::int64_t, step_count> steps, double share) {
  std::int64_t all = 0;
  for (const std::int64_t count : steps) all += count;
  if (all <= 0) return std::nullopt;
  const double wanted = share * static_cast<double>(all);
  double before = 0;
  double from = 0;
  for (std::size_t i = 0; i < step_count; ++i) {
    const double to = 60.0 * (i < step_minutes.size() ? step_minutes[i] : last_step_ends_minutes);
    const auto count = static_cast<double>(steps[i]);
    if (count > 0 && before + count >= wanted) return from + (to - from) * std::max(0.0, wanted - before) / count;
    before += std::max(0.0, count);
    from = to;
  }
  return from;
}

}  // namespace menting::hq
