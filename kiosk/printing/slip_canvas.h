#pragma once

#include <string>
#include <string_view>

#include "kiosk/printing/bitmap.h"
#include "kiosk/printing/slip_paper.h"

namespace menting::printing {

/// A slip as one picture.
class SlipCanvas : public SlipPaper {
 public:
  SlipCanvas(Fonts& fonts, int width_dots);

  void gap(int dots) override;
  void rule() override;
  void centred(std::string_view text, int size, Weight weight) override;
  void number(std::string_view text, int size) override;
  /// White on black.
  void badge(std::string_view text, int size) override;
  void cells(std::string_view left_label, std::string_view left, std::string_view right_label,
             std::string_view right) override;
  void qr(const std::string& content, int side) override;
  void ruler() override;
  std::string escpos(Cut cut) override;

  /// A QR code about `side` of this paper's own dots wide.
  void draw_qr(const std::string& content, int side);
  /// The picture itself; nothing may be added after it.
  Bitmap take();

 private:
  int scaled(int dots) const;
  int text_size(int size) const;
  void reserve(int rows);
  void line(std::string_view text, int size, Weight weight, int left, int width);
  int fitting(std::string_view text, int size, Weight weight, int width);

  Fonts& fonts_;
  int width_;
  int margin_;
  int y_ = 0;
  Bitmap picture_;
};

}  // namespace menting::printing
