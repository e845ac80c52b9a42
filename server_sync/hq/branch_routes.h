#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// The fleet: its list, one branch, and the report on repairs.
void add_branch_routes(Router& router);

}  // namespace menting::hq
