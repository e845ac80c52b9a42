#pragma once

#include <imgui.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/type.h"

namespace menting::ui {

enum class Align { left, centre, right };

/// What was drawn where, in order: tests look at what stands on what.
struct Ink {
  Box box;
  ImU32 colour = 0, other = 0;  ///< the far end of a gradient; else the same
  bool words = false;
  float em = 0;  ///< of words
  bool bold = false;
  std::string text;
};

/// Draws in canvas units into ImGui's list. Texts are placed by the middle of their characters, not by line boxes.
class Painter {
 public:
  Painter(ImDrawList& list, Fonts& fonts, float scale) : list_(list), fonts_(fonts), scale_(scale) {}

  void fill(const Box& box, ImU32 colour, float radius = 0);
  void frame(const Box& box, ImU32 colour, float radius, float width);
  /// From `left`'s colour over to `right`'s.
  void fill_across(const Box& box, ImU32 left, ImU32 right, float radius);
  void fill_down(const Box& box, ImU32 top, ImU32 bottom);
  void shadow(const Box& box);
  /// Over all that was drawn so far, except the surface itself. Its colours are changed for what they would be under
  /// the veil: drawing one would cost as much as an empty window. Pictures come out a little darker.
  void veil(const Box& whole, ImU32 colour);
  void line(float x0, float y0, float x1, float y1, ImU32 colour, float width);
  void dashes(float x0, float x1, float y, ImU32 colour, float width);
  void path(std::initializer_list<ImVec2> points, ImU32 colour, float width, bool closed = false);
  /// Through points so near each other that the joints need no rounding of their own.
  void trace(const std::vector<ImVec2>& points, ImU32 colour, float width, bool closed = false);
  void curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, ImU32 colour, float width);
  void disc(float x, float y, float radius, ImU32 colour);
  void ring(float x, float y, float radius, ImU32 colour, float width);
  void arc(float x, float y, float radius, float from, float to, ImU32 colour, float width);

  /// Fills the box with a picture, its corners rounded.
  void picture(const Box& box, ImTextureID id, float alpha = 1, float radius = 0);

  /// Fills the box with the middle of a picture `aspect` times as wide as high.
  void picture_middle(const Box& box, ImTextureID id, float aspect, float radius = 0);

  /// Moves and fades what is drawn from `mark()` on (motion.h).
  int mark() const { return list_.VtxBuffer.Size; }
  void glide(int from, float progress, ImVec2 way);

  /// One line around the middle `cy`; returns its width. Too wide for `width` (0: no limit), it ends with an ellipsis.
  float text(Type type, std::string_view text, float x, float cy, ImU32 colour, Align align = Align::left,
             float width = 0);
  /// The first of the sizes in which the line fits; else the last one, broken into two lines where `lines` allows.
  float text_fit(std::initializer_list<Type> types, std::string_view text, float x, float cy, ImU32 colour, Align align,
                 float width, int lines = 1);
  /// Lines broken to the box's width, from its top; returns the height used.
  float paragraph(Type type, std::string_view text, const Box& box, ImU32 colour, Align align = Align::left);
  float width(Type type, std::string_view text);
  std::vector<std::string> break_lines(Type type, std::string_view text, float width);

  float line_height(Type type) const { return size(type) * 1.42F; }
  /// The type's em in canvas units, enlarged by `type_scale`.
  float size(Type type) const { return em(type) * type_scale; }
  /// Texts that had to be cut since construction; tests want none.
  const std::vector<std::string>& cut() const { return cut_; }
  float scale() const { return scale_; }
  void record() { recording_ = true; }
  const std::vector<Ink>& inks() const { return inks_; }

  float type_scale = 1;  ///< for people who want larger type
  bool moving = false;   ///< what is drawn will glide or fade: all of it is to be vertices

 private:
  int pixels(Type type) const;
  void note(const Box& box, ImU32 colour, ImU32 other);
  /// A large opaque fill, all but its round ends by clearing; false: it is to be drawn.
  bool fill_cleared(const Box& box, ImU32 colour, float radius);
  void fill_corners(ImVec2 from, ImVec2 to, float radius, ImU32 colour);
  ImVec2 at(float x, float y) const { return {x * scale_, y * scale_}; }

  ImDrawList& list_;
  Fonts& fonts_;
  float scale_;
  std::vector<std::string> cut_;
  bool recording_ = false;
  std::vector<Ink> inks_;
};

}  // namespace menting::ui
