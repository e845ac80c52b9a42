#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sqlite/database.h"
#include "kiosk/domain/branch.h"

namespace menting::storage {

/// The state rows as the branch's state: all counters, numbers and runs, the config digest, the time of the newest
/// event, the loaners, the repairs whose personal data is kept or that ended a month before `since` or later, and the
/// tickets that are active or of `since` and later (day 0: every one). Numbers are at least those of
/// `number_floor` unless `with_floors` is false. Throws std::runtime_error for values the program does not know.
domain::BranchState read_state(sqlite::Database& database, domain::BusinessDay since, bool with_floors = true);

/// The tickets of the days from `from` until before `before`, added up one by one.
domain::History read_history(sqlite::Database& database, domain::BusinessDay from, domain::BusinessDay before);

/// The orders opened on the days from `from` to `to`, both included, oldest first.
std::vector<domain::RepairOrder> read_repairs(sqlite::Database& database, domain::BusinessDay from,
                                              domain::BusinessDay to);

/// A row of `SELECT kind, version, at_ms, body FROM event` as the event it was. Throws std::runtime_error.
domain::Event event_at(const sqlite::Statement& row);

struct NewestJournal {
  std::int64_t number = 0;  ///< 0: there is none yet
  std::string id;
  std::int64_t acked = 0;
  std::int64_t seq = 0;           ///< 0: no event yet
  std::string hash;               ///< what the next event is chained to
  std::int64_t forked_at_ms = 0;  ///< when a journal was begun last for a fork; 0: never
};
NewestJournal read_newest_journal(sqlite::Database& database);

}  // namespace menting::storage
