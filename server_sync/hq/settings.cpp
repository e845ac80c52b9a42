#include "server_sync/hq/settings.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/http/address.h"
#include "base/toml/reader.h"
#include "server_sync/hq/fleet.h"
#include "server_sync/hq/web_address.h"

namespace menting::hq {
namespace {

using toml_reader::Table;

constexpr std::size_t token_length_min = 16;
constexpr std::array<std::string_view, 4> role_names = {"viewer", "quality", "operations", "administrator"};

void read_network(Table& root, Settings& settings) {
  if (auto listen = root.string("listen")) {
    settings.listen = *listen;
    if (!http::parse_address(*listen)) root.fault("listen", "write an address and a port, such as \"127.0.0.1:8480\"");
  }
  if (auto url = root.string("public_url")) {
    settings.public_url = *url;
    if (!parse_web_address(*url)) {
      root.fault("public_url", "write where browsers reach this program, such as \"https://hq.example.com\"");
    }
  }
}

/// Beside the configuration, unless it is written out in full.
std::string beside(const std::string& file, const std::string& name) {
  return (std::filesystem::path(file).parent_path() / name).string();
}

void read_tls(Table& root, const std::string& file, Settings& settings) {
  auto tls = root.table("tls");
  if (!tls) return;
  for (const auto& [key, into] :
       {std::pair("certificate", &settings.tls.certificate), std::pair("key", &settings.tls.key)}) {
    const auto name = tls->string(key);
    if (name && !name->empty()) {
      *into = beside(file, *name);
    } else if (name || !tls->has(key)) {
      tls->fault(key, "write the name of a PEM file; both are needed");
    }
  }
  tls->finish();
}

std::vector<http::Network> networks(Table& table, const std::string& key) {
  std::vector<http::Network> found;
  for (const std::string& text : table.strings(key)) {
    if (const auto network = http::parse_network(text)) {
      found.push_back(*network);
    } else {
      table.fault(key, "\"" + text + "\" is no address: write such as \"10.1.2.3\" or \"10.0.0.0/8\"");
    }
  }
  return found;
}

void read_metrics(Table& root, Settings& settings) {
  auto metrics = root.table("metrics");
  if (!metrics) return;
  settings.metrics_allow = networks(*metrics, "allow");
  if (const auto token = metrics->string("token")) {
    settings.metrics_token = *token;
    if (token->size() < token_length_min) metrics->fault("token", "write at least 16 characters that nobody guesses");
  }
  metrics->finish();
}

void read_database(Table& root, Settings& settings) {
  const auto database = root.string("database");
  if (!database) return;
  if (*database == "sqlite" || database->starts_with("postgresql://") || database->starts_with("postgres://")) {
    settings.database = *database;
  } else {
    root.fault("database", "write \"sqlite\", or where PostgreSQL is: \"postgresql://user:password@host/database\"");
  }
}

void check_roles(Table& table, const std::string& key, const std::vector<std::string>& roles) {
  for (const std::string& role : roles) {
    if (std::find(role_names.begin(), role_names.end(), role) == role_names.end()) {
      table.fault(key, "\"" + role + "\" is no role: choose from viewer, quality, operations, administrator");
    }
  }
}

void read_user(Table& table, std::set<std::string>& ids, Settings& settings) {
  User user;
  if (auto id = table.string("id"); !id) {
    if (!table.has("id")) table.missing("id", "write the name this person signs in with");
  } else if (id->empty() || id->size() > 64) {
    table.fault("id", "write 1 to 64 bytes");
  } else if (!ids.insert(*id).second) {
    table.fault("id", "\"" + *id + "\" is there twice: give every user another one");
  } else {
    user.id = *id;
  }
  user.name = table.string("name").value_or(user.id);
  user.roles = table.strings("roles");
  if (!table.has("roles")) table.missing("roles", "write a list, such as [\"viewer\"]");
  check_roles(table, "roles", user.roles);
  user.regions = table.strings("regions");
  if (table.has("regions") && user.regions.empty()) {
    table.fault("regions", "name at least one, such as [\"华北\"]; leave it out for somebody who sees all");
  }
  for (const std::string& region : user.regions) {
    if (!is_plain_text(region, branch_group_bytes_max)) {
      table.fault("regions", "a region is a text of 1 to 64 bytes, as in: menting-hq branch add … --region 华北");
    }
  }
  if (auto hash = table.string("password_hash"); !hash) {
    if (!table.has("password_hash")) table.missing("password_hash", "make one with: menting-hq hash-password");
  } else if (!crypto::is_password_hash(*hash)) {
    table.fault("password_hash", "is not a password's hash: make one with: menting-hq hash-password");
  } else {
    user.password_hash = *hash;
  }
  table.finish();
  settings.users.push_back(std::move(user));
}

}  // namespace

const User* Settings::user(std::string_view id) const {
  const auto found = std::find_if(users.begin(), users.end(), [id](const User& user) { return user.id == id; });
  return found == users.end() ? nullptr : &*found;
}

bool Settings::requires_totp(const User& user) const {
  return std::any_of(totp_roles.begin(), totp_roles.end(), [&](const std::string& role) {
    return std::find(user.roles.begin(), user.roles.end(), role) != user.roles.end();
  });
}

std::string Settings::address() const {
  if (public_url.empty()) return (encrypts() ? "https://" : "http://") + listen;
  return public_url.ends_with('/') ? public_url.substr(0, public_url.size() - 1) : public_url;
}

Loaded load(const std::string& file) {
  Loaded loaded;
  toml_reader::Faults faults;
  if (auto root = toml_reader::open(file, faults)) {
    read_network(*root, loaded.settings);
    read_tls(*root, file, loaded.settings);
    loaded.settings.trusted_proxies = networks(*root, "trusted_proxies");
    read_metrics(*root, loaded.settings);
    read_database(*root, loaded.settings);
    loaded.settings.totp_roles = root->strings("require_totp");
    check_roles(*root, "require_totp", loaded.settings.totp_roles);
    std::set<std::string> ids;
    for (Table& table : root->tables("user")) read_user(table, ids, loaded.settings);
    if (!root->has("user")) root->missing("user", "write at least one [[user]], or nobody can sign in");
    root->finish();
  }
  loaded.faults = std::move(faults.lines);
  return loaded;
}

}  // namespace menting::hq
