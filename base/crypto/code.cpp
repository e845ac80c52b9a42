#include <string>
#include <string_view>

#include "base/crypto/crypto.h"

namespace menting::crypto {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32

/// Chinese keyboards write "Ａ１２" and "　" as easily as "A12" and " ": full-width forms become ASCII.
std::string narrow(std::string_view typed) {
  std::string plain;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const auto byte = [&](std::size_t ahead) {
      return at + ahead < typed.size() ? static_cast<unsigned char>(typed[at + ahead]) : 0U;
    };
    if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x81 && byte(2) <= 0xBF) {  // U+FF01..FF3F
      plain += static_cast<char>(byte(2) - 0x81 + 0x21);
      at += 2;
    } else if (byte(0) == 0xEF && byte(1) == 0xBD && byte(2) >= 0x80 && byte(2) <= 0x9E) {  // U+FF40..FF5E
      plain += static_cast<char>(byte(2) - 0x80 + 0x60);
      at += 2;
    } else if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) {  // U+3000, the wide space
      plain += ' ';
      at += 2;
    } else {
      plain += typed[at];
    }
  }
  return plain;
}

}  // namespace

std::string random_code(std::size_t length) {
  std::string code = random_bytes(length);
  for (char& c : code) c = alphabet[static_cast<unsigned char>(c) & 31U];
  return code;
}

std::string normal_code(std::string_view typed) {
  std::string code;
  for (char c : narrow(typed)) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '-') continue;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    code += c;
  }
  return code;
}

std::string bare_code(std::string_view typed) {
  const std::string plain = narrow(typed);
  const auto mark = plain.rfind('#');
  return normal_code(mark == std::string::npos ? std::string_view(plain) : std::string_view(plain).substr(mark + 1));
}

}  // namespace menting::crypto
