#include "kiosk/storage/soundness.h"

#include <stdexcept>

namespace menting::storage {

std::vector<std::string> integrity_faults(sqlite::Database& database) {
  std::vector<std::string> faults;
  try {
    sqlite::Statement rows(database, "PRAGMA integrity_check");
    while (rows.step()) {
      if (rows.text(0) != "ok") faults.push_back("the file is damaged: " + rows.text(0));
    }
  } catch (const sqlite::Error& error) {
    faults.emplace_back(error.what());
  }
  return faults;
}

void require_branch_database(sqlite::Database& database, const std::string& file) {
  const std::vector<std::string> faults = integrity_faults(database);
  if (!faults.empty()) throw std::runtime_error(file + " cannot be used, " + faults.front() + ". Take another backup.");
  const std::int64_t tables =
      database.value("SELECT count(*) FROM sqlite_schema WHERE name IN ('journal', 'event', 'ticket', 'number')");
  if (tables != 4 || database.value("PRAGMA user_version") < 1) {
    throw std::runtime_error(file + " is not the database of a branch: give a file that menting-kiosk backup wrote");
  }
}

}  // namespace menting::storage
