#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// Where a branch is. Degrees in millionths.
struct BranchPlace {
  std::optional<std::int64_t> latitude;
  std::optional<std::int64_t> longitude;
  std::string address = "{}";  ///< JSON, by language
};

std::map<std::string, BranchPlace> places(sql::Connection& connection);
BranchPlace place_of(sql::Connection& connection, const std::string& branch);
void save_place(sql::Connection& connection, const std::string& branch, const BranchPlace& place);

/// As the crow flies. Both have a place.
double metres_between(const BranchPlace& a, const BranchPlace& b);

}  // namespace menting::hq
