#include "kiosk/ui/qr.h"

#include <qrencode.h>

#include <memory>

namespace menting::ui {

QrCode make_qr(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  QrCode result;
  if (!code) return result;
  result.size = code->width;
  const int modules = code->width * code->width;
  result.dark.reserve(static_cast<std::size_t>(modules));
  for (int i = 0; i < modules; ++i) result.dark.push_back((code->data[i] & 1) != 0);
  return result;
}

}  // namespace menting::ui
