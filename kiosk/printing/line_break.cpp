#include "kiosk/printing/line_break.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace menting::printing {
namespace {

/// Where a line may end: after a space, and around every character that is no Latin word's.
struct Piece {
  std::string text;
  bool space_after = false;
};

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// Closing punctuation stays with what it closes.
bool clings(std::string_view character) {
  static constexpr std::string_view closing[] = {"，", "。", "、", "！", "？", "：", "；", "）", "”", "》"};
  return std::find(std::begin(closing), std::end(closing), character) != std::end(closing);
}

std::vector<Piece> pieces(std::string_view text) {
  std::vector<Piece> found;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && is_continuation(text[end])) ++end;
    const std::string_view character = text.substr(at, end - at);
    at = end;
    if (character == " ") {
      if (!found.empty()) found.back().space_after = true;
      in_word = false;
      continue;
    }
    const bool latin = character.size() < 3;
    if (!found.empty() && !found.back().space_after && ((latin && in_word) || clings(character)))
      found.back().text += character;
    else
      found.push_back({std::string(character)});
    in_word = latin;
  }
  return found;
}

std::vector<std::string> break_at(const std::vector<Piece>& words, int width, const Measure& measure) {
  std::vector<std::string> lines(1);
  bool space = false;
  for (const Piece& piece : words) {
    const std::string longer = lines.back() + (space ? " " : "") + piece.text;
    if (lines.back().empty() || measure(longer) <= width)
      lines.back() = longer;
    else
      lines.push_back(piece.text);
    space = piece.space_after;
  }
  return lines;
}

}  // namespace

std::vector<std::string> break_lines(std::string_view text, int width, int step, const Measure& measure) {
  const std::vector<Piece> words = pieces(text);
  std::vector<std::string> lines = break_at(words, width, measure);
  for (int narrower = width - step; narrower > width / 2 && lines.size() > 1; narrower -= step) {
    std::vector<std::string> tighter = break_at(words, narrower, measure);
    if (tighter.size() > lines.size()) break;
    lines = std::move(tighter);
  }
  return lines;
}

}  // namespace menting::printing
