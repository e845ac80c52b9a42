#include <algorithm>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// The newest calls, as on the call board.
void draw_calls(View& view, const Box& row) {
  Painter& paint = view.paint;
  if (view.board.calls.empty()) {
    paint.fill(row, theme::white_film, 26);
    paint.text_fit({Type::body, Type::small}, view.say("Called numbers appear here"), row.cx(), row.cy(),
                   theme::white_soft, Align::centre, row.w - 64);
    return;
  }
  constexpr float gap = 24;
  Box box = {row.x, row.y, (row.w - 2 * gap) / 3, row.h};
  for (std::size_t i = 0; i < std::min<std::size_t>(view.board.calls.size(), 3); ++i) {
    const desk::CallView& call = view.board.calls[i];
    const bool newest = i == 0;
    paint.fill(box, newest ? theme::white : theme::white_film, 26);
    paint.text_fit({Type::small}, view.say(newest ? "Now calling" : "Before that"), box.x + 28, box.y + box.h * 0.3F,
                   newest ? theme::brand : theme::white_soft, Align::left, box.w - 56);
    const std::string words =
        view.say("{1} → {2}", {domain::ticket_name(call.service, call.number), std::to_string(call.counter)});
    paint.text_fit({Type::figure, Type::strong, Type::small_strong}, words, box.x + 28, box.y + box.h * 0.69F,
                   newest ? theme::deep : theme::white, Align::left, box.w - 52);
    box.x += box.w + gap;
  }
}

std::string hours_text(const View& view) {
  const int opens = view.plan.opens_minute, closes = view.plan.closes_minute;
  return view.say("Closed now. Opening hours: {1}–{2}",
                  {clock_text(opens / 60, opens % 60), clock_text(closes / 60, closes % 60)});
}

void draw_take_number(View& view, const Box& box) {
  Painter& paint = view.paint;
  const std::string title = view.say("Take a number");
  const int waiting = waiting_now(view.board);
  const bool open = view.board.open;
  const std::string people =
      waiting == 0 ? view.say("Nobody is waiting") : view.say("Waiting now: {1}", {std::to_string(waiting)});
  const auto range = whole_range(view.board, view.plan);
  const std::string time = range ? words::estimate(*range, view.state.language) : view.say("No counter open yet");
  const std::string label = open ? title + ", " + people + ", " + time : title + ". " + hours_text(view);
  const bool down = touchable(view, "home.take_number", label, box, ShowServices{}, open);
  if (!down) paint.shadow(box);
  if (open) {
    paint.fill_across(box, down ? theme::deep : theme::brand, down ? theme::brand : theme::bright, theme::radius);
  } else {
    paint.fill(box, theme::second, theme::radius);
  }
  constexpr float foot = 120;
  const float middle = box.y + (box.h - foot) / 2;
  const Box tile = {box.x + 48, middle - 84, 168, 168};
  paint.fill(tile, theme::white_film, 38);
  draw_icon(paint, Icon::ticket, tile.cx(), tile.cy(), 100, theme::white);
  const float left = tile.right() + 44, wide = box.right() - left - 120;
  paint.text_fit({Type::hero, Type::title}, title, left, middle - 38, theme::white, Align::left, wide);
  paint.text_fit({Type::body, Type::small}, view.say("New lines, enquiries, after-sales, complaints"), left,
                 middle + 50, theme::white, Align::left, wide + 80, 2);
  if (open) draw_icon(paint, Icon::arrow, box.right() - 84, middle - 38, 56, theme::white);
  const Box strip = {box.x, box.bottom() - foot, box.w, foot};
  paint.line(strip.x + 48, strip.y, strip.right() - 48, strip.y, theme::rgb(0xFFFFFF, 70), 2);
  if (!open) {
    paint.text_fit({Type::strong, Type::small_strong}, hours_text(view), strip.x + 48, strip.cy(), theme::white,
                   Align::left, strip.w - 96);
    return;
  }
  draw_icon(paint, Icon::people, strip.x + 72, strip.cy(), 48, theme::white);
  const float used = paint.text_fit({Type::strong, Type::small_strong}, people, strip.x + 116, strip.cy(), theme::white,
                                    Align::left, strip.w / 2 - 130);
  draw_icon(paint, Icon::clock, strip.x + 116 + used + 76, strip.cy(), 48, theme::white);
  paint.text_fit({Type::strong, Type::small_strong}, time, strip.x + 116 + used + 120, strip.cy(), theme::white,
                 Align::left, strip.w - used - 116 - 120 - 40);
}

