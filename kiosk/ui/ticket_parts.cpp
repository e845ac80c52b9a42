#include "kiosk/ui/ticket_parts.h"

#include <algorithm>

namespace menting::ui {

namespace {

void draw_facts(View& view, const TicketCard& ticket, const Box& row) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.dashes(row.x, row.right(), row.y, t.edge, 3);
  const float split = row.x + row.w * 0.42F;
  const float label = row.y + row.h * 0.36F, value = row.y + row.h * 0.74F;
  paint.line(split, label - 16, split, row.bottom() - 14, t.line, 2);
  const auto fact = [&](const std::string& words, const std::string& figure, float from, float to) {
    const float cx = (from + to) / 2, wide = to - from - 20;
    paint.text_fit({Type::body, Type::small}, words, cx, label, t.second, Align::centre, wide);
    paint.text_fit({Type::title, Type::figure, Type::strong, Type::small_strong}, figure, cx, value, t.ink,
                   Align::centre, wide, 2);
  };
  fact(ticket.left_label, ticket.left, row.x, split);
  fact(ticket.right_label, ticket.right, split, row.right());
}

}  // namespace

void draw_ticket_card(View& view, const TicketCard& ticket, const Box& whole) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, whole);
  Box box = whole.inset(52, 28);
  const float k = paint.type_scale;
  if (!ticket.left_label.empty()) draw_facts(view, ticket, box.cut_bottom(std::min(190 * k, box.h * 0.34F)));
  const float small = std::min(62 * k, box.h * 0.2F);
  const Box above = box.cut_top(small);
  paint.text_fit({Type::body, Type::small}, ticket.above, above.cx(), above.cy(), t.second, Align::centre, above.w);
  const Box below = box.cut_bottom(std::min(84 * k, box.h * 0.26F));
  paint.text_fit({Type::figure, Type::strong, Type::small_strong}, ticket.service, below.cx(), below.cy() - 6, t.ink,
                 Align::centre, below.w);
  // The largest of the sizes that the room has, in height too.
  for (const Type type : {Type::number, Type::large, Type::hero, Type::title}) {
    const bool fits = paint.size(type) * 0.86F <= box.h && paint.width(type, ticket.number) <= box.w;
    if (!fits && type != Type::title) continue;
    paint.text(type, ticket.number, box.cx(), box.cy(), t.brand, Align::centre, box.w);
    return;
  }
}

std::string area_words(const View& view, domain::ServiceLetter service) {
  const domain::Service* plan = view.plan.service(service);
  return plan == nullptr || plan->area.empty() ? std::string() : view.name(plan->area);
}

}  // namespace menting::ui
