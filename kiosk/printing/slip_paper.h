#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kiosk/printing/escpos.h"
#include "kiosk/printing/fonts.h"

namespace menting::printing {

/// How the words of a slip reach the paper.
enum class Encoding {
  raster,   ///< as one picture: no printer needs to have the characters, and all print the same
  gb18030,  ///< as text, in the printer's own Chinese characters: much less to send over a slow line
};
/// Who draws the QR code of a slip in text.
enum class QrBy { raster, command };

struct PaperSetting {
  int width_dots = 576;  ///< 576 (80 mm paper) or 384 (58 mm)
  Encoding encoding = Encoding::raster;
  QrBy qr = QrBy::raster;
  Cut cut = Cut::partial;
};

/// Pieces of a slip, put one below the other. Sizes are dots on 80 mm paper; narrower paper scales them, small print
/// stays readable.
class SlipPaper {
 public:
  virtual ~SlipPaper() = default;

  virtual void gap(int dots) = 0;
  virtual void rule() = 0;
  /// In the middle, on as many lines as it needs.
  virtual void centred(std::string_view text, int size, Weight weight) = 0;
  /// In the middle on one line, smaller where it would not fit: capitals and digits only.
  virtual void number(std::string_view text, int size) = 0;
  /// Set off from the rest, in the middle.
  virtual void badge(std::string_view text, int size) = 0;
  /// Two cells side by side, each a label above its value.
  virtual void cells(std::string_view left_label, std::string_view left, std::string_view right_label,
                     std::string_view right) = 0;
  /// A QR code with its quiet zone, about `side` dots wide.
  virtual void qr(const std::string& content, int side) = 0;
  /// Centimetres over the whole width, with both edges: shows what the paper cuts off.
  virtual void ruler() = 0;

  /// The finished slip as ESC/POS, from its start to its cut. Nothing may be added after it.
  virtual std::string escpos(Cut cut) = 0;
};

std::unique_ptr<SlipPaper> open_paper(const PaperSetting& setting, Fonts& fonts);

}  // namespace menting::printing
