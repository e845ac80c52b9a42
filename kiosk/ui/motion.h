#pragma once

#include <imgui.h>

#include <cstdint>

#include "kiosk/ui/geometry.h"

namespace menting::ui {

/// A page glides into its place within a fifth of a second. Its targets are there at once.
class Motion {
 public:
  static constexpr std::int64_t length_ms = 180;
  static constexpr std::int64_t frame_ms = 16;  ///< no more pictures than eyes can tell apart

  void begin(std::int64_t now_ms) { began_ms_ = now_ms; }
  bool moving(std::int64_t now_ms) const { return now_ms - began_ms_ < length_ms; }
  /// 0 at the start, 1 in place: fast at first, then gently (cubic).
  float progress(std::int64_t now_ms) const;
  /// Moves and fades what was drawn from vertex `first` on, `way` pixels from its place at the start.
  static void apply(ImDrawList& list, int first, float progress, ImVec2 way);

 private:
  std::int64_t began_ms_ = -length_ms;
};

}  // namespace menting::ui
