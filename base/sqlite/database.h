#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite behind values and exceptions; the only folder that includes sqlite3.h.
namespace menting::sqlite {

/// What went wrong, in words with SQLite's own, and its extended result code.
class Error : public std::runtime_error {
 public:
  Error(const std::string& what, int code) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

class Database;

/// A prepared statement. Parameters are $1, $2 … (bound by that number, in whatever order they stand); columns count
/// from 0.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(Statement&&) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  /// True while there is a row. After the last row, or run(), the statement is reset and may be bound again.
  bool step();
  /// Steps to the end.
  void run();
  void reset();

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;
  bool is_null(int column) const;

 private:
  int place(int index) const;

  Database* database_;
  sqlite3_stmt* statement_ = nullptr;
  std::vector<int> places_{};  ///< SQLite's index of each $N; empty when they are the same
};

/// A file that read_write_create makes is for this user alone (mode 0600), with its log; so is a copy.
enum class Access { read_write, read_write_create, read_only };

/// A connection. One thread at a time.
class Database {
 public:
  Database(const std::string& file, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);  ///< one or more statements without results
  std::int64_t value(const std::string& sql);
  std::string text_value(const std::string& sql);
  int changes() const;
  bool in_transaction() const;
  /// WAL, synchronous FULL, foreign keys, a busy timeout, secure_delete: what every file of Menting is opened with.
  void set_durable();
  /// A consistent copy of the open database into `file` (which must not exist); online.
  void copy_to(const std::string& file);
  sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

struct Migration {
  int version;
  const char* sql;
};

/// Brings the file to the newest version, each step in one transaction, `PRAGMA user_version` last. A file newer than
/// the program throws Error with a message for people and is left as it is.
void migrate(Database& database, std::span<const Migration> steps);

/// The same refusal without opening `file` for writing: to be asked before a program opens its database. A file that is
/// not there is fine.
void refuse_newer(const std::string& file, std::span<const Migration> steps);

/// SQLite's own log (failed fsync, corruption) goes to `sink`; call before the first Database.
void log_to(void (*sink)(int code, const char* message));

}  // namespace menting::sqlite
