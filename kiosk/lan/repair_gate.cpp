#include "kiosk/lan/repair_gate.h"

#include <algorithm>

namespace menting::lan {
namespace {

constexpr std::array<int, 3> wrong_max{10, 8, 40};
constexpr std::array<int, 3> wrong_max_loopback{60, 8, 40};
constexpr std::int64_t wrong_window_ms = 10 * 60'000;
constexpr std::size_t askers_max = 2'000;  ///< beyond it new ones wait

const std::array<int, 3>& most(bool loopback) {
  return loopback ? wrong_max_loopback : wrong_max;
}

}  // namespace

std::array<std::string, RepairGate::ways> RepairGate::keys_of(const std::string& remote, const std::string& number) {
  return {remote, remote + "\n" + number, number};
}

bool RepairGate::is_full(const Records& records, const std::string& key, int most) {
  const auto found = records.find(key);
  return found == records.end() ? records.size() >= askers_max : found->second.wrong >= most;
}

bool RepairGate::ask(const std::string& remote, const std::string& number, bool loopback, std::int64_t now_ms) {
  const auto keys = keys_of(remote, number);
  for (std::size_t way = 0; way < ways; ++way) {
    std::erase_if(wrong_[way],
                  [now_ms](const auto& entry) { return now_ms - entry.second.since_ms >= wrong_window_ms; });
  }
  for (std::size_t way = 0; way < ways; ++way) {
    if (is_full(wrong_[way], keys[way], most(loopback)[way])) return false;
  }
  for (std::size_t way = 0; way < ways; ++way) {
    ++wrong_[way].try_emplace(keys[way], Record{now_ms, 0}).first->second.wrong;
  }
  return true;
}

void RepairGate::give_back(const std::string& remote, const std::string& number) {
  const auto keys = keys_of(remote, number);
  for (std::size_t way = 0; way < ways; ++way) {
    const auto found = wrong_[way].find(keys[way]);
    if (found != wrong_[way].end() && --found->second.wrong <= 0) wrong_[way].erase(found);
  }
}

int RepairGate::retry_after_s(const std::string& remote, const std::string& number, bool loopback,
                              std::int64_t now_ms) const {
  const auto keys = keys_of(remote, number);
  std::int64_t left_ms = 0;
  for (std::size_t way = 0; way < ways; ++way) {
    const auto found = wrong_[way].find(keys[way]);
    if (found == wrong_[way].end() || found->second.wrong < most(loopback)[way]) continue;
    left_ms = std::max(left_ms, found->second.since_ms + wrong_window_ms - now_ms);
  }
  return static_cast<int>(std::max<std::int64_t>(1, (left_ms + 999) / 1000));
}

}  // namespace menting::lan
