#include "server_sync/hq/attempt_limit.h"

namespace menting::hq {
namespace {

/// More keys than this at once is an attack with made-up names: memory stays bounded and newcomers wait.
constexpr std::size_t addresses_max = 20'000;

}  // namespace

bool AttemptLimit::begin(const std::string& key, Time now) {
  const std::lock_guard lock(mutex_);
  auto found = counts_.find(key);
  if (found == counts_.end()) {
    if (!has_room(now)) return false;
    found = counts_.emplace(key, Count{}).first;
  }
  Count& count = found->second;
  if (now - count.last >= pause_) count.wrong = 0;
  if (count.wrong >= wrong_max_) return false;
  ++count.wrong;
  count.last = now;
  return true;
}

bool AttemptLimit::allows(const std::string& key, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (found == counts_.end()) return has_room(now);
  return found->second.wrong < wrong_max_ || now - found->second.last >= pause_;
}

void AttemptLimit::succeeded(const std::string& key) {
  const std::lock_guard lock(mutex_);
  counts_.erase(key);
}

void AttemptLimit::take_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (found != counts_.end() && --found->second.wrong <= 0) counts_.erase(found);
}

bool AttemptLimit::has_room(Time now) {
  if (counts_.size() >= addresses_max) forget_old(now);
  return counts_.size() < addresses_max;
}

void AttemptLimit::forget_old(Time now) {
  for (auto at = counts_.begin(); at != counts_.end();) {
    at = now - at->second.last >= pause_ ? counts_.erase(at) : std::next(at);
  }
}

}  // namespace menting::hq
