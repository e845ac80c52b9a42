#include "kiosk/ui/motion.h"

#include <algorithm>
#include <cmath>

namespace menting::ui {

float Motion::progress(std::int64_t now_ms) const {
  const float part = static_cast<float>(now_ms - began_ms_) / static_cast<float>(length_ms);
  const float left = 1 - std::clamp(part, 0.F, 1.F);
  return 1 - left * left * left;
}

void Motion::apply(ImDrawList& list, int first, float progress, ImVec2 way) {
  const float left = 1 - progress;
  for (int i = first; i < list.VtxBuffer.Size; ++i) {
    ImDrawVert& vertex = list.VtxBuffer[i];
    vertex.pos.x += way.x * left;
    vertex.pos.y += way.y * left;
    const auto alpha = static_cast<float>(vertex.col >> IM_COL32_A_SHIFT & 255U) * (0.15F + 0.85F * progress);
    vertex.col = (vertex.col & ~IM_COL32_A_MASK) | static_cast<ImU32>(std::lround(alpha)) << IM_COL32_A_SHIFT;
  }
}

}  // namespace menting::ui
