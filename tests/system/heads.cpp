#include "tests/system/heads.h"

#include <algorithm>
#include <filesystem>

#include "base/postgres/connection.h"
#include "base/sqlite/database.h"
#include "tests/support/postgres_server.h"

namespace menting::tests {

Heads::Heads(On on) : on_(on) {
  if (on_ == On::postgresql) {
    // PostgreSQL's own programs run as its own user.
    std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);
    database_ = shared_postgres().new_database();
  }
  for (int i = 0; i < (on_ == On::postgresql ? 2 : 1); ++i) heads_.push_back(std::make_unique<Head>(database_));
}

void Heads::open() {
  for (const auto& head : heads_) head->open();
}

void Heads::kill() {
  for (const auto& head : heads_) head->kill();
}

int Heads::close() {
  int worst = 0;
  for (const auto& head : heads_) worst = std::max(worst, head->close());
  return worst;
}

std::uint16_t Heads::port() {
  return heads_[turn_++ % heads_.size()]->port();
}

void Heads::back_up() {
  if (on_ == On::sqlite) {
    sqlite::Database(heads_.front()->database(), sqlite::Access::read_only).copy_to(folder_.file("yesterday"));
  } else {
    shared_postgres().run("pg_dump", {"-Fc", "-f", folder_.file("yesterday"), "-d", database_});
  }
}

void Heads::put_back() {
  if (on_ == On::sqlite) {
    const std::string file = heads_.front()->database();
    for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(file + part);
    std::filesystem::copy_file(folder_.file("yesterday"), file);
  } else {
    database_ = shared_postgres().new_database();
    shared_postgres().run("pg_restore", {"-d", database_, folder_.file("yesterday")});
    for (const auto& head : heads_) head->use(database_);
  }
}

std::int64_t Heads::event_count() const {
  if (on_ == On::postgresql) {
    return postgres::Connection(database_)
        .run("SELECT coalesce(sum(json_array_length(events::json)), 0)::bigint FROM event_batch")
        .integer(0, 0);
  }
  return sqlite::Database(heads_.front()->database(), sqlite::Access::read_only)
      .value("SELECT coalesce(sum(json_array_length(events)), 0) FROM event_batch");
}

}  // namespace menting::tests
