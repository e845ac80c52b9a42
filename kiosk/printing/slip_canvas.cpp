#include "kiosk/printing/slip_canvas.h"

#include <algorithm>
#include <utility>

#include "kiosk/printing/line_break.h"
#include "kiosk/printing/qr_code.h"

namespace menting::printing {
namespace {

constexpr int full_width = 576;
constexpr int smallest_text = 22;  // 2.8 mm at 8 dots a mm

}  // namespace

SlipCanvas::SlipCanvas(Fonts& fonts, int width_dots)
    : fonts_(fonts), width_(width_dots / 8 * 8), margin_(scaled(16)), picture_(width_, 0) {}

int SlipCanvas::scaled(int dots) const {
  return dots * width_ / full_width;
}

int SlipCanvas::text_size(int size) const {
  return std::max(scaled(size), std::min(size, smallest_text));
}

void SlipCanvas::reserve(int rows) {
  y_ += rows;
  picture_.resize_height(y_ + scaled(full_width / 8));  // what hangs below a baseline is drawn before it is reserved
}

void SlipCanvas::gap(int dots) {
  reserve(scaled(dots));
}

void SlipCanvas::rule() {
  reserve(2);
  for (int x = margin_; x < width_ - margin_; x += 8) picture_.fill(x, y_ - 2, 4, 2);
}

int SlipCanvas::fitting(std::string_view text, int size, Weight weight, int width) {
  int fits = size;
  while (fits > smallest_text / 2 && fonts_.width(text, fits, weight) > width) --fits;
  return fits;
}

void SlipCanvas::line(std::string_view text, int size, Weight weight, int left, int width) {
  const int fits = fitting(text, size, weight, width);
  const int x = left + (width - fonts_.width(text, fits, weight)) / 2;
  // Chinese characters fill the em from 0.12 below the baseline to 0.88 above it.
  fonts_.draw(picture_, x, y_ - size * 12 / 100, text, fits, weight);
}

void SlipCanvas::centred(std::string_view text, int size, Weight weight) {
  const int dots = text_size(size);
  const int width = width_ - 2 * margin_;
  bool first = true;
  const Measure measure = [&](std::string_view words) { return fonts_.width(words, dots, weight); };
  for (const std::string& words : break_lines(text, width, dots, measure)) {
    if (!first) reserve(dots * 35 / 100);
    first = false;
    reserve(dots);
    line(words, dots, weight, margin_, width);
  }
}

void SlipCanvas::number(std::string_view text, int size) {
  const int width = width_ - 2 * margin_;
  const int fits = fitting(text, text_size(size), Weight::bold, width);
  reserve(fits * 74 / 100);  // capitals and digits only: 0.73 em, nothing below the baseline
  fonts_.draw(picture_, margin_ + (width - fonts_.width(text, fits, Weight::bold)) / 2, y_, text, fits, Weight::bold);
}

void SlipCanvas::badge(std::string_view text, int size) {
  const int dots = text_size(size);
  const int pad = dots / 3;
  const int width = std::min(fonts_.width(text, dots, Weight::bold) + 4 * pad, width_ - 2 * margin_);
  const int left = (width_ - width) / 2;
  const int top = y_;
  reserve(pad + dots);
  line(text, dots, Weight::bold, left + pad, width - 2 * pad);
  reserve(pad);
  picture_.invert(left, top, width, y_ - top);
}

void SlipCanvas::cells(std::string_view left_label, std::string_view left, std::string_view right_label,
                       std::string_view right) {
  const int label = text_size(26);
  const int value = text_size(40);
  const int pad = scaled(12);
  const int cell = width_ / 2 - margin_ - pad;
  const int top = y_;
  reserve(label);
  line(left_label, label, Weight::regular, margin_, cell);
  line(right_label, label, Weight::regular, width_ / 2 + pad, cell);
  reserve(label / 2 + value);
  line(left, value, Weight::bold, margin_, cell);
  line(right, value, Weight::bold, width_ / 2 + pad, cell);
  picture_.fill(width_ / 2 - 1, top, 2, y_ - top);
}

void SlipCanvas::qr(const std::string& content, int side) {
  draw_qr(content, scaled(side));
}

void SlipCanvas::draw_qr(const std::string& content, int side) {
  constexpr int quiet_modules = 4;  // ISO/IEC 18004
  const Bitmap code = qr_code(content);
  const int modules = qr_side(code);
  // Three dots are 0.4 mm a module: the least that hand scanners read well.
  const int module = std::max(3, side / (modules + 2 * quiet_modules));
  reserve((modules + 2 * quiet_modules) * module);
  const int left = (width_ - modules * module) / 2;
  const int top = y_ - (modules + quiet_modules) * module;
  for (int y = 0; y < modules; ++y)
    for (int x = 0; x < modules; ++x)
      if (code.black(x, y)) picture_.fill(left + x * module, top + y * module, module, module);
}

void SlipCanvas::ruler() {
  constexpr int dots_per_mm = 8;
  constexpr int label = 22;
  const int top = y_;
  reserve(label + 34);
  picture_.fill(0, top, 3, y_ - top);
  picture_.fill(width_ - 3, top, 3, y_ - top);
  picture_.fill(0, y_ - 2, width_, 2);
  for (int mm = 0; mm * dots_per_mm < width_; ++mm) {
    const int tick = mm % 10 == 0 ? 26 : mm % 5 == 0 ? 18 : 10;
    picture_.fill(mm * dots_per_mm, y_ - tick, 2, tick);
    const std::string text = std::to_string(mm / 10);
    if (mm > 0 && mm % 10 == 0 && mm * dots_per_mm + label < width_)
      fonts_.draw(picture_, mm * dots_per_mm - fonts_.width(text, label, Weight::regular) / 2, y_ - 32, text, label,
                  Weight::regular);
  }
}

Bitmap SlipCanvas::take() {
  picture_.resize_height(y_);
  return std::move(picture_);
}

std::string SlipCanvas::escpos(Cut cut) {
  return printing::escpos::slip(take(), cut);
}

}  // namespace menting::printing
