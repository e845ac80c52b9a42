#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sqlite/database.h"
#include "kiosk/desk/journal.h"

namespace menting::storage {

/// In the caller's transaction; sealed with the branch's `key`, so that it may hold what is nobody else's business.
void write_directive(sqlite::Database& database, const std::string& key, const desk::KeptDirective& directive,
                     std::int64_t at_ms);

/// What is kept, by name; also before the branch is open, and empty where it never was. One that cannot be opened is
/// left out: headquarters sends it anew. Throws std::runtime_error when the database cannot be read.
std::vector<desk::KeptDirective> read_directives(const std::string& data_folder);

}  // namespace menting::storage
