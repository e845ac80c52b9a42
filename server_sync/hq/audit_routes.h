#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

/// The audit trail, for the administrator.
void add_audit_routes(Router& router, const Settings& settings);

}  // namespace menting::hq
