#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// What a branch said of itself last: its queues, counters, device and configuration.
void add_branch_now_routes(Router& router);

}  // namespace menting::hq
