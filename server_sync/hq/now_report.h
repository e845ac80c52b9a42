#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// Takes what a branch says of how it is (`POST /sync/v1/now`): keeps it, with the slips that phones look at and the
/// answers to what customers asked. Returns the answer, JSON: `url`, which slips are looked at, what is asked. In the
/// caller's transaction. Throws std::invalid_argument, naming the field, for a document that is none.
std::string take_now(sql::Connection& sql, const std::string& branch, const std::string& document,
                     const std::string& public_url, std::int64_t now_ms);

}  // namespace menting::hq
