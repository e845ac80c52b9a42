#include "kiosk/ui/shadow.h"

#include <algorithm>
#include <cmath>

namespace menting::ui {

namespace {

// In canvas units. Beyond the reach less than two of 255 parts are left of it, which nobody sees.
constexpr float corner = 36, reach = 32, far_drop = 18, far_blur = 20, near_drop = 2, near_blur = 3;

struct Outline {
  float half_wide, half_high, radius;

  /// How far a point is outside (negative: inside).
  float distance(float x, float y) const {
    const float dx = std::max(std::fabs(x) - half_wide + radius, 0.F);
    const float dy = std::max(std::fabs(y) - half_high + radius, 0.F);
    if (dx > 0 || dy > 0) return std::hypot(dx, dy) - radius;
    return std::max(std::fabs(x) - half_wide, std::fabs(y) - half_high);
  }
};

/// A blurred edge: 1 well inside, 0 well outside.
float blurred(float distance, float sigma) {
  return 0.5F * std::erfc(distance / (sigma * 1.41421356F));
}

}  // namespace

Shadow bake_shadow(float scale) {
  const auto pixels = [&](float units) { return std::max(1, static_cast<int>(std::ceil(units * scale))); };
  Shadow shadow;
  shadow.side = pixels(reach);
  shadow.above = pixels(reach - far_drop);
  shadow.below = pixels(reach + far_drop);
  shadow.inner_side = pixels(corner + 8);
  // The shadow lies lower than the box: so do its corners.
  shadow.inner_top = pixels(corner + far_drop + 2);
  shadow.inner_bottom = pixels(corner + 8);
  const int width = shadow.width(), height = shadow.height();
  const Outline box = {static_cast<float>(2 * shadow.inner_side + 1) / 2,
                       static_cast<float>(shadow.inner_top + 1 + shadow.inner_bottom) / 2, corner * scale};
  const float left = static_cast<float>(shadow.side) + box.half_wide;
  const float top = static_cast<float>(shadow.above) + box.half_high;
  shadow.ink.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      const float x = static_cast<float>(column) + 0.5F - left, y = static_cast<float>(row) + 0.5F - top;
      const float far = 0.10F * blurred(box.distance(x, y - far_drop * scale), far_blur * scale);
      const float near = 0.06F * blurred(box.distance(x, y - near_drop * scale), near_blur * scale);
      shadow.ink.push_back(static_cast<unsigned char>(std::lround(255 * (far + near - far * near))));
    }
  }
  return shadow;
}

}  // namespace menting::ui
