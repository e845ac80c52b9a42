#pragma once

#include <string>

#include "server_sync/hq/schema.h"
#include "server_sync/hq/sql_store.h"
#include "server_sync/hq/sqlite_sql.h"

namespace menting::hq {

/// The store in one SQLite file, made when it is missing. One that is newer than the program throws and stays as it is.
class SqliteStore : public SqlStore {
 public:
  explicit SqliteStore(const std::string& file) : SqlStore(sql::open_sqlite(file, schema_steps())) {}
};

}  // namespace menting::hq
