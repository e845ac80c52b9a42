#include "kiosk/printing/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace menting::printing {

Bitmap qr_code(const std::string& content) {
  // Level M: a fold or a smear across a slip is common. Codes in capitals and digits take the small alphabet.
  QRcode* const encoded = content.find('\0') == std::string::npos
                              ? QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)
                              : nullptr;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(encoded, &QRcode_free);
  if (!code) throw std::runtime_error("a QR code cannot hold this text");
  Bitmap modules(code->width, code->width);
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x) modules.set(x, y, (code->data[y * code->width + x] & 1) != 0);
  return modules;
}

int qr_side(const Bitmap& code) {
  return code.height();
}

}  // namespace menting::printing
