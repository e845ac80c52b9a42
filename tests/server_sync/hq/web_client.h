#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace menting::tests {

struct WebAnswer {
  int status = 0;
  std::string headers;
  std::string body;
};

/// One request to 127.0.0.1:`port`, as a browser or a branch would send it. Status 0: no answer.
WebAnswer ask(std::uint16_t port, const std::string& method, const std::string& path, const std::string& body = "",
              const std::vector<std::string>& headers = {});

}  // namespace menting::tests
