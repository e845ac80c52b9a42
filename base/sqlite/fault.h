#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace menting::sqlite {

/// What a person can do about this result code; empty where there is nothing to do.
std::string advice(int code);
/// The same for a line of SQLite's log.
std::string advice_on_log(int code, std::string_view message);
/// True for result codes that speak of the disk or the file, not of the program: read or write failed, full, damaged,
/// not writable. For log_to(): these belong on the health page.
bool is_storage_fault(int code);

/// The database's file, or "the database" where it has none: for messages.
std::string name_of(sqlite3* handle);

/// Throws Error: `what`, SQLite's words, the system's words where it has some, and the advice.
[[noreturn]] void fail(sqlite3* handle, int code, const std::string& what);

}  // namespace menting::sqlite
