#include <sqlite3.h>

#include <filesystem>

#include "base/sqlite/database.h"
#include "base/sqlite/fault.h"

namespace menting::sqlite {
namespace {

[[noreturn]] void refuse(const std::string& file, std::int64_t version, int newest) {
  throw Error(file + " was written by a newer version of Menting (schema " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(newest) +
                  "). Start the newer program, or restore a backup that this one made. The file is left as it is.",
              SQLITE_ERROR);
}

bool has_bytes(const std::string& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return !missing && size > 0;
}

/// The file's name as a URI path.
std::string uri_of(const std::string& file) {
  std::string uri = "file:";
  for (const char c : file) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view digits = "0123456789ABCDEF";
      uri += {'%', digits[static_cast<unsigned char>(c) >> 4U], digits[static_cast<unsigned char>(c) & 15U]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

/// `PRAGMA user_version` from the file's header: without locks, log or any trace beside it. 0 for a file that is not
/// there, is empty or is no database. SQLite itself must do the reading: opening and closing a database file by other
/// means drops the locks of every connection this process has to it, and another process then deletes the log under it.
std::int64_t version_in_header(const std::string& file) {
  if (!has_bytes(file)) return 0;
  sqlite3* look = nullptr;
  std::int64_t version = 0;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_open_v2(uri_of(file).c_str(), &look, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(look, "PRAGMA user_version", -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    version = sqlite3_column_int64(statement, 0);
  }
  sqlite3_finalize(statement);
  sqlite3_close_v2(look);
  return version;
}

}  // namespace

void refuse_newer(const std::string& file, std::span<const Migration> steps) {
  const int newest = steps.empty() ? 0 : steps.back().version;
  const std::int64_t version = version_in_header(file);
  if (version > newest) refuse(file, version, newest);
  if (!has_bytes(file) || !has_bytes(file + "-wal")) return;
  // A program that was killed left its last changes in the log: the version may be there.
  const bool shared_before = std::filesystem::exists(file + "-shm");
  std::int64_t logged = 0;
  {
    Database look(file, Access::read_only);
    logged = look.value("PRAGMA user_version");
  }
  if (logged <= newest) return;
  std::error_code ignored;
  if (!shared_before) std::filesystem::remove(file + "-shm", ignored);
  refuse(file, logged, newest);
}

void migrate(Database& database, std::span<const Migration> steps) {
  const int newest = steps.empty() ? 0 : steps.back().version;
  const std::int64_t found = database.value("PRAGMA user_version");
  if (found > newest) {
    refuse(name_of(database.handle()), found, newest);
  }
  for (const Migration& step : steps) {
    if (step.version <= found) continue;
    database.run("BEGIN IMMEDIATE");
    try {
      // Another process may have been quicker.
      if (database.value("PRAGMA user_version") < step.version) {
        database.run(step.sql);
        database.run("PRAGMA user_version = " + std::to_string(step.version));
      }
      database.run("COMMIT");
    } catch (...) {
      if (database.in_transaction()) {
        sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
      }
      throw;
    }
  }
}

}  // namespace menting::sqlite
