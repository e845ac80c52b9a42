#include "kiosk/printing/bitmap.h"

namespace menting::printing {

Bitmap::Bitmap(int width, int height)
    : width_((width + 7) / 8 * 8),
      height_(height),
      bits_(static_cast<std::size_t>(bytes_per_row()) * static_cast<std::size_t>(height)) {}

std::size_t Bitmap::at(int x, int y) const {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(bytes_per_row()) + static_cast<std::size_t>(x / 8);
}

std::string_view Bitmap::rows(int first, int count) const {
  const auto row = static_cast<std::size_t>(bytes_per_row());
  return std::string_view(bits_.data(), bits_.size())
      .substr(static_cast<std::size_t>(first) * row, static_cast<std::size_t>(count) * row);
}

bool Bitmap::black(int x, int y) const {
  return inside(x, y) && (static_cast<unsigned char>(bits_[at(x, y)]) & (0x80 >> (x % 8))) != 0;
}

void Bitmap::set(int x, int y, bool black) {
  if (!inside(x, y)) return;
  char& byte = bits_[at(x, y)];
  const int bit = 0x80 >> (x % 8);
  byte = static_cast<char>(black ? byte | bit : byte & ~bit);
}

void Bitmap::fill(int x, int y, int width, int height, bool black) {
  for (int row = y; row < y + height; ++row)
    for (int column = x; column < x + width; ++column) set(column, row, black);
}

void Bitmap::invert(int x, int y, int width, int height) {
  for (int row = y; row < y + height; ++row)
    for (int column = x; column < x + width; ++column) set(column, row, !black(column, row));
}

void Bitmap::resize_height(int height) {
  height_ = height;
  bits_.resize(static_cast<std::size_t>(bytes_per_row()) * static_cast<std::size_t>(height));
}

}  // namespace menting::printing
