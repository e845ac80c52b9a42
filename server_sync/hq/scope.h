#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// What somebody of these regions may see, to stand behind a WHERE: " AND branch IN (SELECT id FROM branch WHERE region
/// IN (…))" for the column `branch`, which may be "r.branch". Empty, that is everything, without regions.
std::string scope_sql(const std::vector<std::string>& regions, std::string_view column);

/// There is such a branch, and it is in one of the regions; without regions in any.
bool in_scope(sql::Connection& connection, const std::vector<std::string>& regions, const std::string& branch);

}  // namespace menting::hq
