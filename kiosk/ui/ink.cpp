#include "kiosk/ui/ink.h"

namespace menting::ui {

void draw_ink(View& view, const Box& pad, const input::Stroke& stroke, float width) {
  if (stroke.empty()) return;
  const auto place = [&](const input::Point& p) { return ImVec2(pad.x + p.x * pad.h, pad.y + p.y * pad.h); };
  const auto middle = [](ImVec2 a, ImVec2 b) { return ImVec2((a.x + b.x) / 2, (a.y + b.y) / 2); };
  const auto toward = [](ImVec2 from, ImVec2 to) {
    return ImVec2(from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3);
  };
  ImVec2 from = place(stroke.front());
  view.paint.disc(from.x, from.y, width / 2, view.look.ink);
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    const ImVec2 bend = place(stroke[i - 1]), next = place(stroke[i]);
    const ImVec2 to = i + 1 == stroke.size() ? next : middle(bend, next);
    view.paint.curve(from, toward(from, bend), toward(to, bend), to, view.look.ink, width);
    from = to;
  }
}

}  // namespace menting::ui
