#pragma once

#include <imgui.h>

#include <array>

#include "kiosk/domain/plan.h"

/// The tokens of the look: colours, type sizes, distances. Nothing else in this folder names a colour.
namespace menting::ui::theme {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
  return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, alpha);
}

inline constexpr ImU32 ink = rgb(0x12213A);
inline constexpr ImU32 second = rgb(0x51617C);
inline constexpr ImU32 third = rgb(0x8793A8);  ///< never for anything that must be read
inline constexpr ImU32 ground = rgb(0xF4F6FA);
inline constexpr ImU32 card = rgb(0xFFFFFF);
inline constexpr ImU32 line = rgb(0xE3E8F0);
inline constexpr ImU32 button = rgb(0xEEF1F8);
inline constexpr ImU32 button_pressed = rgb(0xD9E1EF);
inline constexpr ImU32 brand = rgb(0x0B5BD3);
inline constexpr ImU32 deep = rgb(0x0747A6);
inline constexpr ImU32 bright = rgb(0x2B78EE);  ///< the far end of the brand's gradient; white on it is 4.5:1
inline constexpr ImU32 tint = rgb(0xE8F0FE);
inline constexpr ImU32 good = rgb(0x16834A);
inline constexpr ImU32 good_tint = rgb(0xE7F5EC);
inline constexpr ImU32 warn = rgb(0x9A4D00);
inline constexpr ImU32 warn_tint = rgb(0xFDF1E0);
inline constexpr ImU32 bad = rgb(0xC2385A);
inline constexpr ImU32 bad_tint = rgb(0xFCEBEF);
inline constexpr ImU32 white = rgb(0xFFFFFF);
inline constexpr ImU32 white_soft = rgb(0xFFFFFF, 214);
inline constexpr ImU32 white_film = rgb(0xFFFFFF, 36);
inline constexpr ImU32 veil = rgb(0x0C1729, 150);  ///< over the page behind a dialog
inline constexpr ImU32 rating = rgb(0xDFA000);

inline constexpr std::array<ImU32, 5> faces = {rgb(0xD9475B), rgb(0xE98A3A), rgb(0xE8B820), rgb(0x6CB85C),
                                               rgb(0x2A9D63)};

constexpr ImU32 kind(domain::ServiceGroup group) {
  switch (group) {
    case domain::ServiceGroup::new_business:
      return rgb(0x0B5BD3);
    case domain::ServiceGroup::enquiry:
      return rgb(0x0A8F7B);
    case domain::ServiceGroup::after_sales:
      return rgb(0xC7700A);
    case domain::ServiceGroup::complaint:
      return rgb(0xC2385A);
  }
  return brand;
}

inline constexpr float radius = 36;
inline constexpr float gap = 32;
inline constexpr float target_min = 81;  ///< 20 mm on a 21.5-inch screen

}  // namespace menting::ui::theme
