#pragma once

#include <cstddef>

/// How long what a page sends may be; what is meant by it is checked where it is used.
namespace menting::lan {

inline constexpr std::size_t code_bytes_max = 400;  ///< a slip's code may come with its address
inline constexpr std::size_t word_bytes_max = 64;
inline constexpr std::size_t free_text_bytes_max = 500;
inline constexpr std::size_t slip_code_characters = 12;  ///< of a code that is made here

}  // namespace menting::lan
