#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/http/address.h"
#include "kiosk/settings/sections.h"

/// What the branch is reached by and reaches: its own address, the scanner, headquarters.
namespace menting::settings {
namespace {

/// A name or an address as a browser's Host header has it, without port.
bool is_host(const std::string& text) {
  if (text.empty() || text.size() > 253) return false;
  const bool ipv6 = std::count(text.begin(), text.end(), ':') > 1;
  return std::all_of(text.begin(), text.end(), [ipv6](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_' || (ipv6 && c == ':');
  });
}

/// "1234:abcd", as lsusb prints a device's vendor and product.
bool is_usb_id(const std::string& text) {
  const auto hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  return text.size() == 9 && text[4] == ':' && std::count_if(text.begin(), text.end(), hex) == 8;
}

/// What follows `scheme` in `url`; none when it does not begin with it.
std::optional<std::string> after(const std::string& url, const std::string& scheme) {
  if (url.rfind(scheme, 0) != 0) return std::nullopt;
  return url.substr(scheme.size());
}

void check_hq_url(toml_reader::Table& hq, const std::string& url, Settings& settings) {
  const auto secure = after(url, "https://");
  const auto plain = after(url, "http://");
  const auto host = secure ? host_of(*secure) : plain ? host_of(*plain) : std::nullopt;
  if (!host || url.find_first_of("?#") != std::string::npos) {
    return hq.fault("url", fmt::format("\"{}\" is not an address of headquarters; write such as "
                                       "\"https://hq.example.com\"",
                                       url));
  }
  if (plain && !http::is_loopback(*host)) {
    return hq.fault("url", fmt::format("http:// is not encrypted and goes only to this machine itself, not to \"{}\"; "
                                       "write https://",
                                       *host));
  }
  if (plain && !settings.hq_allow_plain_http) {
    return hq.fault("url",
                    "http:// is not encrypted; write https://, or for a trial on one machine also "
                    "allow_plain_http = true");
  }
  settings.hq_url = url;
  while (settings.hq_url.back() == '/') settings.hq_url.pop_back();
}

}  // namespace

std::optional<std::string> host_of(const std::string& rest) {
  const std::string authority = rest.substr(0, rest.find('/'));
  if (authority.empty() || authority.find_first_of(" @?#") != std::string::npos) return std::nullopt;
  const bool bracketed = authority.front() == '[';
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string::npos && (!bracketed || authority.find(']') < colon);
  const auto address = http::parse_address(has_port ? authority : authority + ":443");
  if (!address || address->port == 0) return std::nullopt;
  return address->host;
}

void read_lan(toml_reader::Table& root, Settings& settings) {
  auto lan = root.table("lan");
  if (!lan) return;
  if (const auto listen = lan->string("listen")) {
    if (!http::parse_address(*listen)) {
      lan->fault("listen",
                 fmt::format("\"{}\" is not HOST:PORT; write such as \"127.0.0.1:8470\" or \"0.0.0.0:8470\"", *listen));
    } else {
      settings.listen = *listen;
    }
  }
  for (const auto& host : lan->strings("allowed_hosts")) {
    if (!is_host(host)) {
      lan->fault("allowed_hosts", fmt::format("\"{}\" is not a host; write a name or an address without port, such as "
                                              "\"hall.example.com\"",
                                              host));
    } else {
      settings.allowed_hosts.push_back(host);
    }
  }
  lan->finish();
}

void read_scanner(toml_reader::Table& root, Settings& settings) {
  auto scanner = root.table("scanner");
  if (!scanner) return;
  if (!scanner->has("usb_id")) {
    scanner->missing("usb_id", "write usb_id = \"1234:abcd\", as lsusb shows it, or take [scanner] out");
  } else if (auto id = scanner->string("usb_id")) {
    if (!is_usb_id(*id)) {
      scanner->fault("usb_id", fmt::format("\"{}\" is not a USB id; write vendor and product as lsusb shows them, such "
                                           "as \"1234:abcd\"",
                                           *id));
    } else {
      std::transform(id->begin(), id->end(), id->begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      settings.scanner_usb_id = *id;
    }
  }
  scanner->finish();
}

void read_hq(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings) {
  auto hq = root.table("hq");
  if (!hq) return;
  if (const auto allow = hq->boolean("allow_plain_http")) settings.hq_allow_plain_http = *allow;
  if (const auto days = hq->integer("key_days", 0, 3650)) settings.hq_key_days = static_cast<int>(*days);
  if (const auto ca = hq->string("ca"); ca && !ca->empty()) settings.hq_ca = absolute(folder, *ca);
  if (!hq->has("url")) {
    hq->missing("url", "write url = \"https://…\", or take [hq] out for a branch on its own");
  } else if (const auto url = hq->string("url")) {
    check_hq_url(*hq, *url, settings);
  }
  hq->finish();
}

}  // namespace menting::settings
