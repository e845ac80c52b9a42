#include <algorithm>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

std::string hours_words(const View& view) {
  const int opens = view.plan.opens_minute, closes = view.plan.closes_minute;
  return view.say("Opening hours: {1}–{2}", {clock_text(opens / 60, opens % 60), clock_text(closes / 60, closes % 60)});
}

/// Halls nearby and the telephone: where to go instead.
void draw_elsewhere(View& view, Box area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const float row = 118 * (1 + (paint.type_scale - 1) * 0.6F);
  if (!view.plan.service_phone.empty() && area.h >= row) {
    Box box = area.cut_bottom(row, 20);
    paint.fill(box, t.tint, t.radius);
    draw_icon(paint, Icon::phone, box.x + 64, box.cy(), 60, t.deep);
    paint.text_fit({Type::strong, Type::small_strong}, view.say("Or call {1}", {view.plan.service_phone}), box.x + 120,
                   box.cy(), t.deep, Align::left, box.w - 160);
  }
  if (view.plan.elsewhere.empty()) return;
  paint.text_fit({Type::strong}, view.say("These halls can help you now:"), area.x, area.y + 26 * paint.type_scale,
                 t.ink, Align::left, area.w);
  area.cut_top(62 * paint.type_scale);
  for (const domain::NearbyHall& hall : view.plan.elsewhere) {
    if (area.h < row) return;
    const Box box = area.cut_top(row, 20);
    card(view, box);
    draw_icon(paint, Icon::pin, box.x + 64, box.cy(), 60, t.brand);
    paint.text_fit({Type::strong, Type::small_strong}, view.name(hall.name), box.x + 120, box.cy() - row * 0.17F, t.ink,
                   Align::left, box.w - 150);
    paint.text_fit({Type::small}, view.name(hall.address), box.x + 120, box.cy() + row * 0.22F, t.second, Align::left,
                   box.w - 150);
  }
}

struct Sign {
  Icon icon;
  ImU32 ground, colour;
  std::string title, below;
};

/// The sign at the left (or on top), and the way out of here.
void draw_sign_and_ways(View& view, const Sign& sign, Box area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  Box box = view.lying() ? area.cut_left(area.w * 0.44F, t.gap) : area.cut_top(area.h * 0.34F, t.gap);
  paint.fill(box, sign.ground, t.radius);
  const float icon = std::min(150.F, box.h * 0.36F);
  draw_icon(paint, sign.icon, box.cx(), box.y + box.h * 0.27F, icon, sign.colour);
  paint.text_fit({Type::title, Type::heading, Type::strong}, sign.title, box.cx(), box.y + box.h * 0.6F, sign.colour,
                 Align::centre, box.w - 60, 2);
  paint.text_fit({Type::strong, Type::small_strong}, sign.below, box.cx(), box.y + box.h * 0.82F, sign.colour,
                 Align::centre, box.w - 60, 2);
  draw_elsewhere(view, area);
}

}  // namespace

void draw_closed(View& view) {
  page_title(view, view.say("We are closed now"),
             view.say("What was left with us is safe. You can still rate a visit or ask about a repair."));
  Box area = view.frame.controls;
  const float high = view.lying() ? 130.F : 160.F;
  Box row = area.cut_bottom(high, view.look.gap);
  const float wide = (row.w - 2 * view.look.gap) / 3;
  const Theme& t = view.look;
  // Kept in its place, so that nobody looks for it.
  choice_card(view,
              {.id = "home.take_number",
               .title = view.say("Take a number"),
               .icon = Icon::ticket,
               .colour = t.brand,
               .figure = hours_words(view),
               .enabled = false},
              row.cut_left(wide, t.gap), Go{Page::choose_service});
  choice_card(
      view,
      {.id = "home.repair_status", .title = view.say("How is my repair?"), .icon = Icon::search, .colour = t.kinds[1]},
      row.cut_left(wide, t.gap), Go{Page::repair_status});
  choice_card(view, {.id = "home.rate", .title = view.say("Rate your visit"), .icon = Icon::smile, .colour = t.rating},
              row, Go{Page::find_visit});
  draw_sign_and_ways(view, {Icon::clock, t.tint, t.deep, view.say("Closed now"), hours_words(view)}, area);
}

void draw_out_of_order(View& view) {
  page_title(view, view.say("This kiosk is out of order"),
             view.say("We are sorry. Your number and your place in the queue are not lost."));
  const Theme& t = view.look;
  draw_sign_and_ways(view,
                     {Icon::warning, t.warn_tint, t.warn, view.say("Please take your number at the front desk"),
                      view.say("Our staff are glad to help.")},
                     view.frame.controls);
}

}  // namespace menting::ui
