#include <cctype>
#include <sstream>

#include "tests/house/rules.h"

namespace menting::house {
namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// The end of the raw string whose R" is at `at`; past the end of the text when it never ends.
std::size_t raw_string_end(std::string_view text, std::size_t at) {
  const std::size_t open = text.find('(', at);
  if (open == std::string_view::npos) return text.size();
  const std::string close = ")" + std::string(text.substr(at + 2, open - at - 2)) + "\"";
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote || (text[i] == '\n' && quote != '`')) {
      return i + 1;
    }
  }
  return text.size();
}

/// Where the comment or literal that begins at `at` ends; `at` itself when none begins there.
std::size_t skip_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (c == '/' && next == '/') {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end;
  }
  if (c == '/' && next == '*') {
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  if (c == 'R' && next == '"') return raw_string_end(text, at);
  const bool digit_mark = c == '\'' && at > 0 && std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0;
  if (c == '"' || (c == '\'' && !digit_mark) || c == '`') return quoted_end(text, at);
  return at;
}

}  // namespace

bool is_cpp(const std::string& path) {
  return ends_with(path, ".cpp") || ends_with(path, ".h");
}
bool is_script(const std::string& path) {
  return ends_with(path, ".js") || ends_with(path, ".mjs");
}

std::string without_words(std::string_view text) {
  std::string plain(text);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = skip_end(text, at);
    for (std::size_t i = at; i < end; ++i) {
      if (plain[i] != '\n') plain[i] = ' ';
    }
    at = end > at ? end : at + 1;
  }
  return plain;
}

std::vector<Include> read_includes(std::string_view text) {
  std::vector<Include> includes;
  std::istringstream in{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::size_t mark = line.find_first_not_of(" \t");
    if (mark == std::string::npos || line[mark] != '#') continue;
    const std::size_t word = line.find_first_not_of(" \t", mark + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const std::size_t open = line.find_first_of("<\"", word);
    if (open == std::string::npos) continue;
    const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({number, line.substr(open + 1, close - open - 1), line[open] == '<'});
  }
  return includes;
}

}  // namespace menting::house
