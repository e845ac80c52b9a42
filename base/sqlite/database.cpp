#include "base/sqlite/database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "base/sqlite/fault.h"

namespace menting::sqlite {
namespace {

constexpr int busy_timeout_ms = 5'000;

int open_flags(Access access) {
  switch (access) {
    case Access::read_write:
      return SQLITE_OPEN_READWRITE;
    case Access::read_write_create:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::read_only:
      return SQLITE_OPEN_READONLY;
  }
  return 0;
}

/// Makes the empty file of a new database for this user alone, before SQLite would make it for everybody; its log gets
/// the same mode. False: it is there already. mknod() opens nothing, so nothing is closed: closing a database file
/// drops the locks of every connection this process has to it. What else goes wrong SQLite meets too, and says.
bool make_private(const std::string& file) {
  if (file.empty() || file == ":memory:") return true;
  return ::mknod(file.c_str(), S_IFREG | S_IRUSR | S_IWUSR, 0) == 0 || errno != EEXIST;
}

/// Pages of `from` into the empty `to`, in one read transaction: writers go on meanwhile and are not part of it.
void copy_pages(sqlite3* from, sqlite3* to, const std::string& file) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) fail(to, sqlite3_extended_errcode(to), "cannot begin the copy " + file);
  int code = SQLITE_OK;
  for (int tries = 0; tries < 100; ++tries) {
    code = sqlite3_backup_step(backup, -1);
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
    sqlite3_sleep(50);
  }
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) {
    const int source = sqlite3_extended_errcode(from);
    fail((source & 0xFF) == (code & 0xFF) ? from : to, code, "cannot make the copy " + file);
  }
}

}  // namespace

Database::Database(const std::string& file, Access access) {
  if (access == Access::read_write_create) make_private(file);
  const int code = sqlite3_open_v2(file.c_str(), &handle_, open_flags(access) | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    if (code != SQLITE_OK) fail(handle_, code, "cannot open " + file);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    // A schema that somebody tampered with must not run functions on our behalf.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // The first look at the file: a damaged one says so here and not in the middle of the day.
    Statement(*this, "SELECT count(*) FROM sqlite_schema").run();
  } catch (const Error& error) {
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
    const std::string what = error.what();
    if (what.find(file) != std::string::npos) throw;
    throw Error("cannot open " + file + ": " + what, error.code());
  }
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle_, code, name_of(handle_) + " refused \"" + sql.substr(0, 60) + "\"");
}

std::int64_t Database::value(const std::string& sql) {
  Statement statement(*this, sql);
  if (!statement.step()) throw Error("no row for " + sql, SQLITE_DONE);
  return statement.integer(0);
}

std::string Database::text_value(const std::string& sql) {
  Statement statement(*this, sql);
  if (!statement.step()) throw Error("no row for " + sql, SQLITE_DONE);
  return statement.text(0);
}

int Database::changes() const {
  return sqlite3_changes(handle_);
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void Database::set_durable() {
  const std::string mode = text_value("PRAGMA journal_mode = WAL");
  if (mode != "wal") {
    throw Error("the database cannot keep a write-ahead log (its journal mode stays " + mode +
                    "): put the data folder on a local disk, not on a network share",
                SQLITE_CANTOPEN);
  }
  run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
}

void Database::copy_to(const std::string& file) {
  if (!make_private(file)) {
    throw Error(file + " is there already: choose another name, nothing is overwritten", SQLITE_CANTOPEN);
  }
  std::error_code ignored;
  sqlite3* to = nullptr;
  try {
    const int code =
        sqlite3_open_v2(file.c_str(), &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) fail(to, code, "cannot make the copy " + file);
    sqlite3_extended_result_codes(to, 1);
    copy_pages(handle_, to, file);
    // Out of WAL mode, so that the copy is one file and stays one when somebody looks into it.
    if (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK) {
      fail(to, sqlite3_extended_errcode(to), "cannot finish the copy " + file);
    }
  } catch (...) {
    sqlite3_close_v2(to);
    std::filesystem::remove(file, ignored);
    throw;
  }
  sqlite3_close_v2(to);
}

}  // namespace menting::sqlite
