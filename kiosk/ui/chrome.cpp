#include <fmt/core.h>

#include <algorithm>

#include "base/text/catalog.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/word_stack.h"

namespace menting::ui {

namespace {

/// The newest calls, as on the call board.
void draw_calls(View& view, const Box& row) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  if (view.board.calls.empty()) {
    paint.fill(row, t.white_film, std::min(26.F, t.radius));
    paint.text_fit({Type::body, Type::small}, view.say("Called numbers appear here"), row.cx(), row.cy(), t.white,
                   Align::centre, row.w - 64);
    return;
  }
  constexpr float gap = 24;
  const std::size_t count = std::min<std::size_t>(view.board.calls.size(), 3);
  Box box = row;
  box.w = (row.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const desk::CallView& call = view.board.calls[i];
    const bool newest = i == 0;
    paint.fill(box, newest ? t.white : t.white_film, std::min(26.F, t.radius));
    WordStack words(paint, box.w - 52);
    words.add({Type::small}, view.say(newest ? "Now calling" : "Before that"), newest ? t.brand : t.white);
    words.add({Type::figure, Type::strong, Type::small_strong},
              view.say("{1} → {2}", {domain::ticket_name(call.service, call.number), std::to_string(call.counter)}),
              newest ? t.deep : t.white, 1, 4);
    words.draw_middle(box.x + 26, box.cy());
    box.x += box.w + gap;
  }
}

struct Sign {
  Box box;
  const Picture* picture = nullptr;
};

/// The chain's sign at `x`; no wide where there is none.
Sign find_sign(View& view, float x, float cy, float wide_max, float high_max) {
  if (view.logo.empty() || !view.picture) return {{x, cy, 0, 0}};
  const auto pixels = [&](float units) { return static_cast<int>(units * view.canvas.scale); };
  const Picture* picture = view.picture(view.logo, pixels(wide_max), pixels(high_max));
  if (picture == nullptr) return {{x, cy, 0, 0}};
  const float aspect = static_cast<float>(picture->width) / static_cast<float>(picture->height);
  const float wide = std::min(wide_max, high_max * aspect), high = wide / aspect;
  return {{x, cy - high / 2, wide, high}, picture};
}

/// The chain's sign and the hall's name, up to `end`; what is as low as the date ends before it, at `below_end`.
void draw_hall(View& view, float x, float middle, float end, float below_end) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const std::string& name = view.name(view.plan.name);
  const float name_wide = paint.width(Type::small_strong, name), high = view.lying() ? 88.F : 104.F;
  constexpr float sign_wide = 370, small_sign_wide = 150, gap = 28;
  const bool long_name = name_wide > end - x - sign_wide - gap;
  Sign sign = find_sign(view, x, middle, long_name ? small_sign_wide : sign_wide, high);
  float left = sign.picture == nullptr ? x : sign.box.right() + gap;
  // The name in the other language, for who came with it; without it, the name stands as low as the date.
  const std::string* other = nullptr;
  for (const auto& [language, one] : view.plan.name) {
    const bool room = name_wide <= end - left && paint.width(Type::small, one) <= below_end - left;
    if (room && other == nullptr && one != name) other = &one;
  }
  const auto make = [&](const std::vector<Type>& types, std::size_t lines) {
    WordStack hall(paint, (other != nullptr ? end : std::min(end, below_end)) - left);
    return std::move(hall.add(types, name, t.white, lines));
  };
  WordStack hall = make({Type::figure, Type::strong, Type::small_strong}, 2);
  if (!hall.fits()) hall = make({Type::small_strong}, 3);
  if (!hall.fits()) {  // the name comes first
    sign.picture = nullptr;
    left = x;
    hall = make({Type::small_strong}, view.lying() ? 2 : 4);
  }
  if (sign.picture != nullptr) paint.picture(sign.box, sign.picture->id);
  if (other != nullptr) hall.add({Type::small}, *other, t.white_soft, 1, view.lying() ? 0.F : 6.F);
  hall.draw_middle(left, middle);
}

