#include "server_sync/hq/gate.h"

#include "base/http/address.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/web_address.h"

namespace menting::hq {
namespace {

std::string origin_of(const WebAddress& address) {
  return (address.encrypted ? "https://" : "http://") + address.authority;
}

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

}  // namespace

Gate::Gate(const Settings& settings) : encrypted_(settings.encrypts()) {
  if (const auto listen = http::parse_address(settings.listen)) hosts_.insert(http::host_name(listen->host));
  if (const auto url = parse_web_address(settings.public_url)) {
    hosts_.insert(url->host);
    own_origin_ = origin_of(*url);
    encrypted_ = encrypted_ || url->encrypted;
  }
}

std::optional<http::Response> Gate::refusal(const http::Request& request) const {
  const std::string host = http::host_name(request.header("Host"));
  if (!http::is_loopback(host) && !hosts_.contains(host)) {
    return refuse(request, 421, "unknown_host",
                  {"总部不以这个主机名提供服务：请在 hq.toml 的 public_url 中写上它。",
                   "Headquarters does not answer under this host name: write it as public_url in hq.toml."});
  }
  const std::string_view origin = request.header("Origin");
  if (is_safe(request.method) || origin.empty()) return std::nullopt;
  const auto from = parse_web_address(origin);
  const auto own = parse_web_address("http://" + std::string(request.header("Host")));
  // Behind a server that holds the certificate the scheme differs; host and port do not.
  const bool same = from && ((own && from->authority == own->authority) || origin_of(*from) == own_origin_);
  if (same) return std::nullopt;
  return refuse(request, 403, "foreign_origin",
                {"请求来自别的网站，已拒绝。", "The request came from another site and was refused."});
}

}  // namespace menting::hq
