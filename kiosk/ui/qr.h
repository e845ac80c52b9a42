#pragma once

#include <string>
#include <vector>

namespace menting::ui {

/// The modules of a QR code, row by row; size 0 when the text cannot be one.
struct QrCode {
  int size = 0;
  std::vector<bool> dark;
};

QrCode make_qr(const std::string& text);

}  // namespace menting::ui
