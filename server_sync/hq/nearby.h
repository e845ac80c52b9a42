#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// A hall that somebody may go to instead.
struct NearbyHall {
  std::string branch;
  std::string name;     ///< JSON, by language
  std::string address;  ///< the same
  int metres = 0;
  int minutes = 0;  ///< at most so long the wait is there
  std::int64_t at_ms = 0;
};

/// By a service's group, the nearest first.
using NearbyHalls = std::map<std::string, std::vector<NearbyHall>>;

/// For every branch whose place is known: up to three open halls within walking distance whose wait is shorter.
std::map<std::string, NearbyHalls> find_nearby(sql::Connection& connection, std::int64_t now_ms);

std::string nearby_json(const NearbyHalls& halls, std::int64_t now_ms);
/// Whether a branch that was told `before` (the directive's body, or empty) should be told these: other halls, another
/// wait by a quarter and three minutes, or its figures are about to be too old to show.
bool is_news(const std::string& before, const NearbyHalls& halls, std::int64_t now_ms);

/// Tells every branch that should hear of it. In the caller's transaction.
void send_nearby(sql::Connection& connection, const std::map<std::string, NearbyHalls>& all, std::int64_t now_ms);

}  // namespace menting::hq
