#pragma once

#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// Fills in what each branch said of itself last; those that never did stay as they are. In the caller's transaction.
void add_branch_now(sql::Connection& connection, std::vector<BranchNow>& branches);

}  // namespace menting::hq
