#include "tests/bench/face/walk.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "tests/bench/face/shown.h"
#include "tests/kiosk/ui/virtual_display.h"

namespace menting::bench {

std::string walk(const std::string& targets_file, int seconds) {
  using Clock = std::chrono::steady_clock;
  std::map<std::string, int> taps;
  std::set<std::string> pages;
  int count = 0;
  for (const auto end = Clock::now() + std::chrono::seconds(seconds); Clock::now() < end;) {
    const Shown shown = read_shown(targets_file);
    std::string where = shown.screen + " " + shown.language;
    const auto has = [&](const char* id) {
      return std::ranges::any_of(shown.spots, [&](const Spot& spot) { return spot.id == id; });
    };
    if (has("elderly.off")) where += " elderly";
    if (has("low_reach.off")) where += " low_reach";
    pages.insert(where);
    const auto least = std::ranges::min_element(shown.spots, {}, [&](const Spot& spot) {
      // Staff's corner wants a PIN.
      return spot.id == "staff.corner" ? 1'000'000 : taps[where + " " + spot.id];
    });
    if (least == shown.spots.end()) continue;
    ++taps[where + " " + least->id];
    ++count;
    tests::VirtualDisplay::click(least->x, least->y);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return "walked through the running kiosk: " + std::to_string(count) + " taps, " + std::to_string(pages.size()) +
         " different pages (each language and manner counted)";
}

}  // namespace menting::bench
