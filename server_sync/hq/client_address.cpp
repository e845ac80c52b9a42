#include "server_sync/hq/client_address.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/http/address.h"

namespace menting::hq {
namespace {

bool is_forwarded_for(std::string_view name) {
  constexpr std::string_view wanted = "x-forwarded-for";
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(), [](char given, char lower) {
    return (given >= 'A' && given <= 'Z' ? given + 32 : given) == lower;
  });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_address(std::string_view text) {
  constexpr std::size_t longest = 45;
  return !text.empty() && text.size() <= longest &&
         text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
}

bool is_trusted(const http::Request& request, const std::vector<http::Network>& trusted) {
  return request.loopback || std::any_of(trusted.begin(), trusted.end(), [&](const http::Network& network) {
           return http::contains(network, request.remote);
         });
}

std::string_view last_element(const http::Request& request) {
  // The last line's last element: some servers add a line of their own to what the client sent.
  std::string_view last;
  for (const auto& [name, value] : request.headers) {
    if (is_forwarded_for(name)) last = value;
  }
  return trimmed(last.substr(last.rfind(',') + 1));
}

}  // namespace

std::string client_address(const http::Request& request, const std::vector<http::Network>& trusted) {
  if (!is_trusted(request, trusted)) return request.remote;
  std::string_view last = last_element(request);
  if (const auto with_port = http::parse_address(last); with_port && is_address(with_port->host)) {
    return with_port->host;
  }
  if (last.size() > 2 && last.front() == '[' && last.back() == ']') last = last.substr(1, last.size() - 2);
  return is_address(last) ? std::string(last) : request.remote;
}

bool was_forwarded(const http::Request& request) {
  constexpr std::array<std::string_view, 4> signs = {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"};
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view name) { return !request.header(name).empty(); });
}

}  // namespace menting::hq
