#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/http/address.h"
#include "base/http/server.h"

namespace menting::hq {

struct User {
  std::string id;
  std::string name;
  std::vector<std::string> roles;  ///< viewer, quality, operations, administrator
  std::string password_hash;
  std::vector<std::string> regions{};  ///< the only ones whose branches this person sees; empty: all
};

/// Everything headquarters' configuration file says. config/hq.toml.example explains each key.
struct Settings {
  std::string listen = "127.0.0.1:8480";
  std::string public_url;           ///< how browsers and branches reach it; empty: as it listens
  std::string database = "sqlite";  ///< or "postgresql://…", where everything is kept
  http::TlsFiles tls;               ///< empty: plain HTTP
  /// Web servers in front, beside those on this machine: whom they name in X-Forwarded-For is believed.
  std::vector<http::Network> trusted_proxies;
  std::vector<http::Network> metrics_allow;  ///< who may read /metrics beside this machine
  std::string metrics_token;                 ///< or with "Authorization: Bearer …"; empty: nobody
  std::vector<User> users;
  std::vector<std::string> totp_roles;  ///< who has one of these roles needs a second factor

  const User* user(std::string_view id) const;
  bool requires_totp(const User& user) const;
  bool encrypts() const { return !tls.certificate.empty(); }
  /// How it is reached, with a scheme and without a final slash.
  std::string address() const;
  /// Where customers' phones reach it; empty: nowhere that is known.
  std::string public_page() const { return public_url.empty() ? std::string() : address(); }
};

struct Loaded {
  Settings settings;
  std::vector<std::string> faults;  ///< one line each: file, key, what is wrong and what to write; empty: fine
};

/// Reads and checks the whole file; every fault in one go.
Loaded load(const std::string& file);

}  // namespace menting::hq
