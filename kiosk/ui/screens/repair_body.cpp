#include <algorithm>
#include <cmath>

#include "kiosk/ui/repair_parts.h"

// Where the device has scratches and dents: its front and back, in fields as large as a finger.

namespace menting::ui {

namespace {

/// The picture of one side. Lying down where the room is low.
struct Body {
  BodySide side = BodySide::front;
  Box box = {};
  int columns = 3, rows = 6;
  bool lying = false;  ///< its top is at the left
};

/// Wide devices have more fields across than down.
bool is_wide(const std::string& kind) {
  return kind == "router" || kind == "set_top_box" || kind == "laptop" || kind == "other" || kind == "earphones";
}

/// Width by height of the upright picture.
float shape_of(const std::string& kind) {
  if (kind == "watch") return 1;
  if (is_wide(kind)) return 1.5F;
  return kind == "tablet" ? 0.72F : 0.52F;
}

Body place_body(View& view, BodySide side, const Box& room) {
  const std::string& kind = view.state.draft.kind;
  const float shape = shape_of(kind);
  Body body{.side = side};
  // The larger of upright and lying down.
  const float upright = std::min(room.h, room.w / shape), lying = std::min(room.w, room.h / shape);
  body.lying = shape < 1 && lying > upright * 1.15F;
  const float wide = body.lying ? lying : upright * shape, high = body.lying ? lying * shape : upright;
  body.box = {room.cx() - wide / 2, room.cy() - high / 2, wide, high};
  constexpr float field = target_min + 2.5F;
  body.columns = std::clamp(static_cast<int>(wide / field), 1, 6);
  body.rows = std::clamp(static_cast<int>(high / field), 1, 7);
  return body;
}

/// A point of the upright picture, on the canvas.
ImVec2 place_of(const Body& body, float x, float y) {
  return body.lying ? ImVec2(body.box.x + y * body.box.w, body.box.bottom() - x * body.box.h)
                    : ImVec2(body.box.x + x * body.box.w, body.box.y + y * body.box.h);
}

void draw_outline(View& view, const Body& body) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const float least = std::min(body.box.w, body.box.h), radius = least * 0.12F;
  paint.shadow(body.box);
  paint.fill(body.box, t.card, radius);
  paint.frame(body.box, t.second, radius, 5);
  const std::string& kind = view.state.draft.kind;
  if (is_wide(kind)) return;
  if (body.side == BodySide::front) {
    paint.fill(body.box.inset(least * 0.06F), t.tint, radius * 0.7F);
    const ImVec2 eye = place_of(body, 0.5F, kind == "watch" ? 0.1F : 0.06F);
    paint.disc(eye.x, eye.y, 7, t.third);
  } else {
    for (const float y : {0.09F, 0.2F}) {
      const ImVec2 lens = place_of(body, 0.22F, y);
      paint.ring(lens.x, lens.y, least * 0.07F, t.third, 5);
    }
  }
}

/// Two strokes across, as one draws damage on paper forms.
void draw_mark(View& view, ImVec2 at) {
  constexpr float reach = 24;
  view.paint.disc(at.x, at.y, reach + 12, view.look.bad);
  view.paint.line(at.x - reach * 0.5F, at.y - reach * 0.5F, at.x + reach * 0.5F, at.y + reach * 0.5F, view.look.white,
                  7);
  view.paint.line(at.x - reach * 0.5F, at.y + reach * 0.5F, at.x + reach * 0.5F, at.y - reach * 0.5F, view.look.white,
                  7);
}

void draw_body(View& view, const std::string& label, BodySide side, Box room) {
  const float words = view.paint.size(Type::small_strong) * 1.5F;
  const Box title = room.cut_bottom(words, 8);
  const Body body = place_body(view, side, room);
  view.paint.text(Type::small_strong, label, title.cx(), title.cy(), view.look.second, Align::centre);
  draw_outline(view, body);
  const float wide = body.box.w / static_cast<float>(body.columns), high = body.box.h / static_cast<float>(body.rows);
  const std::string id = side == BodySide::front ? "repair.body.front." : "repair.body.back.";
  for (int i = 0; i < body.columns * body.rows; ++i) {
    const auto column = static_cast<float>(i % body.columns);
    const int full_rows = i / body.columns;
    const auto row = static_cast<float>(full_rows);
    const float across = (column + 0.5F) / static_cast<float>(body.columns);
    const float down = (row + 0.5F) / static_cast<float>(body.rows);
    MarkBody mark;
    mark.mark = body.lying ? Scratch{side, 1 - down, across} : Scratch{side, across, down};
    mark.reach_x = 0.51F / static_cast<float>(body.lying ? body.rows : body.columns);
    mark.reach_y = 0.51F / static_cast<float>(body.lying ? body.columns : body.rows);
    touchable(view, id + std::to_string(i), label,
              Box{body.box.x + column * wide, body.box.y + row * high, wide, high}.inset(1), DoRepair{mark});
  }
  for (const Scratch& scratch : view.state.draft.scratches) {
    if (scratch.side == side) draw_mark(view, place_of(body, scratch.x, scratch.y));
  }
}

}  // namespace

void draw_repair_body(View& view) {
  const bool none = view.state.draft.scratches.empty();
  question_title(view, view.say("Are there scratches or dents?"),
                 view.say("Tap where they are; tap again to take a mark away."));
  Box area = view.frame.controls;
  Way next = next_way(view, true);
  next.look.label = none ? view.say("None, continue") : view.say("Continue");
  const float between = view.look.gap;
  if (view.lying() && view.frame.manner.low_reach) {
    // Low and wide: the way on stands beside the drawings, so that they have all of the height.
    const Box drawings = area.cut_left(area.w * 0.72F, between);
    draw_ways(view, {next}, area);
    area = drawings;
  } else {
    draw_ways(view, {next}, area);
  }
  const Box first = area.cut_left((area.w - between) / 2, between);
  draw_body(view, view.say("Front"), BodySide::front, first);
  draw_body(view, view.say("Back side"), BodySide::back, area);
}

}  // namespace menting::ui
