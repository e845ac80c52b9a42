#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace menting::hq {

struct WebAddress {
  bool encrypted = false;  ///< https
  std::string authority;   ///< "hq.example.com:8480", lower case
  std::string host;        ///< "hq.example.com"
};

/// "https://hq.example.com:8480" or with a final slash; none for anything else (paths, user names, other schemes).
std::optional<WebAddress> parse_web_address(std::string_view url);

}  // namespace menting::hq
