#include "base/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace menting::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_dotted_quad(std::string_view text) {
  int parts = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || part.size() > 3 || error != std::errc() || end != part.data() + part.size() || value > 255) {
      return false;
    }
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    text.remove_prefix(dot + 1);
  }
}

constexpr int ipv4_prefix_bits = 96;

std::optional<std::array<unsigned char, 16>> bytes_of(std::string_view host) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(host);
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes = {};
  bytes[10] = 0xFF;
  bytes[11] = 0xFF;
  if (inet_pton(AF_INET, text.c_str(), &bytes[12]) == 1) return bytes;
  return std::nullopt;
}

bool begin_alike(const std::array<unsigned char, 16>& a, const std::array<unsigned char, 16>& b, int bits) {
  for (std::size_t i = 0; bits > 0 && i < a.size(); ++i, bits -= 8) {
    const unsigned mask = bits >= 8 ? 0xFFU : (0xFFU << static_cast<unsigned>(8 - bits)) & 0xFFU;
    if (((a.at(i) ^ b.at(i)) & mask) != 0) return false;
  }
  return true;
}

}  // namespace

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  const auto bytes = bytes_of(host);
  if (!bytes) return std::nullopt;
  const int before = host.find(':') == std::string_view::npos ? ipv4_prefix_bits : 0;
  Network network{*bytes, 128};
  if (slash != std::string_view::npos) {
    const std::string_view length = text.substr(slash + 1);
    int bits = -1;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (error != std::errc() || end != length.data() + length.size() || bits < 0 || bits > 128 - before) {
      return std::nullopt;
    }
    network.bits = before + bits;
  }
  return network;
}

bool contains(const Network& network, std::string_view host) {
  const auto bytes = bytes_of(host);
  return bytes && begin_alike(*bytes, network.address, network.bits);
}

std::optional<Address> parse_address(std::string_view text) {
  Address address;
  std::size_t colon = 0;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close + 1 >= text.size() || text[close + 1] != ':') return std::nullopt;
    address.host = std::string(text.substr(1, close - 1));
    if (address.host.find(':') == std::string::npos) return std::nullopt;
    colon = close + 1;
  } else {
    colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) return std::nullopt;
    address.host = std::string(text.substr(0, colon));
  }
  const bool odd = std::any_of(address.host.begin(), address.host.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '@' || c == '[' || c == ']';
  });
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (address.host.empty() || odd || error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  return address;
}

bool is_loopback(std::string_view host) {
  const std::string name = lower(host);
  if (name == "localhost" || name == "::1") return true;
  return name.starts_with("127.") && is_dotted_quad(name);
}

std::string host_name(std::string_view host_header) {
  if (host_header.starts_with('[')) {
    const std::size_t close = host_header.find(']');
    if (close == std::string_view::npos) return {};
    return lower(host_header.substr(1, close - 1));
  }
  return lower(host_header.substr(0, host_header.find(':')));
}

}  // namespace menting::http
