#include "kiosk/storage/restore.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "base/sqlite/database.h"
#include "base/time/zone.h"
#include "kiosk/storage/fork.h"
#include "kiosk/storage/notes.h"
#include "kiosk/storage/schema/schema.h"
#include "kiosk/storage/soundness.h"

namespace menting::storage {
namespace {

namespace fs = std::filesystem;

bool there(const std::string& file) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(file, ignored));
}

void remove_database(const std::string& file) {
  std::error_code ignored;
  for (const char* part : {"", "-journal", "-wal", "-shm"}) fs::remove(file + part, ignored);
}

/// "<file>.before-restore-20261123T021500Z", a name that nothing has.
std::string name_aside(const std::string& file) {
  std::string stamp;
  for (const char c : base::rfc3339(base::wall_ms()).substr(0, 19)) {
    if (c != '-' && c != ':') stamp += c;
  }
  const std::string first = file + ".before-restore-" + stamp + "Z";
  std::string name = first;
  for (int again = 2; there(name) || there(name + "-wal"); ++again) name = first + "-" + std::to_string(again);
  return name;
}

/// Takes what the write-ahead log still holds into the old file, so that it is whole when it lies aside. A damaged one
/// is moved together with its log instead.
void settle(const std::string& file) {
  try {
    sqlite::refuse_newer(file, schema_steps());
    sqlite::Database old(file, sqlite::Access::read_write);
    old.run("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const std::exception&) {
    return;  // as it is
  }
}

/// The numbers that the database there gave out, into the restored one. False: they cannot be read.
bool take_over_numbers(const std::string& from, sqlite::Database& to) {
  try {
    sqlite::Database old(from, sqlite::Access::read_only);
    const bool has_floors = old.value("SELECT count(*) FROM sqlite_schema WHERE name = 'number_floor'") > 0;
    sqlite::Statement rows(old,
                           std::string("SELECT day, service, last_number FROM number") +
                               (has_floors ? " UNION ALL SELECT day, service, last_number FROM number_floor" : ""));
    sqlite::Statement keep(to,
                           "INSERT INTO number_floor (day, service, last_number) VALUES ($1, $2, $3)"
                           " ON CONFLICT (day, service) DO UPDATE SET"
                           " last_number = max(last_number, excluded.last_number)");
    while (rows.step()) keep.bind(1, rows.integer(0)).bind(2, rows.text(1)).bind(3, rows.integer(2)).run();
    return true;
  } catch (const sqlite::Error&) {
    return false;
  }
}

/// Whoever was erased since the backup was made stays erased: their notes are made unreadable at once, and the desk
/// puts it into the events at its start. False: the database there cannot be read.
bool take_over_erasures(const std::string& from, sqlite::Database& to) {
  try {
    sqlite::Database old(from, sqlite::Access::read_only);
    const auto has = [&old](const char* table) {
      sqlite::Statement row(old, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1");
      row.bind(1, table);
      return row.step();
    };
    if (!has("repair")) return true;
    sqlite::Statement erased(old, std::string("SELECT number FROM repair WHERE erased = 1") +
                                      (has("erasure_owed") ? " UNION SELECT about FROM erasure_owed" : ""));
    sqlite::Statement owe(to,
                          "INSERT OR IGNORE INTO erasure_owed (about)"
                          " SELECT number FROM repair WHERE number = $1 AND erased = 0");
    sqlite::Statement empty(to,
                            "UPDATE note SET sealed = x'', erased_at_ms = $2, lookup = ''"
                            " WHERE ticket = $1 AND erased_at_ms = 0");
    while (erased.step()) {
      owe.bind(1, erased.text(0)).run();
      empty.bind(1, erased.text(0)).bind(2, base::wall_ms()).run();
    }
    return true;
  } catch (const sqlite::Error&) {
    return false;
  }
}

/// When the backup's last event was.
std::string newest_time(sqlite::Database& restored) {
  sqlite::Statement row(restored, "SELECT at FROM event ORDER BY journal DESC, seq DESC LIMIT 1");
  return row.step() ? row.text(0) : "before the branch's first event";
}

/// The key that opens the backup's notes; none when it has no notes and no key.
std::optional<std::string> find_key(const DataFolder& folder, const std::string& file, sqlite::Database& restored) {
  const bool has_notes = restored.value("SELECT EXISTS (SELECT 1 FROM note)") != 0;
  std::optional<std::string> key = read_file(file + ".key");
  if (!key) key = read_file(folder.key());
  if (!has_notes) return key && key->size() == 32 ? key : std::nullopt;
  if (!key) {
    throw std::runtime_error("the backup holds customers' notes, and " + file +
                             ".key, which opens them, is missing: put it beside the backup. Nothing was changed");
  }
  if (count_closed_notes(restored, *key) > 0) {
    throw std::runtime_error("the notes in the backup cannot be opened with " +
                             (there(file + ".key") ? file + ".key" : folder.key()) +
                             ": put the key beside it that was made with it. Nothing was changed");
  }
  return key;
}

/// The backup as a database that may take its place: today's schema, a new journal, nobody signed in.
Restored make_restored(const DataFolder& folder, const std::string& file, const std::string& work) {
  sqlite::refuse_newer(file, schema_steps());
  {
    sqlite::Database source(file, sqlite::Access::read_only);
    require_branch_database(source, file);
    source.copy_to(work);
  }
  ::chmod(work.c_str(), S_IRUSR | S_IWUSR);
  Restored result;
  std::optional<std::string> key;
  {
    sqlite::Database database(work, sqlite::Access::read_write);
    database.run("PRAGMA secure_delete = ON");
    sqlite::migrate(database, schema_steps());
    key = find_key(folder, file, database);
    database.run("BEGIN IMMEDIATE");
    const std::int64_t number = database.value("SELECT coalesce(max(number), 0) + 1 FROM journal");
    result.journal_id = begin_journal(database, number, "restore", base::wall_ms());
    database.run("DELETE FROM session");
    if (!there(folder.database()) || !take_over_numbers(folder.database(), database)) {
      result.remarks.push_back(
          "There is no old database that can be read, so numbers taken after the backup was made (" +
          newest_time(database) + ") may be given out once more: ask customers who hold one to take a new one.");
    }
    const bool known = there(folder.database()) && take_over_erasures(folder.database(), database);
    if (!known && database.value("SELECT EXISTS (SELECT 1 FROM repair WHERE erased = 0)") != 0) {
      result.remarks.push_back(
          "What was erased of repairs after the backup was made may be back: erase it again on the manager's page.");
    }
    database.run("COMMIT");
  }
  sync_file(work);
  if (key) write_private_file(folder.restored_key(), *key);
  return result;
}

}  // namespace

std::string finish_restore(const DataFolder& folder) {
  std::error_code ignored;
  if (!there(folder.restored_database())) {
    fs::remove(folder.restored_key(), ignored);  // of a restore that did not come to its end
    return {};
  }
  const std::string aside = name_aside(folder.database());
  // The key first: as long as the restored database waits, an interrupted run can do all of this once more.
  if (there(folder.restored_key())) {
    const std::optional<std::string> old_key = read_file(folder.key());
    if (old_key && old_key != read_file(folder.restored_key())) move_file(folder.key(), name_aside(folder.key()));
    move_file(folder.restored_key(), folder.key());
  }
  const bool had_database = there(folder.database());
  if (had_database) {
    settle(folder.database());
    move_file(folder.database(), aside);
  }
  if (there(folder.database() + "-wal")) move_file(folder.database() + "-wal", aside + "-wal");
  fs::remove(folder.database() + "-shm", ignored);
  move_file(folder.restored_database(), folder.database());
  return had_database ? aside : std::string();
}

Restored restore(const std::string& data_folder, const std::string& file) {
  const DataFolder folder(data_folder);
  if (!fs::is_regular_file(file)) {
    throw std::runtime_error("there is no backup " + file + ": give the file that menting-kiosk backup wrote");
  }
  folder.make();
  const DataLock lock(folder);
  finish_restore(folder);
  const std::string work = folder.restored_database() + ".part";
  remove_database(work);
  Restored result;
  try {
    result = make_restored(folder, file, work);
  } catch (...) {
    remove_database(work);
    std::error_code ignored;
    fs::remove(folder.restored_key(), ignored);
    throw;
  }
  move_file(work, folder.restored_database());  // from here on the restore happens, if need be at the next start
  result.moved_aside = finish_restore(folder);
  return result;
}

}  // namespace menting::storage
