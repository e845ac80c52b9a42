#include "kiosk/ui/painter.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/gl_fill.h"
#include "kiosk/ui/motion.h"
#include "kiosk/ui/theme.h"

namespace menting::ui {

namespace {
constexpr float circle_pi = 3.14159265F;
/// Pixels from which on clearing is cheaper than drawing: each one interrupts the drawing.
constexpr float cleared_least = 6'000;
constexpr ImU32 shadow_ink = Theme::rgb(0x12213A);
}  // namespace

void Painter::note(const Box& box, ImU32 colour, ImU32 other) {
  if (recording_) inks_.push_back({box, colour, other, false, 0, false, {}});
}

void Painter::fill(const Box& box, ImU32 colour, float radius) {
  note(box, colour, colour);
  if (fill_cleared(box, colour, radius * scale_)) return;
  list_.AddRectFilled(at(box.x, box.y), at(box.right(), box.bottom()), colour, radius * scale_);
}

bool Painter::fill_cleared(const Box& box, ImU32 colour, float radius) {
  if (moving || colour >> IM_COL32_A_SHIFT != 255U) return false;
  const ImVec2 from(std::round(box.x * scale_), std::round(box.y * scale_));
  const ImVec2 to(std::round(box.right() * scale_), std::round(box.bottom() * scale_));
  const float rim = std::min({std::ceil(radius), (to.x - from.x) / 2, (to.y - from.y) / 2});
  if ((to.x - from.x) * (to.y - from.y) - 4 * rim * rim < cleared_least) return false;
  if (rim <= 0) {
    add_cleared(list_, from, to, colour);
    return true;
  }
  fill_corners(from, to, rim, colour);
  // A cross, which leaves the corners out, over their soft inner edges.
  const float inner = std::floor(rim) - 1;
  add_cleared(list_, ImVec2(from.x + inner, from.y), ImVec2(to.x - inner, to.y), colour);
  add_cleared(list_, ImVec2(from.x, from.y + inner), ImVec2(to.x, to.y - inner), colour);
  return true;
}

void Painter::fill_corners(ImVec2 from, ImVec2 to, float radius, ImU32 colour) {
  const ImVec2 middles[] = {{from.x + radius, from.y + radius},
                            {to.x - radius, from.y + radius},
                            {to.x - radius, to.y - radius},
                            {from.x + radius, to.y - radius}};
  float start = circle_pi;
  for (const ImVec2& middle : middles) {
    list_.PathLineTo(middle);
    // A little less, so that its soft edge ends before the middle of the next pixel.
    list_.PathArcTo(middle, radius - 0.12F, start, start + circle_pi / 2);
    list_.PathFillConvex(colour);
    start += circle_pi / 2;
  }
}

void Painter::frame(const Box& box, ImU32 colour, float radius, float width) {
  list_.AddRect(at(box.x, box.y), at(box.right(), box.bottom()), colour, radius * scale_, 0, width * scale_);
}

void Painter::fill_across(const Box& box, ImU32 left, ImU32 right, float radius) {
  note(box, left, right);
  const int first = list_.VtxBuffer.Size;
  list_.AddRectFilled(at(box.x, box.y), at(box.right(), box.bottom()), IM_COL32_WHITE, radius * scale_);
  ImGui::ShadeVertsLinearColorGradientKeepAlpha(&list_, first, list_.VtxBuffer.Size, at(box.x, box.y),
                                                at(box.right(), box.bottom()), left, right);
}

void Painter::fill_down(const Box& box, ImU32 top, ImU32 bottom) {
  note(box, top, bottom);
  list_.AddRectFilledMultiColor(at(box.x, box.y), at(box.right(), box.bottom()), top, top, bottom, bottom);
}

void Painter::shadow(const Box& box) {
  fonts_.draw_shadow(list_, {box.x * scale_, box.y * scale_, box.w * scale_, box.h * scale_}, scale_, shadow_ink);
}

void Painter::veil(const Box& whole, ImU32 colour) {
  note(whole, colour, colour);
  ImU32 before = 0, after = 0;  // neighbours mostly have one colour
  for (ImDrawVert& vertex : list_.VtxBuffer) {
    if (vertex.col != before || after == 0) {
      before = vertex.col;
      after = (blend(colour, before) & ~IM_COL32_A_MASK) | (before & IM_COL32_A_MASK);
    }
    vertex.col = after;
  }
  for (ImDrawCmd& command : list_.CmdBuffer) {
    if (is_cleared(command)) set_cleared_colour(command, blend(colour, cleared_colour(command)));
  }
}

void Painter::line(float x0, float y0, float x1, float y1, ImU32 colour, float width) {
  list_.AddLine(at(x0, y0), at(x1, y1), colour, width * scale_);
}

void Painter::dashes(float x0, float x1, float y, ImU32 colour, float width) {
  const int count = static_cast<int>((x1 - x0) / 18) + 1;
  for (int i = 0; i < count; ++i) {
    const float x = x0 + 18 * static_cast<float>(i);
    if (x < x1) line(x, y, std::min(x + 9, x1), y, colour, width);
  }
}

void Painter::path(std::initializer_list<ImVec2> points, ImU32 colour, float width, bool closed) {
  list_.PathClear();
  for (const ImVec2& point : points) list_.PathLineTo(at(point.x, point.y));
  list_.PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width * scale_);
  // Round joints and ends, which the list does not draw itself.
  for (const ImVec2& point : points) list_.AddCircleFilled(at(point.x, point.y), width * scale_ * 0.48F, colour);
}

