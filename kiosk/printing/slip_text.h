#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/printing/slip_canvas.h"
#include "kiosk/printing/slip_paper.h"

namespace menting::printing {

/// A slip as text in the printer's own letters, 12 dots wide, and Chinese characters, 24 dots wide. Old printers have
/// those of GB 2312 only: a line with any other, or with a word too long for the paper, is sent as a picture.
class SlipText : public SlipPaper {
 public:
  SlipText(Fonts& fonts, int width_dots, QrBy qr);

  void gap(int dots) override;
  void rule() override;
  void centred(std::string_view text, int size, Weight weight) override;
  void number(std::string_view text, int size) override;
  void badge(std::string_view text, int size) override;
  void cells(std::string_view left_label, std::string_view left, std::string_view right_label,
             std::string_view right) override;
  void qr(const std::string& content, int side) override;
  void ruler() override;
  std::string escpos(Cut cut) override;

 private:
  void line(const std::string& encoded, int wide, int high, bool bold);
  void picture(const std::function<void(SlipCanvas&)>& draw);

  Fonts& fonts_;
  int width_;
  std::size_t columns_;  ///< of 12 dots; a Chinese character takes two
  QrBy qr_;
  std::string bytes_;
};

}  // namespace menting::printing
