#include "server_sync/hq/open_store.h"

#include <sys/stat.h>

#include <filesystem>
#include <stdexcept>

#include "server_sync/hq/open_connection.h"
#include "server_sync/hq/postgres_sql.h"
#include "server_sync/hq/schema.h"
#include "server_sync/hq/sqlite_sql.h"

namespace menting::hq {

std::string database_file(const std::string& data_folder) {
  std::error_code error;
  if (!std::filesystem::exists(data_folder)) {
    if (std::filesystem::create_directories(data_folder, error)) chmod(data_folder.c_str(), 0700);
  }
  if (!std::filesystem::is_directory(data_folder)) {
    throw std::runtime_error("cannot make the data folder " + data_folder + (error ? ": " + error.message() : "") +
                             "; name another one with --data");
  }
  return (std::filesystem::path(data_folder) / "hq.db").string();
}

std::unique_ptr<sql::Connection> open_connection(const Place& place) {
  if (place.in_one_file()) return sql::open_sqlite(database_file(place.data_folder), schema_steps());
  return sql::open_postgres(place.database, schema_steps());
}

std::unique_ptr<SqlStore> open_store(const Place& place) {
  return std::make_unique<SqlStore>(open_connection(place));
}

}  // namespace menting::hq
