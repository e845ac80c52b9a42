#include <algorithm>
#include <array>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/word_stack.h"
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

struct HomeFact {
  Icon icon;
  std::string words;
};

constexpr float fact_icon = 68;  ///< room for a fact's icon, in front of its words

/// How many wait and how long it takes: beside each other where there is room, else below each other.
float now_high(View& view, const std::array<HomeFact, 2>& facts, float width) {
  const float k = view.paint.type_scale;
  const float both =
      view.paint.width(Type::small_strong, facts[0].words) + view.paint.width(Type::small_strong, facts[1].words);
  return both + 2 * fact_icon + 56 <= width ? 96 * k : 148 * k;
}

void draw_now(View& view, Box row, const std::array<HomeFact, 2>& facts) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.line(row.x, row.y, row.right(), row.y, t.white_line, 2);
  const bool below = row.h > 120 * paint.type_scale;
  Box place = below ? Box{row.x, row.y + 10, row.w, (row.h - 22) / 2} : row;
  const float both = paint.width(Type::strong, facts[0].words) + paint.width(Type::strong, facts[1].words);
  const Type type = below || both + 2 * fact_icon + 56 <= row.w ? Type::strong : Type::small_strong;
  for (const HomeFact& fact : facts) {
    draw_icon(paint, fact.icon, place.x + 24, place.cy(), 48, t.white);
    const float used = paint.text_fit({type, Type::small_strong}, fact.words, place.x + fact_icon, place.cy(), t.white,
                                      Align::left, row.right() - place.x - fact_icon);
    if (below) {
      place.y += place.h;
    } else {
      place.x += fact_icon + used + 56;
    }
  }
}

void draw_take_number(View& view, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const std::string title = view.say("Take a number"), people = people_words(view), time = time_words(view);
  const bool down =
      touchable(view, "home.take_number", title + ", " + people + ", " + time, box, Go{Page::choose_service});
  if (!down) paint.shadow(box);
  paint.fill_across(box, down ? t.deep : t.brand, down ? t.brand : t.bright, t.radius);
  const std::array<HomeFact, 2> facts = {{{Icon::people, people}, {Icon::clock, time}}};
  const Box inner = box.inset(44, 0);
  const float foot = now_high(view, facts, inner.w);
  const bool with_foot = box.h - foot >= 150;
  const float room = box.h - (with_foot ? foot : 0), middle = box.y + room / 2;
  const bool column = room > 420 && box.w < 900;  // lying, a high card: icon on top
  const float side = std::min(column ? 200.F : view.elderly() ? 132.F : 168.F, room - 44);
  const Box tile = {inner.x, column ? box.y + 44 : middle - side / 2, side, side};
  paint.fill(tile, t.white_film, std::min(38.F, t.radius));
  draw_icon(paint, Icon::ticket, tile.cx(), tile.cy(), side * 0.6F, t.white);
  const float left = column ? inner.x : tile.right() + 40;
  WordStack words(paint, box.right() - left - (column ? 44.F : 112.F));
  words.add({Type::hero, Type::title, Type::heading}, title, t.white, 2);
  words.add({Type::body, Type::small}, view.say("New lines, enquiries, after-sales, complaints"), t.white, 2, 10);
  if (view.elderly() || words.high() > room - (column ? side + 100 : 40)) words.drop_last();
  if (column) {
    words.draw(left, box.y + room - 32 - words.high());
  } else {
    words.draw_middle(left, middle);
  }
  draw_icon(paint, Icon::arrow, box.right() - 72, column ? tile.cy() : middle, 52, t.white);
  if (with_foot) draw_now(view, {inner.x, box.bottom() - foot, inner.w, foot}, facts);
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
      {"home.repair", "Repair a device", "Hand it in, get a loaner", Icon::repair, t.kinds[2], Go{Page::repair}},
      {"home.repair_status", "How is my repair?", "Scan or enter the number", Icon::search, t.kinds[1],
       Go{Page::repair_status}},
      {"home.find_ticket", "Find my number", "How far is the queue?", Icon::clock, t.kinds[0], Go{Page::find_ticket}},
      {"home.rate", "Rate your visit", "It takes only 10 seconds", Icon::smile, t.rating, Go{Page::find_visit}}};
  if (view.board.appointments > 0) {
    all.insert(all.begin(),
               {"home.appointment", "Check in", "With an appointment", Icon::check, t.good, Go{Page::check_in}});
  }
  // Four choices are enough for one page; the way to what was taken before is the slip in the scanner.
  if (view.elderly()) {
    std::erase_if(all, [&](const Entrance& e) {
      const std::string_view id = e.id;
      return id == "home.find_ticket" || (id == "home.repair_status" && view.board.appointments > 0);
    });
  }
  return all;
}

void draw_entrances(View& view, const Box& area, std::size_t columns) {
  const auto all = entrances(view);
  std::vector<std::pair<Choice, Intent>> choices;
  choices.reserve(all.size());
  for (const Entrance& e : all) {
    choices.emplace_back(
        Choice{.id = e.id, .title = view.say(e.title), .below = view.say(e.below), .icon = e.icon, .colour = e.colour},
        e.intent);
  }
  const float gap = view.look.gap * 0.85F;
  choice_cards(view, std::move(choices), grid(area, all.size(), columns, view.elderly() ? 10.F : area.h, 400, gap));
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
  // Five entrances in the lower half leave no room for it; the page with the number says the same.
  const bool no_room = view.lying() && view.frame.manner.low_reach && view.board.appointments > 0;
  if (no_slips && !view.elderly() && !no_room)
    draw_printer_note(view, area.cut_bottom(view.lying() ? 86.F : 110.F, gap * 0.8F));
  if (view.lying()) {
    draw_take_number(view, area.cut_left(area.w * (view.elderly() ? 0.46F : 0.42F), gap));
    return draw_entrances(view, area, view.elderly() ? 1 : 2);
  }
  const float first = area.h * (view.elderly() ? 0.37F : view.frame.tight() ? 0.40F : 0.36F);
  draw_take_number(view, area.cut_top(first, gap));
  draw_entrances(view, area, view.elderly() ? 1 : 2);
}

}  // namespace menting::ui
