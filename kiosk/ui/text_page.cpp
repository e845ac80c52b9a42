#include <fmt/core.h>

#include <algorithm>

#include "kiosk/ui/text_keyboard.h"
#include "kiosk/ui/utf8.h"

// A text written by touch: pinyin, handwriting, letters, digits. Never the system's keyboard.

namespace menting::ui {

namespace {

/// How much of it is used, at the field's lower right corner; the room that it takes.
float draw_count(View& view, const Box& inside) {
  const std::string count = fmt::format("{} / {}", view.entry.characters(), view.entry.characters_max());
  const float high = view.paint.size(Type::small);
  view.paint.text(Type::small, count, inside.right(), inside.bottom() - high * 0.45F,
                  view.entry.full() ? view.look.warn : view.look.second, Align::right);
  return view.paint.width(Type::small, fmt::format("{0} / {0}", view.entry.characters_max())) + 28;
}

/// As people write: a word that is longer than a line is broken too.
std::vector<std::string> lines_of(View& view, const std::string& text, float wide) {
  std::vector<std::string> lines;
  for (const std::string& line : view.paint.break_lines(Type::body, text, wide)) {
    lines.emplace_back();
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t from = at;
      next_char(line, at);
      const std::string longer = lines.back() + line.substr(from, at - from);
      if (!lines.back().empty() && view.paint.width(Type::body, longer) > wide) {
        lines.push_back(line.substr(from, at - from));
      } else {
        lines.back() = longer;
      }
    }
  }
  return lines;
}

/// What was written, its end in sight, and the pinyin that is not yet characters.
void draw_text(View& view, const std::string& hint, const Box& box) {
  const Theme& t = view.look;
  const float radius = std::min(t.radius * 0.75F, box.h / 3), line = view.paint.line_height(Type::body);
  view.paint.fill(box, t.card, radius);
  view.paint.frame(box, t.brand, radius, 4);
  Box inside = box.inset(32, std::clamp((box.h - line) / 2, 10.F, 22.F));
  inside.w -= draw_count(view, inside);
  const std::string letters = view.entry.letters();
  const std::string& text = view.entry.text();
  float y = inside.y + line / 2, end = inside.x;
  const auto caret = [&] { view.paint.fill({end + 4, y - line * 0.38F, 5, line * 0.76F}, t.brand); };
  if (text.empty() && letters.empty()) {
    caret();
    const bool one_line = view.paint.width(Type::small, hint) <= inside.w - 24;
    view.paint.text_fit({Type::body, Type::small}, hint, inside.x + 24, one_line ? y : box.cy(), t.second, Align::left,
                        inside.w - 24, 2);
    return;
  }
  auto lines = text.empty() ? std::vector<std::string>(1) : lines_of(view, text, inside.w - 20);
  const float wide = view.paint.width(Type::body, letters);
  const bool beside = view.paint.width(Type::body, lines.back()) + wide + 24 <= inside.w;
  if (!letters.empty() && !beside) lines.emplace_back();
  const auto most = static_cast<std::size_t>(std::max(1.F, (inside.h + 10) / line));
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
  y -= line;
  for (const std::string& one : lines) {
    y += line;
    end = inside.x + view.paint.text(Type::body, one, inside.x, y, t.ink, Align::left, inside.w);
  }
  if (!letters.empty()) {
    const float from = end + 6;
    end = from +
          view.paint.text_fit({Type::body, Type::small}, letters, from, y, t.brand, Align::left, inside.right() - from);
    view.paint.line(from, y + line * 0.42F, end, y + line * 0.42F, t.brand, 3);
  }
  caret();
}

}  // namespace

void draw_text_page(View& view, const TextPage& page) {
  const Frame frame = view.frame;
  const float gap = 20;
  Box field;
  float top = frame.controls.y;  // of the keys
  // The field is to read, not to touch: where there is little room it stands above the controls.
  if (view.lying() && frame.title.h < 300) {
    const float words = frame.title.w * 0.36F;
    view.frame.title.w = words;
    field = {frame.title.x + words + gap, frame.title.y + 18, frame.title.w - words - gap, frame.title.h - 36 - 16};
    if (frame.controls.h > 800) {  // a screen of another shape: the field may be high
      field = {frame.title.x, frame.controls.y, frame.title.w, frame.controls.h - 660 - gap - 16};
      view.frame.title.w = frame.title.w;
      top = field.bottom() + gap + 16;
    }
  } else if (frame.manner.low_reach) {
    const float high = std::min(view.lying() ? 200.F : 240.F, frame.title.h - 180);
    field = {frame.title.x, frame.controls.y - high - gap - 16, frame.title.w, high};
    view.frame.title.h = field.y - frame.title.y + 10;
  } else {
    const float keys = std::min(frame.controls.h * 0.78F, 830.F);
    field = {frame.title.x, frame.controls.y, frame.title.w, frame.controls.h - keys - gap - 16};
    top = field.bottom() + gap + 16;
  }
  page_title(view, page.title, {});
  view.frame = frame;
  draw_text(view, page.hint, field);
  draw_text_keyboard(view, place_text_keyboard(view, top), page.suggestions);
}

}  // namespace menting::ui
