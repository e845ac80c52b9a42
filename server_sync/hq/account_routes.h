#pragma once

#include "server_sync/hq/router.h"
#include "server_sync/hq/second_factor.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// One's own sessions and second factor, and for the administrator the list of people. `encrypted`: cookies are for
/// https alone.
void add_account_routes(Router& router, const Settings& settings, const SecondFactor& factor, bool encrypted);

}  // namespace menting::hq