/// All languages side by side, the present one marked; where that takes too much room, one button for the next.
void language_switch(View& view, Box box) {
  const auto& languages = view.settings.languages;
  const Theme& t = view.look;
  const float radius = std::min(t.radius * 0.8F, box.h / 2), inner = std::max(radius - 6, 0.F);
  // A language's own name for itself is the same in every language.
  const auto name = [](const std::string& language) { return text::tr(language, "English"); };
  if (view.elderly() || languages.size() > 2) {
    const auto here = std::find(languages.begin(), languages.end(), view.state.language);
    const std::string& next = here == languages.end() || here + 1 == languages.end() ? languages.front() : *(here + 1);
    return corner_button(view, {"lang." + next, name(next), Icon::globe, Look::plain, true}, box, SetLanguage{next});
  }
  view.paint.fill(box, t.button, radius);
  box.w /= static_cast<float>(languages.size());
  for (const std::string& language : languages) {
    const bool here = language == view.state.language;
    const bool down = touchable(view, "lang." + language, name(language), box, SetLanguage{language});
    if (here || down) view.paint.fill(box.inset(7), here ? t.white : t.button_pressed, inner);
    if (here) view.paint.frame(box.inset(7), t.brand, inner, 3);
    view.paint.text_fit({Type::small_strong}, name(language), box.cx(), box.cy(), here ? t.deep : t.ink, Align::centre,
                        box.w - 12);
    box.x += box.w;
  }
}

/// Reading aloud in elderly mode; else the way into the lower half.
void manner_button(View& view, const Box& box) {
  if (view.elderly()) {
    if (!view.can_read) return;
    const bool on = view.state.reading;
    return corner_button(view,
                         {on ? "reading.off" : "reading.on", view.say(on ? "Quiet" : "Read"), Icon::speaker,
                          on ? Look::primary : Look::plain, true},
                         box, SetReading{!on});
  }
  const bool low = view.frame.manner.low_reach;
  corner_button(view,
                {low ? "low_reach.off" : "low_reach.on", view.say(low ? "Full" : "Lower"), Icon::wheelchair,
                 low ? Look::primary : Look::plain, true},
                box, SetLowReach{!low});
}

}  // namespace

std::string clock_text(int hour, int minute) {
  return fmt::format("{:02}:{:02}", hour, minute);
}

void header(View& view) {
  const Box& h = view.frame.header;
  const Theme& t = view.look;
  const float x = view.frame.title.x, right = view.frame.title.right();
  view.paint.fill_down(h, t.brand, t.deep);
  const std::string clock = clock_text(view.local.hour, view.local.minute);
  const base::LocalTime& at = view.local;
  const std::string date = view.say(
      "{1}, {2} {3}", {view.say(weekday_text(at.weekday)), std::to_string(at.day), view.say(month_text(at.month))});
  const Type clock_type = view.lying() && view.elderly() ? Type::figure : Type::title;
  const float date_wide = view.paint.width(Type::small, date), clock_wide = view.paint.width(clock_type, clock);
  const float middle = view.lying() ? h.h / 2 : 140.F;
  const bool calls_beside = view.calls && view.lying();
  const float calls_left = x + (right - x) * 0.36F;
  draw_hall(view, x, middle, calls_beside ? calls_left : right - clock_wide - 40,
            calls_beside ? calls_left : right - date_wide - 40);
  WordStack time(view.paint, std::max(date_wide, clock_wide) + 1, Align::right);
  time.add({clock_type}, clock, t.white).add({Type::small}, date, t.white_soft, 1, view.lying() ? 0.F : 2.F);
  time.draw_middle(right, middle);
  // Hidden: five taps on the hall's name.
  touchable(view, "staff.corner", view.say("Staff"), {0, 0, 420, std::min(h.h, 200.F)}, TapCorner{});
  if (!view.calls) return;
  if (view.lying()) {
    draw_calls(view, {x + (right - x) * 0.37F, 24, (right - x) * 0.42F, h.h - 48});
  } else {
    draw_calls(view, {x, h.h - 204, right - x, 156});
  }
}

