#include "base/metrics/counted.h"

#include <fmt/format.h>

#include <algorithm>

namespace menting::metrics {

void Counts::add(const Labels& labels, std::uint64_t count) {
  const std::lock_guard lock(mutex_);
  counts_[labels] += count;
}

void Counts::write(Text& text) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [labels, count] : counts_) text.value(count, labels);
}

std::uint64_t Counts::of(const Labels& labels) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(labels);
  return found == counts_.end() ? 0 : found->second;
}

void Durations::add(double seconds) {
  const auto place = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  const std::lock_guard lock(mutex_);
  ++counts_.at(static_cast<std::size_t>(place));
  sum_ += seconds;
}

void Durations::write(Text& text, std::string_view name, std::string_view help) const {
  const std::lock_guard lock(mutex_);
  text.family(name, Kind::histogram, help);
  double through = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    through += static_cast<double>(counts_.at(i));
    text.part("_bucket", through, {{"le", fmt::format("{}", bounds.at(i))}});
  }
  through += static_cast<double>(counts_.back());
  text.part("_bucket", through, {{"le", "+Inf"}}).part("_sum", sum_).part("_count", through);
}

}  // namespace menting::metrics
