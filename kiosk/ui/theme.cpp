#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace menting::ui {

namespace {

float channel(ImU32 colour, int shift) {
  return static_cast<float>((colour >> shift) & 255U) / 255.F;
}

float luminance(ImU32 colour) {
  const auto linear = [](float c) { return c <= 0.03928F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); };
  return 0.2126F * linear(channel(colour, IM_COL32_R_SHIFT)) + 0.7152F * linear(channel(colour, IM_COL32_G_SHIFT)) +
         0.0722F * linear(channel(colour, IM_COL32_B_SHIFT));
}

/// Darker in steps until white on it, and it on white, reaches `wanted`.
ImU32 darkened(ImU32 colour, float wanted) {
  while (contrast(colour, Theme::rgb(0xFFFFFF)) < wanted) {
    const auto less = [&](int shift) {
      return static_cast<unsigned>(std::floor(static_cast<float>((colour >> shift) & 255U) * 0.96F));
    };
    colour = IM_COL32(less(IM_COL32_R_SHIFT), less(IM_COL32_G_SHIFT), less(IM_COL32_B_SHIFT), 255);
  }
  return colour;
}

}  // namespace

float contrast(ImU32 a, ImU32 b) {
  const float x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05F) / (std::min(x, y) + 0.05F);
}

ImU32 blend(ImU32 over, ImU32 under) {
  const float alpha = channel(over, IM_COL32_A_SHIFT);
  const auto mixed = [&](int shift) {
    const float value = channel(over, shift) * alpha + channel(under, shift) * (1 - alpha);
    return static_cast<unsigned>(std::lround(value * 255.F));
  };
  return IM_COL32(mixed(IM_COL32_R_SHIFT), mixed(IM_COL32_G_SHIFT), mixed(IM_COL32_B_SHIFT), 255);
}

Theme make_theme(const Brand& brand, bool elderly) {
  Theme theme;
  theme.brand = Theme::rgb(brand.brand);
  theme.deep = Theme::rgb(brand.deep);
  theme.bright = Theme::rgb(brand.bright);
  theme.tint = Theme::rgb(brand.tint);
  theme.radius = brand.radius;
  theme.gap = 32 * brand.spacing;
  theme.reduced_motion = brand.reduced_motion;
  if (!elderly) return theme;
  // On the palest of the grounds it stands on, 7:1 on white is a little less: hence the margin.
  constexpr float wanted = 9.0F;
  theme.ink = Theme::rgb(0x0A1424);
  for (ImU32* colour :
       {&theme.second, &theme.brand, &theme.deep, &theme.bright, &theme.good, &theme.warn, &theme.bad}) {
    *colour = darkened(*colour, wanted);
  }
  theme.white_soft = theme.white;
  theme.edge = theme.second;
  theme.third = theme.second;
  return theme;
}

}  // namespace menting::ui
