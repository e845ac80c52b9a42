#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace menting::printing {

/// A picture in black (printed) and white dots; rows packed as `GS v 0` wants them: most significant bit left.
class Bitmap {
 public:
  /// All white. `width` dots are rounded up to whole bytes.
  Bitmap(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  int bytes_per_row() const { return width_ / 8; }
  std::string_view rows(int first, int count) const;

  /// Dots outside are white.
  bool black(int x, int y) const;
  /// Dots outside are left out.
  void set(int x, int y, bool black = true);
  void fill(int x, int y, int width, int height, bool black = true);
  /// Black becomes white and the other way round.
  void invert(int x, int y, int width, int height);
  /// As much of the top as is given, or white added below.
  void resize_height(int height);

 private:
  bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
  std::size_t at(int x, int y) const;

  int width_;
  int height_;
  std::vector<char> bits_;
};

}  // namespace menting::printing
