#include "tests/bench/face/shown.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace menting::bench {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds look_every{2};

}  // namespace

Shown read_shown(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  Shown shown;
  if (all.str().empty()) return shown;
  const nlohmann::json json = nlohmann::json::parse(all.str());
  shown.screen = json.at("screen");
  shown.language = json.at("language");
  for (const auto& target : json.at("targets")) {
    if (!target.at("enabled").get<bool>()) continue;
    shown.spots.push_back({target.at("id"), target.at("x").get<int>() + target.at("w").get<int>() / 2,
                           target.at("y").get<int>() + target.at("h").get<int>() / 2});
  }
  return shown;
}

Spot wait_for(const std::string& file, const std::string& id) {
  for (const auto end = Clock::now() + std::chrono::seconds(10); Clock::now() < end;) {
    for (const Spot& spot : read_shown(file).spots) {
      if (spot.id == id) return spot;
    }
    std::this_thread::sleep_for(look_every);
  }
  throw std::runtime_error("the page " + read_shown(file).screen + " never shows " + id);
}

bool wait_for_screen(const std::string& file, const std::string& screen, std::chrono::milliseconds most) {
  for (const auto end = Clock::now() + most; Clock::now() < end;) {
    if (read_shown(file).screen == screen) return true;
    std::this_thread::sleep_for(look_every);
  }
  return false;
}

}  // namespace menting::bench
