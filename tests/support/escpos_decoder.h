#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace menting::tests {

/// One slip as a printer would put it on paper: rows of dots, '#' printed and ' ' white.
struct DecodedSlip {
  int width = 0;  ///< of the widest picture on it; of the paper where there is text
  std::vector<std::string> rows;
  std::vector<std::string> lines;  ///< of text, in UTF-8, as they were sent
  int bands = 0;                   ///< pictures it was sent in
  int fed_lines = 0;               ///< after the last thing on it
  bool started = false;            ///< by ESC @
  bool cut = false;
  bool cut_whole = false;  ///< by a full cut
};

/// Reads what Menting sends to printers, strictly: ESC @ d J a E, GS v 0, GS V, GS !, GS ( k (QR codes), FS & and FS !,
/// GB 18030 text in lines (of GB 2312's characters, which are all that old printers have), and DLE EOT (status
/// questions, which print nothing). Throws std::runtime_error naming the offset for any other byte, for text that runs
/// over the edge of paper `paper_dots` wide, and for a stream that ends too early. The last slip may lack its cut; the
/// caller decides about that.
std::vector<DecodedSlip> decode_escpos(std::string_view bytes, int paper_dots = 576);

/// Throws std::runtime_error when the file cannot be written.
void write_png(const DecodedSlip& slip, const std::string& path);

}  // namespace menting::tests
