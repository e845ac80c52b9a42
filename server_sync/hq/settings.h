#pragma once

#include <string>
#include <vector>

namespace menting::hq {

struct User {
  std::string id;
  std::string name;
  std::vector<std::string> roles;  ///< viewer, quality, operations, administrator
  std::string password_hash;
};

/// Everything headquarters' configuration file says. config/hq.toml.example explains each key.
struct Settings {
  std::string listen = "127.0.0.1:8480";
  std::string public_url;           ///< how browsers and branches reach it; empty: as it listens
  std::string database = "sqlite";  ///< or "postgresql://…", where everything is kept
  std::vector<User> users;
};

struct Loaded {
  Settings settings;
  std::vector<std::string> faults;  ///< one line each: file, key, what is wrong and what to write; empty: fine
};

/// Reads and checks the whole file; every fault in one go.
Loaded load(const std::string& file);

}  // namespace menting::hq
