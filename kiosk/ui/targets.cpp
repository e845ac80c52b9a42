#include "kiosk/ui/targets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/log/log.h"

namespace menting::ui {

const Target* Targets::at(float x, float y) const {
  const auto found = std::find_if(all_.rbegin(), all_.rend(), [&](const Target& t) { return t.box.contains(x, y); });
  return found == all_.rend() ? nullptr : &*found;
}

const Target* Targets::find(std::string_view id) const {
  for (const Target& target : all_) {
    if (target.id == id) return &target;
  }
  return nullptr;
}

std::string targets_json(const Targets& targets, const std::vector<std::string>& words, std::string_view screen,
                         std::string_view language, float scale) {
  const auto pixels = [&](float canvas) { return std::lround(canvas * scale); };
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Target& t : targets.all()) {
    list.push_back({{"id", t.id},
                    {"label", t.label},
                    {"x", pixels(t.box.x)},
                    {"y", pixels(t.box.y)},
                    {"w", pixels(t.box.w)},
                    {"h", pixels(t.box.h)},
                    {"enabled", t.enabled}});
  }
  const nlohmann::ordered_json all = {
      {"screen", screen}, {"language", language}, {"words", words}, {"targets", std::move(list)}};
  return all.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

bool TargetsFile::write(const std::string& json) {
  if (file_.empty() || json == last_) return true;
  const std::string fresh = file_ + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << json;
  out.close();
  if (!out || std::rename(fresh.c_str(), file_.c_str()) != 0) {
    if (!told_)
      log::warn("ui", "the touch targets cannot be written to " + file_ + "; check the folder and its rights");
    told_ = true;
    return false;
  }
  last_ = json;
  told_ = false;
  return true;
}

}  // namespace menting::ui
