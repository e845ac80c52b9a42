#include "kiosk/ui/widgets.h"

#include <fmt/core.h>

#include "base/text/catalog.h"
#include "kiosk/ui/theme.h"

namespace menting::ui {

bool touchable(View& view, const std::string& id, const std::string& label, const Box& box, Intent intent,
               bool enabled) {
  view.targets.add({id, label, box, enabled, std::move(intent)});
  return enabled && view.pressed == id;
}

void button(View& view, const Button& look, const Box& box, Intent intent) {
  const bool down = touchable(view, look.id, look.label, box, std::move(intent), look.enabled);
  ImU32 ground = theme::button, words = theme::ink;
  switch (look.look) {
    case Look::plain:
      ground = down ? theme::button_pressed : theme::button;
      break;
    case Look::primary:
      ground = down ? theme::deep : theme::brand;
      words = theme::white;
      break;
    case Look::quiet:
      ground = down ? theme::button_pressed : theme::tint;
      words = theme::deep;
      break;
  }
  if (!look.enabled) {
    ground = theme::line;
    words = theme::second;
  }
  view.paint.fill(box, ground, 28);
  const float icon = look.icon == Icon::none ? 0.F : 46.F;
  const float space = icon > 0 ? 20.F : 0.F;
  const float limit = box.w - 48 - icon - space;
  const Type type = view.paint.width(Type::strong, look.label) <= limit ? Type::strong : Type::small_strong;
  const float words_width = std::min(view.paint.width(type, look.label), limit);
  const float left = box.cx() - (icon + space + words_width) / 2;
  draw_icon(view.paint, look.icon, left + icon / 2, box.cy(), icon, words);
  view.paint.text_fit({Type::strong, Type::small_strong}, look.label, left + icon + space, box.cy(), words, Align::left,
                      limit, 2);
}

void corner_button(View& view, const Button& look, const Box& box, Intent intent) {
  const bool down = touchable(view, look.id, look.label, box, std::move(intent), look.enabled);
  const ImU32 words = look.enabled ? theme::ink : theme::third;
  view.paint.fill(box, down ? theme::button_pressed : theme::button, 28);
  draw_icon(view.paint, look.icon, box.cx(), box.y + box.h * 0.34F, 42, words);
  view.paint.text(Type::small_strong, look.label, box.cx(), box.y + box.h * 0.75F, words, Align::centre, box.w - 12);
}

void card(View& view, const Box& box, bool pressed) {
  if (!pressed) view.paint.shadow(box);
  view.paint.fill(box, pressed ? theme::tint : theme::card, theme::radius);
}

void icon_tile(View& view, const Box& box, ImU32 colour, Icon icon) {
  view.paint.fill(box, colour, box.w * 0.23F);
  draw_icon(view.paint, icon, box.cx(), box.cy(), box.w * 0.57F, theme::white);
}

std::string clock_text(int hour, int minute) {
  return fmt::format("{:02}:{:02}", hour, minute);
}

void header(View& view) {
  const Box& h = view.frame.header;
  const Box& c = view.frame.content;
  view.paint.fill_down(h, theme::brand, theme::deep);
  const float top = view.frame.landscape ? 58.F : 106.F;
  const float below = top + (view.frame.landscape ? 54.F : 62.F);
  const std::string& name = view.name(view.plan.name);
  const float left_width = view.frame.landscape ? 430.F : c.w - 340;
  view.paint.text_fit({Type::figure, Type::strong, Type::small_strong}, name, c.x, top, theme::white, Align::left,
                      left_width);
  // The name in the other language, for who came with it.
  for (const auto& [language, other] : view.plan.name) {
    if (other == name) continue;
    view.paint.text_fit({Type::small}, other, c.x, below, theme::white_soft, Align::left, left_width);
    break;
  }
  const base::LocalTime& t = view.local;
  view.paint.text(Type::title, clock_text(t.hour, t.minute), c.right(), top - 2, theme::white, Align::right);
  const std::string date = view.say(
      "{1}, {2} {3}", {view.say(weekday_text(t.weekday)), std::to_string(t.day), view.say(month_text(t.month))});
  view.paint.text_fit({Type::small}, date, c.right(), below, theme::white_soft, Align::right, 400);
}

namespace {

/// All languages side by side, the present one marked: nobody has to guess what a single button would do.
float language_switch(View& view, const Box& row) {
  const auto& languages = view.settings.languages;
  if (languages.size() < 2) return 0;
  constexpr float each = 160;
  const float wide = each * static_cast<float>(languages.size());
  const Box all = {row.right() - wide, row.y, wide, row.h};
  view.paint.fill(all, theme::button, 28);
  Box box = {all.x, all.y, each, all.h};
  for (const std::string& language : languages) {
    const bool here = language == view.state.language;
    // A language's own name for itself is the same in every language.
    const std::string label = text::tr(language, "English");
    const bool down = touchable(view, "lang." + language, label, box, SetLanguage{language});
    if (here || down) view.paint.fill(box.inset(8), here ? theme::white : theme::button_pressed, 22);
    if (here) view.paint.frame(box.inset(8), theme::brand, 22, 3);
    view.paint.text_fit({Type::small_strong}, label, box.cx(), box.cy(), here ? theme::deep : theme::ink, Align::centre,
                        each - 24);
    box.x += each;
  }
  return wide;
}

}  // namespace

Box footer(View& view, bool back, bool home) {
  const Box& f = view.frame.footer;
  view.paint.fill(f, theme::card);
  view.paint.line(f.x, f.y, f.right(), f.y, theme::line, 2);
  const float high = view.frame.landscape ? 110.F : 118.F;
  const Box& c = view.frame.content;
  const float out = view.frame.landscape ? 0.F : 24.F;  // a little wider than the cards
  Box row = {c.x - out, f.cy() - high / 2, c.w + 2 * out, high};
  const float corner = 150;
  const bool free = view.busy == Busy::no || view.busy == Busy::slow;
  float left = 0;
  if (home) {
    corner_button(view, {"home", view.say("Home"), Icon::home, Look::plain, free}, {row.x, row.y, corner, high},
                  GoHome{});
    left += corner + 20;
  }
  if (back) {
    corner_button(view, {"back", view.say("Back"), Icon::back, Look::plain, free}, {row.x + left, row.y, corner, high},
                  GoBack{});
    left += corner + 20;
  }
  const float right = language_switch(view, row);
  return {row.x + left, row.y, row.w - left - (right > 0 ? right + 24 : 0), row.h};
}

float page_title(View& view, const Box& box, const std::string& title, const std::string& below) {
  const float y = box.y;
  view.paint.text_fit({Type::title, Type::heading, Type::strong}, title, box.x, y + 40, theme::ink, Align::left, box.w,
                      2);
  if (below.empty()) return y + 90;
  const float used = view.paint.paragraph(Type::body, below, {box.x, y + 88, box.w, 0}, theme::second);
  return y + 88 + used;
}

}  // namespace menting::ui