void Painter::trace(const std::vector<ImVec2>& points, ImU32 colour, float width, bool closed) {
  if (points.empty()) return;
  list_.PathClear();
  for (const ImVec2& point : points) list_.PathLineTo(at(point.x, point.y));
  list_.PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width * scale_);
  if (closed) return;
  for (const ImVec2& end : {points.front(), points.back()}) {
    list_.AddCircleFilled(at(end.x, end.y), width * scale_ * 0.48F, colour);
  }
}

void Painter::curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, ImU32 colour, float width) {
  list_.AddBezierCubic(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), at(d.x, d.y), colour, width * scale_);
  list_.AddCircleFilled(at(a.x, a.y), width * scale_ * 0.48F, colour);
  list_.AddCircleFilled(at(d.x, d.y), width * scale_ * 0.48F, colour);
}

void Painter::disc(float x, float y, float radius, ImU32 colour) {
  list_.AddCircleFilled(at(x, y), radius * scale_, colour, radius > 40 ? 64 : 0);
}

void Painter::ring(float x, float y, float radius, ImU32 colour, float width) {
  list_.AddCircle(at(x, y), radius * scale_, colour, 48, width * scale_);
}

void Painter::arc(float x, float y, float radius, float from, float to, ImU32 colour, float width) {
  list_.PathClear();
  list_.PathArcTo(at(x, y), radius * scale_, from * circle_pi, to * circle_pi, 24);
  list_.PathStroke(colour, ImDrawFlags_None, width * scale_);
  for (const float end : {from, to}) {
    list_.AddCircleFilled(at(x + radius * std::cos(end * circle_pi), y + radius * std::sin(end * circle_pi)),
                          width * scale_ * 0.48F, colour);
  }
}

void Painter::picture(const Box& box, ImTextureID id, float alpha, float radius) {
  const auto opacity = static_cast<int>(std::lround(std::clamp(alpha, 0.F, 1.F) * 255));
  list_.AddImageRounded(id, at(box.x, box.y), at(box.right(), box.bottom()), ImVec2(0, 0), ImVec2(1, 1),
                        IM_COL32(255, 255, 255, opacity), radius * scale_);
}

void Painter::picture_middle(const Box& box, ImTextureID id, float aspect, float radius) {
  const float wanted = box.w / box.h;
  const float x = aspect > wanted ? (1 - wanted / aspect) / 2 : 0, y = aspect > wanted ? 0 : (1 - aspect / wanted) / 2;
  list_.AddImageRounded(id, at(box.x, box.y), at(box.right(), box.bottom()), ImVec2(x, y), ImVec2(1 - x, 1 - y),
                        IM_COL32_WHITE, radius * scale_);
}

void Painter::glide(int from, float progress, ImVec2 way) {
  if (progress < 1) Motion::apply(list_, from, progress, at(way.x, way.y));
}

}  // namespace menting::ui
