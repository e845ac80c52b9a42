#include "base/sqlite/fault.h"

#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <system_error>

#include "base/sqlite/database.h"

namespace menting::sqlite {
namespace {

std::atomic<void (*)(int, const char*)> log_sink{nullptr};

void pass_on(void* /*unused*/, int code, const char* message) {
  if (auto* sink = log_sink.load()) sink(code, message);
}

}  // namespace

std::string advice_on_log(int code, std::string_view message) {
  // "os_unix.c:3761: (28) full_fsync(…)": the system's own number tells a full disk from a broken one.
  const bool no_room = message.find(": (" + std::to_string(ENOSPC) + ") ") != std::string_view::npos ||
                       message.find(": (" + std::to_string(EDQUOT) + ") ") != std::string_view::npos;
  return advice(no_room ? SQLITE_FULL : code);
}

std::string advice(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return "The disk is full: free some space on it, then try again.";
    case SQLITE_IOERR:
      return "The disk does not read or write properly: check the disk, its cable and the system's log, and keep a "
             "backup elsewhere.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "The file is damaged or is no database: keep it for examination and restore the newest backup.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "The file or its folder cannot be written: give the user of this program the right to write there.";
    case SQLITE_CANTOPEN:
      return "Check that the folder exists and that the user of this program may read and write in it.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program is using the database: close it, then try again.";
    case SQLITE_NOMEM:
      return "The machine has no memory left: close other programs.";
    default:
      return {};
  }
}

bool is_storage_fault(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return true;
    default:
      return false;
  }
}

std::string name_of(sqlite3* handle) {
  const char* file = sqlite3_db_filename(handle, "main");
  return file != nullptr && *file != '\0' ? file : "the database";
}

void fail(sqlite3* handle, int code, const std::string& what) {
  std::string text = what + ": " + (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  const int primary = code & 0xFF;
  std::string hint = advice(code);
  if (handle != nullptr && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)) {
    const int cause = sqlite3_system_errno(handle);
    if (cause != 0) text += " (" + std::generic_category().message(cause) + ")";
    if (cause == ENOSPC || cause == EDQUOT) hint = advice(SQLITE_FULL);
  }
  if (!hint.empty()) text += ". " + hint;
  throw Error(text, code);
}

void log_to(void (*sink)(int code, const char* message)) {
  log_sink = sink;
  static const int set = sqlite3_config(SQLITE_CONFIG_LOG, pass_on, nullptr);
  if (set != SQLITE_OK) throw Error("SQLite's log must be asked for before the first database is opened", set);
}

}  // namespace menting::sqlite
