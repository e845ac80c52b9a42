#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace menting::tests {

/// One slip as a printer would put it on paper: rows of dots, '#' printed and ' ' white.
struct DecodedSlip {
  int width = 0;  ///< of the widest picture on it
  std::vector<std::string> rows;
  int bands = 0;         ///< pictures it was sent in
  int fed_lines = 0;     ///< after its last picture
  bool started = false;  ///< by ESC @
  bool cut = false;
};

/// Reads what Menting sends to printers, strictly: ESC @, ESC d, GS v 0, GS V and DLE EOT (status questions, which
/// print nothing). Throws std::runtime_error naming the offset for any other byte and for a stream that ends too early.
/// The last slip may lack its cut; the caller decides about that.
std::vector<DecodedSlip> decode_escpos(std::string_view bytes);

/// Throws std::runtime_error when the file cannot be written.
void write_png(const DecodedSlip& slip, const std::string& path);

}  // namespace menting::tests
