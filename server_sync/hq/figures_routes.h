#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// The reports on waits, service and ratings.
void add_report_routes(Router& router);

}  // namespace menting::hq
