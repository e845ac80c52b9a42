#include "kiosk/lan/rating_gate.h"

#include <algorithm>

namespace menting::lan {
namespace {

constexpr int refused_max = 30;
constexpr int refused_max_loopback = 300;
constexpr std::int64_t refused_window_ms = 10 * 60'000;
constexpr std::size_t addresses_max = 1'000;  ///< beyond it new addresses wait: a hall has not so many

}  // namespace

bool RatingGate::ask(const std::string& remote, bool loopback, std::int64_t now_ms) {
  std::erase_if(records_, [now_ms](const auto& entry) { return now_ms - entry.second.since_ms >= refused_window_ms; });
  const auto found = records_.find(remote);
  if (found == records_.end()) {
    if (!loopback && records_.size() >= addresses_max) return false;
    records_[remote] = {now_ms, 1};
    return true;
  }
  if (found->second.refused >= (loopback ? refused_max_loopback : refused_max)) return false;
  ++found->second.refused;
  return true;
}

void RatingGate::give_back(const std::string& remote) {
  const auto found = records_.find(remote);
  if (found == records_.end()) return;  // its time is over
  if (--found->second.refused <= 0) records_.erase(found);
}

int RatingGate::retry_after_s(const std::string& remote, std::int64_t now_ms) const {
  const auto found = records_.find(remote);
  const std::int64_t left = found == records_.end() ? 0 : found->second.since_ms + refused_window_ms - now_ms;
  return static_cast<int>(std::max<std::int64_t>(1, (left + 999) / 1000));
}

}  // namespace menting::lan
