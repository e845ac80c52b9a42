#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/intent.h"

namespace menting::ui {

/// Something that can be touched.
struct Target {
  std::string id;
  std::string label;  ///< in the customer's language, as a reader would say it
  Box box;            ///< canvas units
  bool enabled = true;
  Intent intent;
  bool spoken = true;  ///< read aloud with the page; what every page has is not
};

/// What can be touched on the picture last drawn.
class Targets {
 public:
  void clear() { all_.clear(); }
  void add(Target target) { all_.push_back(std::move(target)); }
  /// The topmost at a point of the canvas, enabled or not; null where there is none.
  const Target* at(float x, float y) const;
  const Target* find(std::string_view id) const;
  const std::vector<Target>& all() const { return all_; }

 private:
  std::vector<Target> all_;
};

/// The --targets JSON, boxes in window pixels; `words` is what a reader would say before the targets.
std::string targets_json(const Targets& targets, const std::vector<std::string>& words, std::string_view screen,
                         std::string_view language, float scale);

/// Writes the JSON beside `file` and renames it over; only when it is another than last time.
class TargetsFile {
 public:
  explicit TargetsFile(std::string file) : file_(std::move(file)) {}
  /// False when it could not be written (once told to the log).
  bool write(const std::string& json);

 private:
  std::string file_;
  std::string last_;
  bool told_ = false;
};

}  // namespace menting::ui
