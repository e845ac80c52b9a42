#include "kiosk/storage/backup.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <stdexcept>

#include "base/sqlite/database.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/soundness.h"

namespace menting::storage {
namespace {

void refuse_existing(const std::string& file) {
  if (std::filesystem::exists(file)) {
    throw std::runtime_error(file + " is there already: choose another name, nothing is overwritten");
  }
}

void remove_part(const std::string& part) {
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  std::filesystem::remove(part + "-journal", ignored);
}

void copy_and_check(const std::string& from, const std::string& part) {
  {
    sqlite::Database source(from, sqlite::Access::read_only);
    source.copy_to(part);
  }
  ::chmod(part.c_str(), S_IRUSR | S_IWUSR);
  sqlite::Database copy(part, sqlite::Access::read_only);
  require_branch_database(copy, "the copy of " + from);
}

}  // namespace

BackedUp backup(const std::string& data_folder, const std::string& file) {
  const DataFolder folder(data_folder);
  if (!std::filesystem::exists(folder.database())) {
    throw std::runtime_error("there is no database in " + data_folder + ": check the folder given with --data");
  }
  BackedUp made{file, file + ".key", {}};
  refuse_existing(made.file);
  refuse_existing(made.key_file);
  const std::string part = file + ".part";
  remove_part(part);
  const std::optional<std::string> key = read_file(folder.key());
  try {
    copy_and_check(folder.database(), part);
    sync_file(part);
    // The key first: a backup that has its name is complete.
    if (key) write_private_file(made.key_file, *key);
    move_file(part, made.file);
  } catch (...) {
    remove_part(part);
    std::error_code ignored;
    if (key && !std::filesystem::exists(made.file, ignored)) std::filesystem::remove(made.key_file, ignored);
    throw;
  }
  if (key) {
    made.remarks.push_back("The branch's key is in " + made.key_file +
                           ": restoring needs both files. Keep them where only the branch's manager can read them.");
  } else {
    made.key_file.clear();
    made.remarks.push_back(folder.key() + " is missing: the backup holds no key, and notes in it cannot be read.");
  }
  return made;
}

}  // namespace menting::storage
