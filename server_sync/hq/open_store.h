#pragma once

#include <memory>
#include <string>

#include "server_sync/hq/sql_store.h"

namespace menting::hq {

/// Where headquarters keeps its data.
struct Place {
  std::string database = "sqlite";  ///< or "postgresql://…"
  std::string data_folder;          ///< hq.db and the keys; made when it is missing

  bool in_one_file() const { return database == "sqlite"; }
};

/// Opens the database, or makes it, and brings its schema up to date. Throws std::runtime_error with a message for
/// people.
std::unique_ptr<SqlStore> open_store(const Place& place);

/// `data_folder`/hq.db; makes the folder (mode 0700) when it is missing.
std::string database_file(const std::string& data_folder);

}  // namespace menting::hq
