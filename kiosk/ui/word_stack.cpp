#include "kiosk/ui/word_stack.h"

#include <algorithm>

namespace menting::ui {

Type fitting_type(Painter& paint, const std::vector<Type>& types, std::string_view words, float width) {
  const auto fits = std::ranges::find_if(types, [&](Type type) { return paint.width(type, words) <= width; });
  return fits == types.end() ? types.back() : *fits;
}

WordStack& WordStack::add(const std::vector<Type>& types, std::string_view words, ImU32 colour, std::size_t lines,
                          float gap) {
  if (words.empty()) return *this;
  const Type one_line = fitting_type(*paint_, types, words, width_);
  Part part = {one_line, {std::string(words)}, colour, gap};
  if (paint_->width(one_line, words) > width_ && lines > 1) {
    for (const Type type : types) {
      std::vector<std::string> broken = paint_->break_lines(type, words, width_);
      const bool fits = broken.size() <= lines &&
                        std::ranges::all_of(broken, [&](const auto& l) { return paint_->width(type, l) <= width_; });
      if (!fits && type != types.back()) continue;
      part.type = type;
      if (broken.size() <= lines) part.lines = std::move(broken);
      break;
    }
  }
  parts_.push_back(std::move(part));
  return *this;
}

float WordStack::high() const {
  float sum = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    sum += static_cast<float>(parts_[i].lines.size()) * step(parts_[i].type) + (i > 0 ? parts_[i].gap : 0);
  }
  return sum;
}

bool WordStack::fits() const {
  return std::ranges::all_of(parts_, [&](const Part& part) {
    return std::ranges::all_of(
        part.lines, [&](const std::string& line) { return paint_->width(part.type, line) <= width_ + 0.5F; });
  });
}

void WordStack::drop_last() {
  if (!parts_.empty()) parts_.pop_back();
}

void WordStack::draw(float x, float top) const {
  float y = top;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (i > 0) y += part.gap;
    for (const std::string& line : part.lines) {
      paint_->text(part.type, line, x, y + step(part.type) / 2, part.colour, align_, width_);
      y += step(part.type);
    }
  }
}

}  // namespace menting::ui
