#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/printing/bitmap.h"
#include "kiosk/printing/fonts.h"

namespace menting::printing {

/// Pieces of a slip, put one below the other. Sizes are dots on 80 mm paper; narrower paper scales them, small print
/// stays readable.
class SlipCanvas {
 public:
  SlipCanvas(Fonts& fonts, int width_dots);

  void gap(int dots);
  void rule();
  /// In the middle, on as many lines as it needs.
  void centred(std::string_view text, int size, Weight weight);
  /// In the middle on one line, smaller where it would not fit: capitals and digits only.
  void number(std::string_view text, int size);
  /// White on black, in the middle.
  void badge(std::string_view text, int size);
  /// Two cells side by side, each a label above its value.
  void cells(std::string_view left_label, std::string_view left, std::string_view right_label, std::string_view right);
  /// A QR code with its quiet zone, about `side` dots wide.
  void qr(const std::string& content, int side);

  /// The finished picture.
  Bitmap take();

 private:
  int scaled(int dots) const;
  int text_size(int size) const;
  void reserve(int rows);
  void line(std::string_view text, int size, Weight weight, int left, int width);
  std::vector<std::string> wrap_evenly(std::string_view text, int size, Weight weight, int width);
  std::vector<std::string> wrap(std::string_view text, int size, Weight weight, int width);
  int fitting(std::string_view text, int size, Weight weight, int width);

  Fonts& fonts_;
  int width_;
  int margin_;
  int y_ = 0;
  Bitmap picture_;
};

}  // namespace menting::printing
