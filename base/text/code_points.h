#pragma once

#include <string>
#include <string_view>

namespace menting::text {

/// What stands for a broken byte.
constexpr char32_t not_a_character = 0xFFFD;

/// The characters of `utf8`, each broken or incomplete sequence as one `not_a_character`.
std::u32string code_points(std::string_view utf8);

}  // namespace menting::text
