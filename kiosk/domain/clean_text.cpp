#include "kiosk/domain/clean_text.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace menting::domain {
namespace {

using namespace std::string_view_literals;

/// U+200B..U+200F, U+2028..U+202E, U+2066..U+2069 and U+FEFF in UTF-8.
constexpr std::array unseen{"\xE2\x80\x8B"sv, "\xE2\x80\x8E"sv, "\xE2\x80\x8F"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv,
                            "\xE2\x80\xAA"sv, "\xE2\x80\xAB"sv, "\xE2\x80\xAC"sv, "\xE2\x80\xAD"sv, "\xE2\x80\xAE"sv,
                            "\xE2\x81\xA6"sv, "\xE2\x81\xA7"sv, "\xE2\x81\xA8"sv, "\xE2\x81\xA9"sv, "\xEF\xBB\xBF"sv};

/// How many bytes from here on are not to be kept.
std::size_t unseen_at(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if ((first < 0x20 && first != '\n' && first != '\t') || first == 0x7f) return 1;
  const bool control = first == 0xC2 && text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0x80 &&
                       static_cast<unsigned char>(text[1]) < 0xA0;  // U+0080..U+009F
  if (control) return 2;
  for (const std::string_view mark : unseen) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace

std::string clean_text(const std::string& text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t skipped = unseen_at(std::string_view(text).substr(at));
    if (skipped == 0) clean += text[at];
    at += skipped == 0 ? 1 : skipped;
  }
  return clean;
}

}  // namespace menting::domain
