#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace menting::bench {

struct Spot {
  std::string id;
  int x = 0, y = 0;  ///< its middle, window pixels
};

/// What a --targets file says is on the screen.
struct Shown {
  std::string screen, language;
  std::vector<Spot> spots;  ///< those that can be pressed
};

/// Empty before the first picture.
Shown read_shown(const std::string& file);
/// Waits until this can be pressed. Throws after ten seconds.
Spot wait_for(const std::string& file, const std::string& id);
/// Waits until this screen is shown; false after `most`.
bool wait_for_screen(const std::string& file, const std::string& screen, std::chrono::milliseconds most);

}  // namespace menting::bench
