#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace menting::http {

struct Address {
  std::string host;  ///< without brackets
  std::uint16_t port = 0;
};

/// "127.0.0.1:8470", "[::1]:8470", "name:80"; none when it is not of that form.
std::optional<Address> parse_address(std::string_view text);
/// 127.0.0.0/8, ::1, "localhost".
bool is_loopback(std::string_view host);
/// The host of a Host header, lower case, without port and brackets.
std::string host_name(std::string_view host_header);

}  // namespace menting::http
