#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Port: a database that speaks SQL, SQLite or PostgreSQL. Statements are the same for both; where they differ, the
/// connection has a function for what is meant.
namespace menting::hq::sql {

/// The transaction came to nothing through no fault of what was asked (a deadlock, a server that stops, a connection
/// that is gone): roll back and do all of it again.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A statement with parameters $1, $2 …, bound by that number; columns count from 0. It belongs to its connection.
class Statement {
 public:
  virtual ~Statement() = default;

  virtual Statement& bind(int index, std::int64_t value) = 0;
  virtual Statement& bind(int index, std::string_view text) = 0;
  virtual Statement& bind_blob(int index, std::string_view bytes) = 0;
  virtual Statement& bind_null(int index) = 0;
  Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }

  /// True while there is a row. After the last row, or run(), the statement may be bound and run again.
  virtual bool step() = 0;
  /// To the end. Inside a transaction it may be done with what is asked next: its fault then comes from there, from
  /// settle() or from commit().
  virtual void run() = 0;
  /// The same; that it writes another number of rows than one is an interruption.
  virtual void run_once() = 0;
  virtual void reset() = 0;

  virtual std::int64_t integer(int column) const = 0;  ///< a truth is 0 or 1
  virtual std::string text(int column) const = 0;
  virtual std::string blob(int column) const = 0;
  virtual bool is_null(int column) const = 0;
};

using Integers = std::span<const std::int64_t>;
using Texts = std::span<const std::string_view>;

struct Blobs {
  Texts bytes;
};

/// Columns that stand side by side in one piece of memory, row after row: many of them cost a server one parameter.
struct Grid {
  Integers values;
  std::size_t width;
};

/// Many rows at once: a column is one value for all of them or has one for each.
struct Rows {
  const char* into;         ///< "event_batch (branch, journal, first_seq)"
  const char* on_conflict;  ///< "ON CONFLICT …", with excluded.x for the new values; or "". No row may come twice.
  std::size_t count;
  std::vector<std::variant<std::int64_t, std::string_view, Integers, Texts, Blobs, Grid>> columns;
};

/// A row of `table` for each of `count`, which must be there, once each. Conditions name columns as $1, $2 … There is
/// no grid among them.
struct EachRow {
  const char* table;
  const char* where;  ///< "cursor.branch = $1 AND …"
  std::size_t count;
  decltype(Rows::columns) columns;
};

/// A step of the schema, in SQLite's words; the connection translates what differs, where it is not said in
/// PostgreSQL's own words.
struct Step {
  int version;
  const char* sql;
  const char* in_postgres = nullptr;
};

/// One thread and one transaction at a time. Whatever goes wrong is an exception; Interrupted may be tried again.
class Connection {
 public:
  virtual ~Connection() = default;

  virtual const char* name() const = 0;  ///< sqlite, postgresql
  /// Brings the schema up to date, a transaction a step; one that is newer than the program throws and stays as it is.
  virtual void migrate(std::span<const Step> steps) = 0;

  virtual void begin_writing() = 0;  ///< with the write lock where there is one
  virtual void begin_reading() = 0;  ///< one moment for all that is read
  virtual void commit() = 0;         ///< durable on return
  virtual void rollback() = 0;       ///< never throws; the connection is fit for the next begin
  virtual bool in_transaction() const = 0;

  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void rollback_to_savepoint() = 0;
  /// All that was asked is done, or this throws.
  virtual void settle() = 0;

  virtual void run(const std::string& sql) = 0;  ///< one or more statements without parameters and rows
  /// Prepared when it is first met. Asking again resets it.
  virtual Statement& statement(std::string_view sql) = 0;
  virtual void insert(const Rows& rows) = 0;
  /// `set`: "through = $3". Another number of rows that fit than `count` is an interruption. No row may come twice.
  virtual void move(const EachRow& rows, const char* set) = 0;
  /// The same without a change: other writers wait for these rows until the end of the transaction. They are locked in
  /// the order of `by`, whatever order they are named in.
  virtual void lock(const EachRow& rows, const char* by) = 0;
  /// Deletes the rows of these branches with these keys, as many as branches.
  virtual void erase(const char* table, const char* key, Texts branches, Texts keys) = 0;

  /// At the end of a SELECT: other writers wait for the rows it returns.
  virtual const char* for_update() const = 0;
  /// From now on it asks the same few statements all day, each by the keys of the rows that it wants.
  virtual void ask_by_keys() = 0;
  /// Until the end of the transaction nobody else appends events.
  virtual void lock_events() = 0;
  /// Events received at this time have a place to go; in a transaction.
  virtual void make_room(std::int64_t received_at_ms) = 0;
  /// What is wrong with the database itself; empty: nothing that it knows.
  virtual std::string damage() = 0;
  virtual std::int64_t bytes() = 0;  ///< on the disk
};

}  // namespace menting::hq::sql
