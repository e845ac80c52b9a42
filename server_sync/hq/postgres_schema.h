#pragma once

#include <cstdint>
#include <string>

namespace menting::hq::sql {

/// A step of the schema in PostgreSQL's words: its types, no table options of SQLite.
std::string in_postgres(const std::string& sqlite_sql);

/// A month of the calendar, UTC, whose events are in a partition of their own.
struct Month {
  std::string partition;  ///< event_batch_2026_11
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;  ///< the beginning of the next
};
Month month_of(std::int64_t at_ms);
/// Makes the partition when it is not there.
std::string partition_sql(const Month& month);

}  // namespace menting::hq::sql
