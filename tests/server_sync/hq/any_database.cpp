#include "tests/server_sync/hq/any_database.h"

#include "server_sync/hq/postgres_sql.h"
#include "server_sync/hq/sqlite_sql.h"
#include "tests/support/postgres_server.h"

namespace menting::tests {

AnyDatabase::AnyDatabase(Kind kind) {
  place_.data_folder = folder_.path().string();
  if (kind == Kind::postgresql) place_.database = shared_postgres().new_database();
}

std::unique_ptr<hq::sql::Connection> AnyDatabase::connect() const {
  if (place_.in_one_file()) return hq::sql::open_sqlite(folder_.file("hq.db"), hq::schema_steps());
  return hq::sql::open_postgres(place_.database, hq::schema_steps());
}

std::int64_t AnyDatabase::number(const std::string& sql) const {
  const auto connection = connect();
  auto& found = connection->statement(sql);
  if (!found.step()) throw std::runtime_error("no row for " + sql);
  return found.integer(0);
}

}  // namespace menting::tests
