#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace menting::http {

struct Address {
  std::string host;  ///< without brackets
  std::uint16_t port = 0;
};

/// Addresses that begin alike, IPv4 ones as IPv6 has them (::ffff:10.0.0.0).
struct Network {
  std::array<unsigned char, 16> address{};
  int bits = 0;
  bool operator==(const Network&) const = default;
};

/// "10.0.0.0/8", "192.168.1.7", "fd00::/8"; none when it is not of that form.
std::optional<Network> parse_network(std::string_view text);
/// False for a host that is no IP address.
bool contains(const Network& network, std::string_view host);

/// "127.0.0.1:8470", "[::1]:8470", "name:80"; none when it is not of that form.
std::optional<Address> parse_address(std::string_view text);
/// 127.0.0.0/8, ::1, "localhost".
bool is_loopback(std::string_view host);
/// The host of a Host header, lower case, without port and brackets.
std::string host_name(std::string_view host_header);

}  // namespace menting::http
