#pragma once

#include <cstdint>
#include <functional>

#include "server_sync/hq/sql.h"

namespace menting::bench {

struct YearSize {
  int branches = 10'000;
  int days = 365;  ///< until today
};

/// A chain that has been open for so long: its branches in five regions and four tiers, the sums of every day by
/// service, hour, counter and clerk, and what they are at now. Made by the database itself, without events, so verify
/// finds them missing. `tell` hears how many branches are there.
void make_year(hq::sql::Connection& connection, const YearSize& size, std::int64_t now_ms,
               const std::function<void(int)>& tell);

}  // namespace menting::bench
