#include <algorithm>
#include <cmath>

#include "kiosk/ui/painter.h"
#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

/// Marks that must not begin a line.
bool clings(char32_t c) {
  static constexpr std::u32string_view marks = U"·，。！？、：；）》”’…,.!?:;)%";
  return marks.find(c) != std::u32string_view::npos;
}

/// A line may be broken before a Chinese character; Latin words stay whole.
bool stands_alone(char32_t c) {
  return c >= 0x2E80;
}

void trim_right(std::string& text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

}  // namespace

float Painter::width(Type type, std::string_view text) {
  return fonts_.width(text, pixels(type), is_bold(type)) / scale_;
}

int Painter::pixels(Type type) const {
  return std::max(1, static_cast<int>(std::lround(size(type) * scale_)));
}

float Painter::text(Type type, std::string_view text, float x, float cy, ImU32 colour, Align align, float limit) {
  std::string shown(text);
  float wide = width(type, shown);
  if (limit > 0 && wide > limit + 0.5F) {
    cut_.push_back(shown);
    while (!shown.empty() && wide > limit) {
      do {
        shown.pop_back();
      } while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80);
      if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0) shown.pop_back();
      wide = width(type, shown + "…");
    }
    shown += "…";
  }
  const float left = align == Align::left ? x : align == Align::centre ? x - wide / 2 : x - wide;
  // The middle of Chinese characters and of capitals lies 0.375 em above the baseline.
  const ImVec2 pen(std::round(left * scale_), std::round((cy + size(type) * 0.375F) * scale_));
  if (recording_) {
    // Capitals and digits are three quarters of the em high, Chinese characters nearly all of it.
    const bool chinese =
        std::any_of(shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
    const float em_high = size(type), high = em_high * (chinese ? 0.94F : 0.76F);
    inks_.push_back({{left, cy - high / 2, wide, high}, colour, colour, true, em_high, is_bold(type), shown});
  }
  fonts_.draw_text(list_, pen, shown, pixels(type), is_bold(type), colour);
  return wide;
}

float Painter::text_fit(std::initializer_list<Type> types, std::string_view text, float x, float cy, ImU32 colour,
                        Align align, float limit, int lines) {
  for (const Type type : types) {
    if (width(type, text) <= limit) return this->text(type, text, x, cy, colour, align, limit);
  }
  const Type last = *(types.end() - 1);
  std::vector<std::string> broken = break_lines(last, text, limit);
  if (broken.size() > static_cast<std::size_t>(lines)) return this->text(last, text, x, cy, colour, align, limit);
  const float step = size(last) * 1.25F;
  float y = cy - step * (static_cast<float>(broken.size()) - 1) / 2, widest = 0;
  for (const std::string& line : broken) {
    widest = std::max(widest, this->text(last, line, x, y, colour, align, limit));
    y += step;
  }
  return widest;
}

std::vector<std::string> Painter::break_lines(Type type, std::string_view text, float limit) {
  std::vector<std::string> pieces;  // what may not be torn apart
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_char(text, at);
    const bool after_space = !pieces.empty() && pieces.back().back() == ' ';
    const bool joins = !pieces.empty() &&
                       (clings(c) || c == U' ' ||
                        (!stands_alone(c) && !after_space && static_cast<unsigned char>(pieces.back().back()) < 0x80));
    if (!joins) pieces.emplace_back();
    pieces.back() += text.substr(from, at - from);
  }
  const auto fill_lines = [&](float most) {
    std::vector<std::string> lines(1);
    for (const std::string& piece : pieces) {
      std::string longer = lines.back() + piece;
      std::string measured = longer;
      trim_right(measured);
      if (!lines.back().empty() && width(type, measured) > most) {
        trim_right(lines.back());
        lines.push_back(piece);
      } else {
        lines.back() = std::move(longer);
      }
    }
    trim_right(lines.back());
    return lines;
  };
  std::vector<std::string> lines = fill_lines(limit);
  // As many lines, but even ones: no single character is left over for the last.
  for (float most = limit * 0.95F; lines.size() > 1 && most > limit * 0.5F; most -= limit * 0.05F) {
    std::vector<std::string> evener = fill_lines(most);
    const bool fits = std::ranges::all_of(evener, [&](const std::string& l) { return width(type, l) <= most; });
    if (evener.size() > lines.size() || !fits) break;
    lines = std::move(evener);
  }
  return lines;
}

float Painter::paragraph(Type type, std::string_view text, const Box& box, ImU32 colour, Align align) {
  const float step = line_height(type);
  const float x = align == Align::left ? box.x : align == Align::centre ? box.cx() : box.right();
  float y = box.y + step / 2;
  for (const std::string& line : break_lines(type, text, box.w)) {
    this->text(type, line, x, y, colour, align, box.w);
    y += step;
  }
  const float used = y - step / 2 - box.y;
  if (box.h > 0 && used > box.h + 1) cut_.emplace_back(text);
  return used;
}

}  // namespace menting::ui
