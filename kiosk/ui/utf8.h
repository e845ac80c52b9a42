#pragma once

#include <cstddef>
#include <string_view>

namespace menting::ui {

/// The code point at `at`, which moves behind it. A broken byte reads as U+FFFD and moves one byte.
char32_t next_char(std::string_view text, std::size_t& at);

}  // namespace menting::ui
