#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/painter.h"

namespace menting::ui {

/// Words broken into lines, measured before they are drawn.
struct Lines {
  Type type = Type::small;
  std::vector<std::string> words;
  float em = 0;  ///< canvas units
  bool fits = false;

  float step() const { return em * 1.25F; }
  float high() const { return words.empty() ? 0 : em + step() * static_cast<float>(words.size() - 1); }
};

/// In the first of the sizes in which the words fit the room; else in the last one, and they will be cut.
Lines fit_lines(Painter& paint, std::initializer_list<Type> types, std::string_view text, float width, float height);
/// Around the middle `cy`.
void draw_lines(Painter& paint, const Lines& lines, float x, float cy, ImU32 colour, Align align, float width);

/// One line as large as the room allows, whatever the manner: a number, which is read from far away.
void draw_largest(Painter& paint, std::string_view text, const Box& box, ImU32 colour);

}  // namespace menting::ui
