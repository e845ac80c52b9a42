#pragma once

#include <string>

#include "kiosk/printing/bitmap.h"

namespace menting::printing {

/// The QR code of exactly `content` (bytes), one dot a module, without the quiet zone around it.
/// Throws std::runtime_error for what fits into none: empty, with a NUL, or above 2 kB.
Bitmap qr_code(const std::string& content);
/// Modules along one side of it; the bitmap itself is as wide rounded up to whole bytes.
int qr_side(const Bitmap& code);

}  // namespace menting::printing
