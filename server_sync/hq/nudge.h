#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// Tells a branch where customers' pages are and that something waits for it in the answer to `now`: by the directive
/// `phone`, which reaches it within a second. In the caller's transaction.
void nudge_branch(sql::Connection& sql, const std::string& branch, const std::string& public_url, std::int64_t now_ms);

}  // namespace menting::hq
