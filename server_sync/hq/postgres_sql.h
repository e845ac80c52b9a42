#pragma once

#include <memory>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq::sql {

/// A PostgreSQL database, as "postgresql://…" names it. A lost connection is made again by the next begin, or by the
/// next statement outside of a transaction. Many connections, in as many processes, may work side by side.
std::unique_ptr<Connection> open_postgres(const std::string& url, std::span<const Step> steps);

}  // namespace menting::hq::sql
