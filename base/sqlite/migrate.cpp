#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "base/sqlite/database.h"

namespace menting::sqlite {
namespace {

[[noreturn]] void refuse(const std::string& file, std::int64_t version, int newest) {
  throw Error(file + " was written by a newer version of Menting (schema " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(newest) +
                  "). Start the newer program, or restore a backup that this one made. The file is left as it is.",
              SQLITE_ERROR);
}

/// `PRAGMA user_version` from the file's header, without opening it as a database. 0 for a file that is not there,
/// is empty or is no database.
std::int64_t version_in_header(const std::string& file) {
  std::array<char, 100> header{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), static_cast<std::streamsize>(header.size()));
  if (stream.gcount() != static_cast<std::streamsize>(header.size())) return 0;
  if (std::string_view(header.data(), 15) != "SQLite format 3") return 0;
  std::uint32_t version = 0;
  for (std::size_t i = 60; i < 64; ++i) version = version << 8U | static_cast<unsigned char>(header[i]);
  return static_cast<std::int32_t>(version);
}

bool has_bytes(const std::string& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return !missing && size > 0;
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
    const char* name = sqlite3_db_filename(database.handle(), "main");
    refuse(name != nullptr ? name : "the database", found, newest);
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
