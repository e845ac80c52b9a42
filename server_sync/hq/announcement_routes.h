#pragma once

#include "server_sync/hq/router.h"

namespace menting::hq {

class Inbox;

/// Announcements and their pictures, which branches fetch by name.
void add_announcement_routes(Router& router, const Settings& settings, Inbox& inbox);

}  // namespace menting::hq
