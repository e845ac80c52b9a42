#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace menting::printing {

/// How wide words are.
using Measure = std::function<int(std::string_view)>;

/// `text` (UTF-8) on as few lines of `width` as it needs, about equally long: no single word is left over on the last
/// one. A line ends after a space and around Chinese characters, and closing punctuation stays with what it closes;
/// what is too long and has no such place stays one line. `step`: how finely the lines are evened out.
std::vector<std::string> break_lines(std::string_view text, int width, int step, const Measure& measure);

}  // namespace menting::printing