void footer(View& view, bool back, bool home) {
  const Box& f = view.frame.footer;
  const Theme& t = view.look;
  view.paint.fill(f, t.card);
  view.paint.line(f.x, f.y, f.right(), f.y, t.line, 2);
  const float high = view.lying() ? 114.F : view.elderly() ? 142.F : 118.F, gap = 12;
  const float out = view.lying() ? 0.F : view.elderly() ? 48.F : 26.F;
  Box row = {view.frame.title.x - out, f.cy() - high / 2, view.frame.title.w + 2 * out, high};
  const bool free = view.busy == Busy::no || view.busy == Busy::slow;
  // The same places on every page; lying, the row has room to spare in the middle.
  const float corner = view.elderly() ? 152.F : 116.F;
  Box left = row.cut_left(corner, gap);
  if (home) corner_button(view, {"home", view.say("Home"), Icon::home, Look::plain, free}, left, GoHome{});
  left = row.cut_left(corner, gap);
  if (back) corner_button(view, {"back", view.say("Back"), Icon::back, Look::plain, free}, left, GoBack{});
  const auto from_right = [&](float wide) {
    const Box place = {row.right() - wide, row.y, wide, row.h};
    row.w -= wide + gap;
    return place;
  };
  const Box help = from_right(view.elderly() ? 132.F : 124.F);
  const Box elderly = from_right(view.elderly() ? 188.F : 150.F);
  const Box manner = from_right(view.elderly() ? 144.F : 116.F);
  const Box language = from_right(view.elderly() ? std::min(row.w, 208.F) : std::min(row.w, 330.F));
  corner_button(view, {"help", view.say("Help"), Icon::help, Look::plain, free && view.able}, help, CallHelp{});
  const bool on = view.elderly();
  corner_button(view,
                {on ? "elderly.off" : "elderly.on", view.say(on ? "Normal" : "Large"), Icon::elderly,
                 on ? Look::primary : Look::plain, true},
                elderly, SetElderly{!on});
  manner_button(view, manner);
  if (view.settings.languages.size() > 1) language_switch(view, language);
}

namespace {

bool words_on_header(const View& view) {
  return view.frame.manner.low_reach && rule_of(view.state.page).titled;
}

/// The largest words that leave the room some air; what is below them last.
WordStack title_words(View& view, const std::string& title, const std::string& below) {
  const Theme& t = view.look;
  const Box& area = view.frame.title;
  const bool on_header = words_on_header(view);
  const ImU32 first = on_header ? t.white : t.ink, second = on_header ? t.white_soft : t.second;
  const float gap = view.lying() ? 6 : 14, air = std::clamp(area.h * 0.11F, 16.F, 40.F);
  const auto make = [&](const std::vector<Type>& types, std::size_t lines, const std::vector<Type>& types_below) {
    WordStack words(view.paint, area.w);
    words.add(types, title, first, lines, 0);
    if (!types_below.empty()) words.add(types_below, below, second, view.lying() ? 2 : 3, gap);
    return words;
  };
  if (!view.lying()) {
    WordStack large = make({Type::hero, Type::title, Type::heading}, 2, {Type::body});
    if (large.fits() && large.high() + 2 * air <= area.h) return large;
  }
  WordStack usual = make({Type::title, Type::heading, Type::figure}, 2, {Type::body, Type::small});
  if (usual.fits() && usual.high() + 2 * air <= area.h) return usual;
  return make({Type::title, Type::heading, Type::figure}, 2, {});
}

}  // namespace

void header_ground(View& view) {
  if (!words_on_header(view)) return;
  const Box& title = view.frame.title;
  view.paint.fill({0, 0, view.canvas.width, title.bottom() - (view.lying() ? 28.F : 36.F)}, view.look.deep);
}

void page_title(View& view, const std::string& title, const std::string& below) {
  if (view.aloud != nullptr) {
    for (const std::string* words : {&title, &below}) {
      if (!words->empty()) view.aloud->push_back(*words);
    }
  }
  const Box& area = view.frame.title;
  const WordStack words = title_words(view, title, below);
  // Lowered, the words stay near what they are about; else they have as much air above as below.
  if (words_on_header(view)) return words.draw(area.x, area.bottom() - (view.lying() ? 64.F : 88.F) - words.high());
  words.draw(area.x, area.y + std::max((area.h - words.high()) * 0.52F, 8.F));
}

}  // namespace menting::ui
