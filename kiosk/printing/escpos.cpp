#include "kiosk/printing/escpos.h"

#include <algorithm>

namespace menting::printing::escpos {
namespace {

constexpr int band_rows = 96;  // 12 mm; 6.9 kB at 576 dots fits the smallest buffers

void append_u16(std::string& bytes, std::size_t value) {
  bytes += static_cast<char>(value & 0xff);
  bytes += static_cast<char>(value >> 8 & 0xff);
}

/// `GS ( k` for QR codes: function `function` with its parameters.
std::string qr_function(char function, std::string_view parameters) {
  std::string bytes = "\x1d(k";
  append_u16(bytes, parameters.size() + 2);
  bytes += '1';
  bytes += function;
  bytes += parameters;
  return bytes;
}

}  // namespace

std::string init() {
  return "\x1b@";
}

std::string raster(const Bitmap& picture, bool doubled) {
  std::string bytes;
  for (int first = 0; first < picture.height(); first += band_rows) {
    const int count = std::min(band_rows, picture.height() - first);
    bytes += std::string("\x1dv0") + static_cast<char>(doubled ? 3 : 0);
    append_u16(bytes, static_cast<std::size_t>(picture.bytes_per_row()));
    append_u16(bytes, static_cast<std::size_t>(count));
    bytes += picture.rows(first, count);
  }
  return bytes;
}

std::string feed(int lines) {
  return std::string("\x1b") + "d" + static_cast<char>(std::clamp(lines, 0, 255));
}

std::string feed_dots(int dots) {
  return std::string("\x1b") + "J" + static_cast<char>(std::clamp(dots, 0, 255));
}

std::string cut(Cut how) {
  constexpr int lines_to_tear = 5;  // the head stands some 20 mm behind the edge
  switch (how) {
    case Cut::full:
      return std::string("\x1dVA\0", 4);
    case Cut::partial:
      return std::string("\x1dVB\0", 4);
    case Cut::none:
      return feed(lines_to_tear);
  }
  return {};
}

std::string chinese_mode() {
  return "\x1c&\x1b"
         "a\x01";
}

std::string letters(int wide, int high, bool bold) {
  const int size = (std::clamp(wide, 1, 8) - 1) * 16 + std::clamp(high, 1, 8) - 1;
  // Some printers magnify Chinese characters by the first, others only by the second.
  const int chinese = (wide > 1 ? 0x04 : 0) | (high > 1 ? 0x08 : 0);
  return std::string("\x1d!") + static_cast<char>(size) + "\x1c!" + static_cast<char>(chinese) + "\x1b" + "E" +
         static_cast<char>(bold ? 1 : 0);
}

std::string qr(std::string_view content, int module_dots) {
  std::string bytes = qr_function('A', std::string_view("2\0", 2));  // model 2
  bytes += qr_function('C', std::string(1, static_cast<char>(std::clamp(module_dots, 1, 16))));
  bytes += qr_function('E', "1");  // level M
  bytes += qr_function('P', "0" + std::string(content));
  return bytes + qr_function('Q', "0");
}

std::string slip(const Bitmap& picture, Cut how) {
  return init() + raster(picture) + feed(2) + cut(how);
}

}  // namespace menting::printing::escpos
