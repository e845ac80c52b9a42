#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/painter.h"

namespace menting::ui {

/// The first of the sizes in which the words fit on one line; else the last.
Type fitting_type(Painter& paint, const std::vector<Type>& types, std::string_view words, float width);

/// Words below each other, measured before they are drawn, so that the whole can stand by its middle or its end.
class WordStack {
 public:
  WordStack(Painter& paint, float width, Align align = Align::left) : paint_(&paint), width_(width), align_(align) {}

  /// Below the words before, `gap` apart: in the first of the sizes in which they fit on one line, else in the first
  /// in which they fit on `lines`.
  WordStack& add(const std::vector<Type>& types, std::string_view words, ImU32 colour, std::size_t lines = 1,
                 float gap = 8);
  float high() const;
  /// Nothing is wider than the stack.
  bool fits() const;
  /// The words added last are taken back.
  void drop_last();
  /// `x`: the left edge, the middle or the right edge, as the stack is aligned.
  void draw(float x, float top) const;
  void draw_middle(float x, float cy) const { draw(x, cy - high() / 2); }

 private:
  struct Part {
    Type type;
    std::vector<std::string> lines;
    ImU32 colour;
    float gap;  ///< above, but not above the first
  };
  float step(Type type) const { return paint_->size(type) * 1.26F; }

  Painter* paint_;
  float width_;
  Align align_;
  std::vector<Part> parts_;
};

}  // namespace menting::ui
