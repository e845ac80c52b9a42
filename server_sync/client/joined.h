#pragma once

#include <optional>

#include "server_sync/client/enrolment.h"
#include "server_sync/client/signed_post.h"
#include "server_sync/client/sync_loop.h"

namespace menting::sync {

/// As whom and where headquarters is asked.
struct Joined {
  Enrolment enrolment;
  Place place;
};

/// What the configuration says goes before what the enrolment says. None when this branch has not joined. Throws
/// std::runtime_error with what to correct.
std::optional<Joined> read_joined(const SyncSettings& settings);

}  // namespace menting::sync
