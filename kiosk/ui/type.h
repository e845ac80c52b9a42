#pragma once

#include <array>
#include <cstddef>

namespace menting::ui {

/// The sizes and weights of text there are.
enum class Type { number, large, hero, title, heading, figure, strong, body, small, small_strong };
inline constexpr std::size_t type_count = 10;

struct TypeSize {
  float em;  ///< canvas units
  bool bold;
};

inline constexpr std::array<TypeSize, type_count> type_sizes = {{
    {300, true},  // number
    {168, true},  // large
    {76, true},   // hero
    {60, true},   // title
    {52, true},   // heading
    {46, true},   // figure
    {38, true},   // strong
    {38, false},  // body
    {32, false},  // small
    {32, true},   // small_strong
}};

inline constexpr float em(Type type) {
  return type_sizes[static_cast<std::size_t>(type)].em;
}

inline constexpr bool is_bold(Type type) {
  return type_sizes[static_cast<std::size_t>(type)].bold;
}

}  // namespace menting::ui
