#include <algorithm>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

std::string people_words(View& view) {
  const int waiting = waiting_now(view.board);
  return waiting == 0 ? view.say("Nobody is waiting") : view.say("Waiting now: {1}", {std::to_string(waiting)});
}

std::string time_words(View& view) {
  const auto range = whole_range(view.board, view.plan);
  return range ? words::estimate(*range, view.state.language) : view.say("No counter open yet");
}

/// How many wait and how long it takes, below the words of the card.
void draw_now(View& view, const Box& row, const std::string& people, const std::string& time) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.line(row.x, row.y, row.right(), row.y, t.white_line, 2);
  draw_icon(paint, Icon::people, row.x + 24, row.cy(), 48, t.white);
  const float used = paint.text_fit({Type::strong, Type::small_strong}, people, row.x + 68, row.cy(), t.white,
                                    Align::left, row.w / 2 - 80);
  const float next = row.x + 68 + used + 52;
  draw_icon(paint, Icon::clock, next, row.cy(), 48, t.white);
  paint.text_fit({Type::strong, Type::small_strong}, time, next + 44, row.cy(), t.white, Align::left,
                 row.right() - next - 44, 2);
}

void draw_take_number(View& view, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const std::string title = view.say("Take a number"), people = people_words(view), time = time_words(view);
  const bool down =
      touchable(view, "home.take_number", title + ", " + people + ", " + time, box, Go{Page::choose_service});
  if (!down) paint.shadow(box);
  paint.fill_across(box, down ? t.deep : t.brand, down ? t.brand : t.bright, t.radius);
  const float k = paint.type_scale;
  const float foot = box.h >= 280 * k ? 104 * k : box.h >= 190 * k ? 76 * k : 0;
  const float middle = box.y + (box.h - foot) / 2;
  const float side = std::min(view.elderly() ? 132.F : 168.F, box.h - foot - 44);
  const Box tile = {box.x + 44, middle - side / 2, side, side};
  paint.fill(tile, t.white_film, std::min(38.F, t.radius));
  draw_icon(paint, Icon::ticket, tile.cx(), tile.cy(), side * 0.6F, t.white);
  const float left = tile.right() + 40, wide = box.right() - left - 110;
  const bool with_below = !view.elderly() && box.h - foot >= 150;
  paint.text_fit({Type::hero, Type::title, Type::heading}, title, left, with_below ? middle - 38 : middle, t.white,
                 Align::left, wide);
  if (with_below) {
    paint.text_fit({Type::body, Type::small}, view.say("New lines, enquiries, after-sales, complaints"), left,
                   middle + 50, t.white, Align::left, wide + 80, 2);
  }
  draw_icon(paint, Icon::arrow, box.right() - 72, with_below ? middle - 38 : middle, 52, t.white);
  if (foot > 0) draw_now(view, {box.x + 44, box.bottom() - foot, box.w - 88, foot}, people, time);
}

struct Entrance {
  const char* id;
  const char* title;
  const char* below;
  Icon icon;
  ImU32 colour;
  Intent intent;
};

std::vector<Entrance> entrances(const View& view) {
  const Theme& t = view.look;
  std::vector<Entrance> all = {
      {"home.repair", "Repair a device", "Hand it in, borrow a loaner", Icon::repair, t.kinds[2], Go{Page::repair}},
      {"home.repair_status", "How is my repair?", "Scan or enter the number", Icon::search, t.kinds[1],
       Go{Page::repair_status}},
      {"home.find_ticket", "Find my number", "How far is the queue?", Icon::clock, t.kinds[0], Go{Page::find_ticket}},
      {"home.rate", "Rate your visit", "10 seconds that help us do better", Icon::smile, t.rating,
       Go{Page::find_visit}}};
  // Four choices are enough for one page; the way to a number once taken is the slip in the scanner.
  if (view.elderly()) all.erase(all.begin() + 2);
  return all;
}

void draw_entrances(View& view, const Box& area, std::size_t columns) {
  const auto all = entrances(view);
  const auto boxes = grid(area, all.size(), columns, view.elderly() ? 10.F : area.h, 300, view.look.gap * 0.85F);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entrance& e = all[i];
    choice_card(
        view, {.id = e.id, .title = view.say(e.title), .below = view.say(e.below), .icon = e.icon, .colour = e.colour},
        boxes[i], e.intent);
  }
}

/// The printer is out of paper: said before anybody takes a number.
void draw_printer_note(View& view, const Box& box) {
  strip(view,
        {Icon::camera, view.say("No slips can be printed at the moment. Please photograph your number."),
         view.look.warn_tint, view.look.warn},
        box);
}

}  // namespace

void draw_home(View& view) {
  page_title(view, view.say("Hello! What can we do for you?"),
             view.say("Tap once to begin. It takes about 10 seconds."));
  Box area = view.frame.controls;
  const float gap = view.look.gap * 0.85F;
  const bool no_slips = view.printer == desk::PrinterState::paper_out || view.printer == desk::PrinterState::offline;
  if (no_slips && !view.elderly()) draw_printer_note(view, area.cut_bottom(view.lying() ? 86.F : 110.F, gap * 0.8F));
  if (view.lying()) {
    draw_take_number(view, area.cut_left(area.w * (view.elderly() ? 0.46F : 0.44F), gap));
    return draw_entrances(view, area, view.elderly() ? 1 : 2);
  }
  const float first = view.elderly() ? area.h * 0.32F : area.h * (view.frame.tight() ? 0.40F : 0.36F);
  draw_take_number(view, area.cut_top(first, gap));
  draw_entrances(view, area, view.elderly() ? 1 : 2);
}

}  // namespace menting::ui
