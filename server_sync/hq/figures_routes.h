#pragma once

#include "server_sync/hq/chain_keeper.h"
#include "server_sync/hq/router.h"

namespace menting::hq {

/// The reports on waits, service and ratings.
void add_report_routes(Router& router);
/// The overview. `keeper` outlives the router's jobs.
void add_overview_route(Router& router, ChainKeeper& keeper);

}  // namespace menting::hq
