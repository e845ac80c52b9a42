#include "kiosk/ui/lines.h"

#include <algorithm>
#include <cmath>

namespace menting::ui {

Lines fit_lines(Painter& paint, std::initializer_list<Type> types, std::string_view text, float width, float height) {
  Lines lines;
  if (text.empty()) return lines;
  for (const Type type : types) {
    lines = {type, paint.break_lines(type, text, width), paint.size(type), false};
    lines.fits = lines.high() <= height &&
                 std::ranges::all_of(lines.words, [&](const std::string& l) { return paint.width(type, l) <= width; });
    if (lines.fits) return lines;
  }
  // One line with an ellipsis: painter's list of cut texts then tells.
  lines.words = {std::string(text)};
  return lines;
}

void draw_lines(Painter& paint, const Lines& lines, float x, float cy, ImU32 colour, Align align, float width) {
  float y = cy - lines.step() * (static_cast<float>(lines.words.size()) - 1) / 2;
  for (const std::string& line : lines.words) {
    paint.text(lines.type, line, x, y, colour, align, width);
    y += lines.step();
  }
}

void draw_largest(Painter& paint, std::string_view text, const Box& box, ImU32 colour) {
  const float before = paint.type_scale;
  paint.type_scale = 1;
  const float wide = box.w / std::max(paint.width(Type::number, text), 1.F);
  // In steps, so that few sizes have to be drawn and kept.
  const float high = (box.h + 4) / paint.size(Type::number);
  paint.type_scale = std::clamp(std::floor(std::min({wide, high, 1.5F}) * 10) / 10, 0.2F, 1.5F);
  paint.text(Type::number, text, box.cx(), box.cy(), colour, Align::centre, box.w);
  paint.type_scale = before;
}

}  // namespace menting::ui
