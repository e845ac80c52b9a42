#pragma once

#include <string>
#include <vector>

#include "base/sqlite/database.h"

namespace menting::storage {

/// What `PRAGMA integrity_check` says; empty when the file is sound.
std::vector<std::string> integrity_faults(sqlite::Database& database);

/// Throws std::runtime_error unless this is a sound database of a branch; `file` is named in the message.
void require_branch_database(sqlite::Database& database, const std::string& file);

}  // namespace menting::storage
