#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace menting::http {

/// What a request line asks for, decoded.
struct Target {
  std::string authority;  ///< of "http://authority/path"; usually empty
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

/// None for anything that is neither "/path?query" nor "http://authority/path?query", for a broken percent encoding and
/// for control characters in the path.
std::optional<Target> parse_target(std::string_view target);

/// Equal but for the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b);

}  // namespace menting::http
