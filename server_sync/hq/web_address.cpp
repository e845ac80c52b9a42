#include "server_sync/hq/web_address.h"

#include "base/http/address.h"

namespace menting::hq {

std::optional<WebAddress> parse_web_address(std::string_view url) {
  WebAddress address;
  if (url.starts_with("https://")) {
    address.encrypted = true;
    url.remove_prefix(8);
  } else if (url.starts_with("http://")) {
    url.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  if (url.ends_with('/')) url.remove_suffix(1);
  if (url.empty() || url.find_first_of("/@?# \\\"'<>") != std::string_view::npos) return std::nullopt;
  for (const char c : url) address.authority += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  address.host = http::host_name(url);
  if (address.host.empty()) return std::nullopt;
  return address;
}

}  // namespace menting::hq
