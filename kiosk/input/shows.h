#pragma once

#include <functional>
#include <string_view>

namespace menting::input {

/// Whether the font that draws the answer has this character. What it has not is never offered.
using Shows = std::function<bool(char32_t)>;

/// Whether every character of `text` (UTF-8) is shown. False for an empty text and for one that is not UTF-8.
bool shows_all(const Shows& shows, std::string_view text);

}  // namespace menting::input
