#include "kiosk/input/shows.h"

#include <algorithm>

#include "base/text/code_points.h"

namespace menting::input {

bool shows_all(const Shows& shows, std::string_view text) {
  const std::u32string characters = text::code_points(text);
  return !characters.empty() && std::all_of(characters.begin(), characters.end(), [&shows](char32_t character) {
    return character != text::not_a_character && shows(character);
  });
}

}  // namespace menting::input
