#pragma once

#include <string>
#include <string_view>

#include "base/http/server.h"

namespace menting::hq {

/// The page `/`, that of customers' phones (/s/BRANCH) and what it is made of, from `<assets>/web`.
class Pages {
 public:
  explicit Pages(std::string assets_folder) : assets_(std::move(assets_folder)) {}
  /// True for paths that are answered here.
  static bool owns(std::string_view path) {
    return path == "/" || path == "/book" || path.starts_with("/web/") || path.starts_with("/a/") ||
           path.starts_with("/s/");
  }
  http::Response get(const http::Request& request) const;

 private:
  const std::string assets_;
};

/// The headers that every answer of headquarters carries.
void add_safety_headers(http::Response& response);

}  // namespace menting::hq
