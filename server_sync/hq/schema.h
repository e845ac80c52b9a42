#pragma once

#include <span>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// The steps from an empty database to the newest schema of headquarters.
std::span<const sql::Step> schema_steps();

}  // namespace menting::hq
