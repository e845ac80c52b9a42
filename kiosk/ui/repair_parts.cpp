#include "kiosk/ui/repair_parts.h"

#include <fmt/core.h>

#include <algorithm>

namespace menting::ui {

namespace {

std::string step_words(View& view) {
  const std::vector<Page> pages = questions_of(view.state.draft);
  const auto here = std::ranges::find(pages, view.state.page);
  if (here == pages.end()) return {};
  return view.say("Step {1} of {2}", {std::to_string(here - pages.begin() + 1), std::to_string(pages.size())});
}

}  // namespace

void draw_progress(View& view) {
  const std::vector<Page> pages = questions_of(view.state.draft);
  const auto here = std::ranges::find(pages, view.state.page);
  const bool low = view.frame.manner.low_reach;
  const Box line = {0, view.frame.title.y, view.canvas.width, 10};
  const auto part =
      static_cast<float>(here - pages.begin() + (here == pages.end() ? 0 : 1)) / static_cast<float>(pages.size());
  view.paint.fill(line, low ? view.look.white_film : view.look.line);
  view.paint.fill({line.x, line.y, line.w * part, line.h}, low ? view.look.white : view.look.bright);
}

void question_title(View& view, const std::string& title, const std::string& hint) {
  draw_progress(view);
  const std::string step = step_words(view);
  page_title(view, title, hint.empty() || step.empty() ? step + hint : step + " · " + hint);
}

Way next_way(View& view, bool enabled) {
  return {{"repair.next", view.say("Continue"), Icon::arrow, Look::primary, enabled && view.busy == Busy::no},
          DoRepair{NextQuestion{}}};
}

void draw_statement(View& view, const std::string& title, const std::string& hint, const Statement& statement) {
  Painter& paint = view.paint;
  const Frame frame = view.frame;
  // The sentences are to read, not to touch: low down, they stand above the controls.
  const float above = !frame.manner.low_reach ? 0.F : view.lying() ? 150.F : 300.F;
  view.frame.title.h -= above;
  question_title(view, title, hint);
  view.frame = frame;
  Box area = frame.controls;
  draw_ways(view, statement.ways, area);
  area = {area.x, area.y - above, area.w, area.h + above};
  const float left = 84, right = 40;
  Type type = Type::body;
  float between = 0, whole = 0;
  for (const auto& [one, air] :
       {std::pair(Type::figure, 40.F), std::pair(Type::strong, 32.F), std::pair(Type::body, 30.F),
        std::pair(Type::body, 18.F), std::pair(Type::small, 18.F), std::pair(Type::small, 6.F)}) {
    type = one;
    between = air;
    whole = -between;
    for (const std::string& sentence : statement.sentences) {
      whole += static_cast<float>(paint.break_lines(type, sentence, area.w - left - right).size()) *
                   paint.line_height(type) +
               between;
    }
    if (one == Type::figure || one == Type::strong) {
      if (whole <= area.h * 0.7F) break;
    } else if (whole <= area.h - 2 * between) {
      break;
    }
  }
  const float high = std::min(area.h, std::max(area.h * 0.74F, whole + 2 * std::max(between * 1.4F, 16.F)));
  const Box box = {area.x, area.y, area.w, high};
  card(view, box);
  float y = box.y + (box.h - whole) / 2;
  for (const std::string& sentence : statement.sentences) {
    if (view.aloud != nullptr) view.aloud->push_back(sentence);
    paint.disc(box.x + 48, y + paint.line_height(type) / 2, 10, view.look.brand);
    y += paint.paragraph(type, sentence, {box.x + left, y, area.w - left - right, 0}, view.look.ink) + between;
  }
}

std::string day_words(View& view, domain::BusinessDay day) {
  if (day.yyyymmdd == 0) return {};
  return view.say("{2} {1}, {3}", {std::to_string(day.yyyymmdd % 100), view.say(month_text(day.yyyymmdd / 100 % 100)),
                                   std::to_string(day.yyyymmdd / 10'000)});
}

std::string money_words(std::int64_t minor, const std::string& currency) {
  const std::string figure = fmt::format("{}.{:02}", minor / 100, minor % 100);
  return currency.empty() || currency == "CNY" ? "¥" + figure : figure + " " + currency;
}

}  // namespace menting::ui
