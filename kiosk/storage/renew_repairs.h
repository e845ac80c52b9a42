#pragma once

#include "base/sqlite/database.h"

namespace menting::storage {

/// Writes the rows of repair orders and loaners again from their events where an earlier version wrote them with fewer
/// fields.
void renew_repairs(sqlite::Database& database);

}  // namespace menting::storage
