#include <fmt/core.h>

#include <algorithm>

#include "base/text/catalog.h"
#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

/// The newest calls, as on the call board.
void draw_calls(View& view, const Box& row) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  if (view.board.calls.empty()) {
    paint.fill(row, t.white_film, 26);
    paint.text_fit({Type::body, Type::small}, view.say("Called numbers appear here"), row.cx(), row.cy(), t.white_soft,
                   Align::centre, row.w - 64);
    return;
  }
  constexpr float gap = 24;
  Box box = {row.x, row.y, (row.w - 2 * gap) / 3, row.h};
  for (std::size_t i = 0; i < std::min<std::size_t>(view.board.calls.size(), 3); ++i) {
    const desk::CallView& call = view.board.calls[i];
    const bool newest = i == 0;
    paint.fill(box, newest ? t.white : t.white_film, 26);
    paint.text_fit({Type::small}, view.say(newest ? "Now calling" : "Before that"), box.x + 28, box.y + box.h * 0.3F,
                   newest ? t.brand : t.white_soft, Align::left, box.w - 56);
    const std::string words =
        view.say("{1} → {2}", {domain::ticket_name(call.service, call.number), std::to_string(call.counter)});
    paint.text_fit({Type::figure, Type::strong, Type::small_strong}, words, box.x + 28, box.y + box.h * 0.69F,
                   newest ? t.deep : t.white, Align::left, box.w - 52);
    box.x += box.w + gap;
  }
}

/// The chain's sign, and how far right it reaches.
float draw_logo(View& view, float x, float cy, float high) {
  if (view.logo.empty() || !view.picture) return x;
  const auto pixels = [&](float units) { return static_cast<int>(units * view.canvas.scale); };
  const Picture* logo = view.picture(view.logo, pixels(high * 4), pixels(high));
  if (logo == nullptr) return x;
  const float wide = high * static_cast<float>(logo->width) / static_cast<float>(logo->height);
  view.paint.picture({x, cy - high / 2, wide, high}, logo->id);
  return x + wide + 28;
}

/// All languages side by side, the present one marked; where that takes too much room, one button for the next.
void language_switch(View& view, Box box) {
  const auto& languages = view.settings.languages;
  const Theme& t = view.look;
  const float radius = std::min(t.radius * 0.8F, box.h / 2);
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
    if (here || down) view.paint.fill(box.inset(7), here ? t.white : t.button_pressed, radius - 6);
    if (here) view.paint.frame(box.inset(7), t.brand, radius - 6, 3);
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
                {low ? "low_reach.off" : "low_reach.on", view.say(low ? "Full" : "Lower"), low ? Icon::up : Icon::down,
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
  const float k = view.paint.type_scale;
  const float top = view.lying() ? (view.elderly() ? 52.F : 58.F) : 104.F;
  const float below = top + (view.lying() ? 54.F : 62.F) * (1 + (k - 1) * 0.5F);
  const std::string clock = clock_text(view.local.hour, view.local.minute);
  const float clock_left = right - view.paint.width(Type::title, clock);
  const std::string& name = view.name(view.plan.name);
  const float left = draw_logo(view, x, (top + below) / 2, 96);
  const float middle = view.lying() ? 0.36F : 1.F;
  const float limit = std::min(clock_left - 40 - left, (right - x) * middle);
  view.paint.text_fit({Type::figure, Type::strong, Type::small_strong}, name, left, top, t.white, Align::left, limit);
  // The name in the other language, for who came with it.
  for (const auto& [language, other] : view.plan.name) {
    if (other == name) continue;
    view.paint.text_fit({Type::small}, other, left, below, t.white_soft, Align::left, limit);
    break;
  }
  view.paint.text(Type::title, clock, right, top - 2, t.white, Align::right);
  const base::LocalTime& at = view.local;
  const std::string date = view.say(
      "{1}, {2} {3}", {view.say(weekday_text(at.weekday)), std::to_string(at.day), view.say(month_text(at.month))});
  view.paint.text_fit({Type::small}, date, right, below, t.white_soft, Align::right, (right - x) / 2);
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
  const float corner = view.elderly() ? 138.F : 116.F;
  Box left = row.cut_left(corner, gap);
  if (home) corner_button(view, {"home", view.say("Home"), Icon::home, Look::plain, free}, left, GoHome{});
  left = row.cut_left(corner, gap);
  if (back) corner_button(view, {"back", view.say("Back"), Icon::back, Look::plain, free}, left, GoBack{});
  const auto from_right = [&](float wide) {
    const Box place = {row.right() - wide, row.y, wide, row.h};
    row.w -= wide + gap;
    return place;
  };
  const Box help = from_right(view.elderly() ? 150.F : 124.F);
  const Box elderly = from_right(view.elderly() ? 190.F : 150.F);
  const Box manner = from_right(view.elderly() ? 160.F : 116.F);
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

void page_title(View& view, const std::string& title, const std::string& below) {
  if (view.aloud != nullptr) {
    for (const std::string* words : {&title, &below}) {
      if (!words->empty()) view.aloud->push_back(*words);
    }
  }
  Painter& paint = view.paint;
  const Box& area = view.frame.title;
  const bool sunken = view.frame.manner.low_reach;  // the words stay near what they are about
  const float title_high = paint.line_height(Type::title);
  const float limit = area.w;
  const auto lines = below.empty() ? 0 : paint.break_lines(Type::body, below, limit).size();
  const bool with_below =
      lines > 0 && title_high + static_cast<float>(lines) * paint.line_height(Type::body) + 24 < area.h;
  const float high = title_high + (with_below ? 8 + static_cast<float>(lines) * paint.line_height(Type::body) : 0);
  const float end = area.bottom() - (view.lying() ? 18.F : sunken ? 40.F : 34.F);
  float y = view.lying() && !sunken ? area.y + std::max((area.h - high) / 2, 6.F) : end - high;
  paint.text_fit({Type::title, Type::heading, Type::figure}, title, area.x, y + title_high / 2, view.look.ink,
                 Align::left, limit, 2);
  y += title_high + 8;
  if (with_below) paint.paragraph(Type::body, below, {area.x, y, limit, 0}, view.look.second);
}

}  // namespace menting::ui
