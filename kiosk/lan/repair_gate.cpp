#include "kiosk/lan/repair_gate.h"

#include <algorithm>

namespace menting::lan {
namespace {

constexpr int wrong_max = 10;
constexpr int wrong_max_loopback = 60;
constexpr int wrong_max_number = 8;
constexpr std::int64_t window_ms = 10 * 60'000;
constexpr std::size_t records_max = 2'000;  ///< beyond it new ones wait

}  // namespace

bool RepairGate::is_full(const Records& records, const std::string& key, int most) {
  const auto found = records.find(key);
  return found == records.end() ? records.size() >= records_max : found->second.wrong >= most;
}

void RepairGate::forget_old(Records& records, std::int64_t now_ms) {
  std::erase_if(records, [now_ms](const auto& entry) { return now_ms - entry.second.since_ms >= window_ms; });
}

bool RepairGate::ask(const std::string& remote, const std::string& number, bool loopback, std::int64_t now_ms) {
  forget_old(remotes_, now_ms);
  forget_old(numbers_, now_ms);
  if (is_full(remotes_, remote, loopback ? wrong_max_loopback : wrong_max)) return false;
  if (is_full(numbers_, number, wrong_max_number)) return false;
  ++remotes_.try_emplace(remote, Record{now_ms, 0}).first->second.wrong;
  ++numbers_.try_emplace(number, Record{now_ms, 0}).first->second.wrong;
  return true;
}

void RepairGate::give_back(const std::string& remote, const std::string& number) {
  const auto give = [](Records& records, const std::string& key) {
    const auto found = records.find(key);
    if (found != records.end() && --found->second.wrong <= 0) records.erase(found);
  };
  give(remotes_, remote);
  give(numbers_, number);
}

int RepairGate::retry_after_s(const std::string& remote, const std::string& number, std::int64_t now_ms) const {
  std::int64_t left = 0;
  if (const auto found = remotes_.find(remote); found != remotes_.end()) {
    left = std::max(left, found->second.since_ms + window_ms - now_ms);
  }
  if (const auto found = numbers_.find(number); found != numbers_.end()) {
    left = std::max(left, found->second.since_ms + window_ms - now_ms);
  }
  return static_cast<int>(std::max<std::int64_t>(1, (left + 999) / 1000));
}

}  // namespace menting::lan
