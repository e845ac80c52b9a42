#pragma once

#include <cstdint>
#include <string>

#include "base/sqlite/database.h"

namespace menting::storage {

/// A new empty journal with this number, in the open transaction; its id. `begun_by`: fork or restore.
std::string begin_journal(sqlite::Database& database, std::int64_t number, const std::string& begun_by,
                          std::int64_t at_ms);

/// Moves what journal `id` has behind event `common_seq` into a new journal right after it, in the open transaction:
/// the same events in the same order, chained anew. False: there is nothing behind it, or no such journal, and nothing
/// was changed.
bool fork_journal(sqlite::Database& database, const std::string& id, std::int64_t common_seq, std::int64_t at_ms);

}  // namespace menting::storage