void draw_rate_card(View& view, const Box& box) {
  const std::string title = view.say("Rate your visit");
  const bool down = touchable(view, "home.rate", title, box, StartRating{});
  card(view, box, down);
  const std::string below = view.say("10 seconds that help us do better");
  if (view.frame.landscape) {
    const Box tile = {box.x + 48, box.y + 44, 132, 132};
    icon_tile(view, tile, theme::rating, Icon::smile);
    draw_icon(view.paint, Icon::arrow, box.right() - 84, tile.cy(), 52, theme::second);
    view.paint.text_fit({Type::heading, Type::figure}, title, box.x + 48, box.y + 238, theme::ink, Align::left,
                        box.w - 96);
    view.paint.text_fit({Type::body, Type::small}, below, box.x + 48, box.y + 316, theme::second, Align::left,
                        box.w - 96, 2);
    return;
  }
  const Box tile = {box.x + 48, box.cy() - 66, 132, 132};
  icon_tile(view, tile, theme::rating, Icon::smile);
  const float left = tile.right() + 44, wide = box.right() - left - 130;
  view.paint.text_fit({Type::heading, Type::figure}, title, left, box.cy() - 34, theme::ink, Align::left, wide);
  view.paint.text_fit({Type::body, Type::small}, below, left, box.cy() + 42, theme::second, Align::left, wide, 2);
  draw_icon(view.paint, Icon::arrow, box.right() - 84, box.cy(), 52, theme::second);
}

/// How many wait for what: a sign to read, not to touch, hence flat.
void draw_services_strip(View& view, const Box& box) {
  const std::size_t count = std::min<std::size_t>(view.board.services.size(), view.frame.landscape ? 6 : 4);
  if (count == 0) return;
  view.paint.fill(box, theme::tint, theme::radius);
  const float each = box.w / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const desk::ServiceView& service = view.board.services[i];
    const float cx = box.x + each * (static_cast<float>(i) + 0.5F);
    if (i > 0) view.paint.line(cx - each / 2, box.y + 40, cx - each / 2, box.bottom() - 40, theme::rgb(0xC6D7F5), 2);
    view.paint.text_fit({Type::small}, view.name(service.name), cx, box.y + box.h * 0.32F, theme::second, Align::centre,
                        each - 24, 1);
    view.paint.text_fit({Type::strong, Type::small_strong}, view.say("{1} waiting", {std::to_string(service.waiting)}),
                        cx, box.y + box.h * 0.69F, theme::ink, Align::centre, each - 24);
  }
}

void draw_footer(View& view) {
  const Box room = footer(view, false, false);
  const bool no_slips = view.printer == desk::PrinterState::offline || view.printer == desk::PrinterState::paper_out;
  if (!no_slips) return;
  draw_icon(view.paint, Icon::camera, room.x + 32, room.cy(), 52, theme::warn);
  view.paint.text_fit({Type::small}, view.say("No slips can be printed at the moment. Please photograph your number."),
                      room.x + 82, room.cy(), theme::warn, Align::left, room.w - 90, 3);
}

}  // namespace

void draw_home(View& view) {
  header(view);
  const Box& c = view.frame.content;
  const Box& h = view.frame.header;
  const std::string greeting = view.say("Hello! What can we do for you?");
  const std::string below = view.say("Tap once to begin. It takes about 10 seconds.");
  if (view.frame.landscape) {
    draw_calls(view, {c.x + 440, h.y + 20, c.w - 440 - 430, h.h - 40});
    page_title(view, {c.x, c.y + 34, c.w, 0}, greeting, below);
    const float top = c.y + 200, high = 374, wide = 1130;
    draw_take_number(view, {c.x, top, wide, high});
    draw_rate_card(view, {c.x + wide + theme::gap, top, c.w - wide - theme::gap, high});
    draw_services_strip(view, {c.x, top + high + theme::gap, c.w, c.bottom() - top - high - theme::gap - 36});
  } else {
    draw_calls(view, {c.x, h.bottom() - 216, c.w, 160});
    page_title(view, {c.x, c.y + 64, c.w, 0}, greeting, below);
    float y = c.y + 240;
    draw_take_number(view, {c.x, y, c.w, 400});
    y += 400 + theme::gap;
    draw_services_strip(view, {c.x, y, c.w, 180});
    y += 180 + theme::gap;
    draw_rate_card(view, {c.x, y, c.w, 260});
  }
  draw_footer(view);
}

}  // namespace menting::ui
