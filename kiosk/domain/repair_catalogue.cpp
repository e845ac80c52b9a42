#include "kiosk/domain/repair_catalogue.h"

#include <algorithm>
#include <array>
#include <vector>

namespace menting::domain {
namespace {

using Code = std::string_view;

constexpr auto phone_faults =
    std::to_array<Code>({"screen", "touch", "battery", "charging", "no_power", "camera", "speaker", "microphone",
                         "signal", "sim", "buttons", "network", "heat", "water", "system", "other"});
constexpr auto tablet_faults =
    std::to_array<Code>({"screen", "touch", "battery", "charging", "no_power", "camera", "speaker", "microphone",
                         "buttons", "network", "heat", "water", "system", "other"});
constexpr auto watch_faults = std::to_array<Code>({"screen", "touch", "battery", "charging", "no_power", "strap",
                                                   "sensor", "pairing", "network", "water", "system", "other"});
constexpr auto earphone_faults = std::to_array<Code>(
    {"no_sound", "noise", "microphone", "pairing", "battery", "charging", "buttons", "water", "other"});
constexpr auto router_faults =
    std::to_array<Code>({"no_power", "no_network", "slow", "wifi", "ports", "heat", "system", "other"});
constexpr auto box_faults =
    std::to_array<Code>({"no_power", "no_picture", "no_sound", "remote", "no_network", "ports", "system", "other"});
constexpr auto laptop_faults = std::to_array<Code>({"screen", "keyboard", "battery", "charging", "no_power", "camera",
                                                    "speaker", "ports", "network", "heat", "water", "system", "other"});
constexpr auto other_faults = std::to_array<Code>({"no_power", "damage", "battery", "charging", "water", "other"});

constexpr auto kinds = std::to_array<DeviceKind>({
    {"phone", true, 12, phone_faults},
    {"tablet", false, 12, tablet_faults},
    {"watch", false, 12, watch_faults},
    {"earphones", false, 12, earphone_faults},
    {"router", false, 12, router_faults},
    {"set_top_box", false, 12, box_faults},
    {"laptop", false, 24, laptop_faults},
    {"other", false, 12, other_faults},
});

constexpr auto left_with = std::to_array<Code>({"sim", "memory_card", "charger", "cable", "case", "film", "box",
                                                "invoice", "earphones", "pen", "remote", "other"});

}  // namespace

std::span<const DeviceKind> device_kinds() {
  return kinds;
}

const DeviceKind* device_kind(std::string_view code) {
  const auto* found =
      std::find_if(kinds.begin(), kinds.end(), [&](const DeviceKind& kind) { return kind.code == code; });
  return found == kinds.end() ? nullptr : found;
}

bool has_fault(const DeviceKind& kind, std::string_view fault) {
  return std::find(kind.faults.begin(), kind.faults.end(), fault) != kind.faults.end();
}

std::span<const std::string_view> all_faults() {
  static const std::vector<Code> all = [] {
    std::vector<Code> faults;
    for (const DeviceKind& kind : kinds) {
      for (const Code fault : kind.faults) {
        if (std::find(faults.begin(), faults.end(), fault) == faults.end()) faults.push_back(fault);
      }
    }
    return faults;
  }();
  return all;
}

std::span<const std::string_view> left_with_codes() {
  return left_with;
}

}  // namespace menting::domain
