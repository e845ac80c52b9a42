#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace menting::wire {

inline constexpr std::size_t configuration_bytes_max = 256UL * 1024;
inline constexpr std::size_t picture_bytes_max = 1024UL * 1024;
inline constexpr std::size_t announcements_max = 20;  ///< at one branch at once

/// Whether headquarters may say this of a branch. What belongs to the machine and its people is the branch's own: where
/// it listens, its printer and scanner, its link to headquarters, who works there and who it is.
constexpr bool may_be_configured(std::string_view section, std::string_view key) {
  constexpr std::array<std::string_view, 11> sections{"branch",  "queue",        "kiosk",  "theme",   "voice",  "board",
                                                      "repairs", "announcement", "alerts", "service", "counter"};
  if (section == "branch") return key != "id" && key != "timezone" && key != "tier" && !key.empty();
  return std::find(sections.begin(), sections.end(), section) != sections.end();
}

}  // namespace menting::wire
