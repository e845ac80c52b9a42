#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace menting::hq::sql {

/// What "$3" or "$3[2]" stands for.
struct Name {
  std::size_t column = 0;  ///< from 1
  std::size_t cell = 0;    ///< of a grid, from 1; 0: it has none
};

/// The number at the beginning of `text`, which is taken off.
inline std::size_t take_number(std::string_view& text) {
  std::size_t number = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
    number = number * 10 + static_cast<std::size_t>(text.front() - '0');
  }
  return number;
}

/// `text` with what `put(Name)` gives in place of each name of a column.
template <typename Put>
std::string with_names(std::string_view text, const Put& put) {
  std::string out;
  for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$')) {
    out += text.substr(0, at);
    text.remove_prefix(at + 1);
    Name name{take_number(text), 0};
    if (text.starts_with('[')) {
      text.remove_prefix(1);
      name.cell = take_number(text);
      text.remove_prefix(1);  // the bracket
    }
    out += put(name);
  }
  return out.append(text);
}

}  // namespace menting::hq::sql
