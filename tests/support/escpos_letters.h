#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace menting::tests {

/// How the letters of a line of text are printed.
struct LetterStyle {
  int wide = 1;
  int high = 1;
  bool bold = false;
};

/// A receipt printer's own letters: 12 by 24 dots for ASCII and 24 by 24 for Chinese, drawn with Noto.
class PrinterLetters {
 public:
  PrinterLetters();
  ~PrinterLetters();

  /// Rows of '#' and ' ' of one character.
  std::vector<std::string> draw(char32_t character, const LetterStyle& style);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// GB 2312's part of GB 18030. Throws std::runtime_error for anything else.
std::u32string from_gb2312(std::string_view bytes);
std::string to_utf8(std::u32string_view text);

/// A QR code of level M as rows of '#' and ' ', without a quiet zone, each module `module` dots.
std::vector<std::string> printer_qr(const std::string& content, int module);

}  // namespace menting::tests
