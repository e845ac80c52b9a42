#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>

#include "kiosk/domain/plan.h"
#include "kiosk/ui/outside.h"

namespace menting::ui {

/// The tokens of the look. Nothing else in this folder names a colour.
struct Theme {
  static constexpr ImU32 rgb(std::uint32_t hex, unsigned alpha = 255) {
    return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, alpha);
  }

  ImU32 ink = rgb(0x12213A);
  ImU32 second = rgb(0x51617C);
  ImU32 third = rgb(0x8793A8);  ///< never for anything that must be read
  ImU32 ground = rgb(0xF4F6FA);
  ImU32 card = rgb(0xFFFFFF);
  ImU32 line = rgb(0xE3E8F0);
  ImU32 edge = rgb(0xC9D2E0);  ///< around what can be chosen
  ImU32 button = rgb(0xEEF1F8);
  ImU32 button_pressed = rgb(0xD9E1EF);
  ImU32 brand = rgb(0x0B5BD3);
  ImU32 deep = rgb(0x0747A6);
  ImU32 bright = rgb(0x1F6FE5);
  ImU32 tint = rgb(0xE8F0FE);
  ImU32 good = rgb(0x12763F);
  ImU32 good_tint = rgb(0xE7F5EC);
  ImU32 warn = rgb(0x9A4D00);
  ImU32 warn_tint = rgb(0xFDF1E0);
  ImU32 bad = rgb(0xC2385A);
  ImU32 bad_tint = rgb(0xFCEBEF);
  ImU32 white = rgb(0xFFFFFF);
  ImU32 white_soft = rgb(0xFFFFFF, 222);
  ImU32 white_film = rgb(0xFFFFFF, 36);
  ImU32 white_line = rgb(0xFFFFFF, 70);
  ImU32 veil = rgb(0x0C1729, 150);  ///< over the page behind a dialog
  ImU32 rating = rgb(0xDFA000);
  std::array<ImU32, 4> kinds = {rgb(0x0B5BD3), rgb(0x0A7F6E), rgb(0xB5640A), rgb(0xC2385A)};

  float radius = 36;
  float gap = 32;
  bool reduced_motion = false;

  ImU32 kind(domain::ServiceGroup group) const { return kinds[static_cast<std::size_t>(group)]; }
};

/// The faces of a rating, 1 to 5: theirs in every look.
inline constexpr std::array<ImU32, 5> face_colours = {Theme::rgb(0xD9475B), Theme::rgb(0xE98A3A), Theme::rgb(0xE8B820),
                                                      Theme::rgb(0x6CB85C), Theme::rgb(0x2A9D63)};
inline constexpr ImU32 face_ink = Theme::rgb(0x12213A);

inline constexpr float target_min = 81;  ///< canvas units: 20 mm on a 21.5-inch screen

/// `elderly`: words stand out from their ground 7:1 at least.
Theme make_theme(const Brand& brand, bool elderly);

/// How much two opaque colours differ, 1 to 21 (WCAG 2.2, relative luminance).
float contrast(ImU32 a, ImU32 b);
/// `over` as seen on `under`, opaque.
ImU32 blend(ImU32 over, ImU32 under);

}  // namespace menting::ui
