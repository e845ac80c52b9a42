#pragma once

#include <string>
#include <vector>

namespace menting::hq {

/// The modules of a QR code as rows of '0' and '1' (dark), without the quiet zone; pages draw it. Throws
/// std::runtime_error when the text does not fit.
std::vector<std::string> qr_rows(const std::string& text);

}  // namespace menting::hq
