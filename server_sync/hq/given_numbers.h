#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/wire/given_number.h"

namespace menting::hq {

/// The highest number of each day and service in what came from the branch since then, whatever the journal: what a
/// branch whose file was put back to an older state no longer knows to be given out. Looks at the newest events only.
std::vector<wire::GivenNumber> given_numbers(sql::Connection& connection, const std::string& branch,
                                             std::int64_t received_since_ms);

}  // namespace menting::hq
