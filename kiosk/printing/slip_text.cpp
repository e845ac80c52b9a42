#include "kiosk/printing/slip_text.h"

#include <algorithm>
#include <iterator>

#include "base/text/gb2312.h"
#include "kiosk/printing/line_break.h"
#include "kiosk/printing/qr_code.h"

namespace menting::printing {
namespace {

constexpr int letter_dots = 12;
constexpr int big_size = 38;  // of a picture's letters; text of this size is magnified twice

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// One byte a column. None where the printer may lack a character.
std::optional<std::string> encode(std::string_view text) {
  // An en dash is the one sign of our texts that GB 2312 lacks and that has a plain stand-in.
  return text::to_gb2312(replaced(std::string(text), "–", "-"));
}

/// `encoded` in the middle of `columns`.
std::string middle(const std::string& encoded, std::size_t columns) {
  const std::size_t left = (columns - encoded.size()) / 2;
  return std::string(left, ' ') + encoded + std::string(columns - encoded.size() - left, ' ');
}

}  // namespace

SlipText::SlipText(Fonts& fonts, int width_dots, QrBy qr)
    : fonts_(fonts),
      width_(width_dots / 8 * 8),
      columns_(static_cast<std::size_t>(width_ / letter_dots)),
      qr_(qr),
      bytes_(printing::escpos::init() + printing::escpos::chinese_mode()) {}

void SlipText::line(const std::string& encoded, int wide, int high, bool bold) {
  bytes_ += printing::escpos::letters(wide, high, bold) + encoded + '\n';
}

void SlipText::picture(const std::function<void(SlipCanvas&)>& draw) {
  SlipCanvas canvas(fonts_, width_);
  draw(canvas);
  canvas.gap(8);  // for what hangs below the letters' line
  bytes_ += printing::escpos::raster(canvas.take());
}

void SlipText::gap(int dots) {
  // Lines of text bring some room of their own.
  bytes_ += printing::escpos::feed_dots(dots / 2);
}

void SlipText::rule() {
  line(std::string(columns_, '-'), 1, 1, false);
}

void SlipText::centred(std::string_view text, int size, Weight weight) {
  const std::size_t whole = encode(text).value_or(std::string()).size();
  const bool big = size >= big_size && whole * 2 <= columns_;
  const Measure measure = [](std::string_view words) {
    // Unknown characters are as wide as the Chinese ones that they are.
    const auto encoded = encode(words);
    return static_cast<int>(encoded ? encoded->size() : characters(words).size() * 2);
  };
  for (const std::string& words : break_lines(text, static_cast<int>(columns_), 2, measure)) {
    const auto encoded = encode(words);
    if (encoded && encoded->size() <= columns_)
      line(*encoded, big ? 2 : 1, big ? 2 : 1, weight == Weight::bold);
    else
      picture([&](SlipCanvas& canvas) { canvas.centred(words, std::min(size, big_size), weight); });
  }
}

void SlipText::number(std::string_view text, int size) {
  const int fits = width_ / (letter_dots * std::max(1, static_cast<int>(text.size())));
  const int wanted = size * width_ / 576 / 28;  // about as high as the picture's number
  const int times = std::clamp(std::min(fits, wanted), 1, 8);
  line(std::string(text), times, times, true);
}

void SlipText::badge(std::string_view text, int size) {
  // White on black is not for every printer's Chinese characters; brackets are.
  centred("【" + std::string(text) + "】", size, Weight::bold);
}

void SlipText::cells(std::string_view left_label, std::string_view left, std::string_view right_label,
                     std::string_view right) {
  const std::size_t half = columns_ / 2;
  std::string encoded[4];
  const std::string_view texts[] = {left_label, right_label, left, right};
  for (std::size_t each = 0; each < std::size(texts); ++each) {
    const auto cell = encode(texts[each]);
    if (!cell || cell->size() > half)
      return picture([&](SlipCanvas& canvas) { canvas.cells(left_label, left, right_label, right); });
    encoded[each] = middle(*cell, half);
  }
  line(encoded[0] + encoded[1], 1, 1, false);
  line(encoded[2] + encoded[3], 1, 2, true);
}

void SlipText::qr(const std::string& content, int side) {
  const int dots = side * width_ / 576;
  if (qr_ == QrBy::command) {
    const int modules = qr_side(qr_code(content)) + 2 * 4;  // with the quiet zone
    bytes_ += printing::escpos::feed_dots(24) + printing::escpos::qr(content, std::max(3, dots / modules)) +
              printing::escpos::feed_dots(24);
    return;
  }
  // A quarter of the bytes: the printer doubles each dot.
  SlipCanvas half(fonts_, width_ / 2);
  half.draw_qr(content, dots / 2);
  bytes_ += printing::escpos::raster(half.take(), true);
}

void SlipText::ruler() {
  picture([](SlipCanvas& canvas) { canvas.ruler(); });
}

std::string SlipText::escpos(Cut cut) {
  return bytes_ + printing::escpos::feed(2) + printing::escpos::cut(cut);
}

std::unique_ptr<SlipPaper> open_paper(const PaperSetting& setting, Fonts& fonts) {
  switch (setting.encoding) {
    case Encoding::raster:
      return std::make_unique<SlipCanvas>(fonts, setting.width_dots);
    case Encoding::gb18030:
      return std::make_unique<SlipText>(fonts, setting.width_dots, setting.qr);
  }
  return nullptr;
}

}  // namespace menting::printing
