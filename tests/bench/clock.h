#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace menting::bench {

/// Runs `work` and returns how long it took, in microseconds.
template <class Work>
double microseconds(Work work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count();
}

/// The value that `share` (0..1) of all values do not exceed.
inline double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

}  // namespace menting::bench
