#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// Where a branch is: what tells which halls are near each other.
void add_place_routes(Router& router);

}  // namespace menting::hq
