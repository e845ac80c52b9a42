#include "base/text/accept_language.h"

#include <algorithm>
#include <optional>

namespace menting::text {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// "0.75" in thousandths; none for anything but 0 to 1 with at most three decimals.
std::optional<int> read_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int thousandths = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int unit = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    thousandths += (digit - '0') * unit;
    unit /= 10;
  }
  if (thousandths > 1000) return std::nullopt;
  return thousandths;
}

/// The q of the parameters after a tag; 1000 without one.
std::optional<int> quality_of(std::string_view parameters) {
  parameters = trim(parameters);
  if (parameters.empty()) return 1000;
  const std::size_t equals = parameters.find('=');
  if (equals == std::string_view::npos || !same(trim(parameters.substr(0, equals)), "q")) return std::nullopt;
  return read_quality(trim(parameters.substr(equals + 1)));
}

}  // namespace

const std::string* nearest_language(const std::vector<std::string>& languages, std::string_view tag) {
  for (const std::string& language : languages)
    if (same(language, tag)) return &language;
  for (const std::string& language : languages)
    if (same(primary(language), primary(tag))) return &language;
  return nullptr;
}

std::string choose_language(const std::vector<std::string>& languages, std::string_view header,
                            const std::string& fallback) {
  std::string best = fallback;
  int best_quality = 0;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view item = trim(header.substr(0, comma));
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);

    const std::size_t semicolon = item.find(';');
    const std::string_view tag = trim(item.substr(0, semicolon));
    const auto quality =
        semicolon == std::string_view::npos ? std::optional<int>(1000) : quality_of(item.substr(semicolon + 1));
    if (tag.empty() || !quality || *quality <= best_quality) continue;
    const std::string* found = tag == "*" ? &fallback : nearest_language(languages, tag);
    if (found == nullptr) continue;
    best = *found;
    best_quality = *quality;
  }
  return best;
}

}  // namespace menting::text
