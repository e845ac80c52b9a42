#include "kiosk/printing/escpos.h"

#include <algorithm>

namespace menting::printing::escpos {
namespace {

constexpr int band_rows = 96;  // 12 mm; 6.9 kB at 576 dots fits the smallest buffers

void append_u16(std::string& bytes, int value) {
  bytes += static_cast<char>(value & 0xff);
  bytes += static_cast<char>(value >> 8 & 0xff);
}

}  // namespace

std::string init() {
  return "\x1b@";
}

std::string raster(const Bitmap& picture) {
  std::string bytes;
  for (int first = 0; first < picture.height(); first += band_rows) {
    const int count = std::min(band_rows, picture.height() - first);
    bytes += std::string("\x1dv0\0", 4);
    append_u16(bytes, picture.bytes_per_row());
    append_u16(bytes, count);
    bytes += picture.rows(first, count);
  }
  return bytes;
}

std::string feed(int lines) {
  return std::string("\x1b") + "d" + static_cast<char>(std::clamp(lines, 0, 255));
}

std::string cut() {
  return std::string("\x1dVB\0", 4);
}

std::string slip(const Bitmap& picture) {
  return init() + raster(picture) + feed(2) + cut();
}

}  // namespace menting::printing::escpos
