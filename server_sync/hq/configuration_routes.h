#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// Configuration documents by scope and version, their roll-out, and what a branch has.
void add_configuration_routes(Router& router);

}  // namespace menting::hq
