#pragma once

#include <memory>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq::sql {

/// One SQLite file: WAL, synchronous FULL; made when it is missing. Several connections, in one process or more, may
/// have it open.
std::unique_ptr<Connection> open_sqlite(const std::string& file, std::span<const Step> steps);

}  // namespace menting::hq::sql
