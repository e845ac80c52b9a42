#include "server_sync/hq/sqlite_sql.h"

#include <fmt/format.h>

#include <map>

#include "base/log/log.h"
#include "base/sqlite/database.h"

namespace menting::hq::sql {
namespace {

class SqliteStatement : public Statement {
 public:
  SqliteStatement(sqlite::Database& database, std::string_view sql) : database_(database), statement_(database, sql) {}

  Statement& bind(int index, std::int64_t value) override {
    statement_.bind(index, value);
    return *this;
  }
  Statement& bind(int index, std::string_view text) override {
    statement_.bind(index, text);
    return *this;
  }
  Statement& bind_blob(int index, std::string_view bytes) override {
    statement_.bind_blob(index, bytes);
    return *this;
  }
  Statement& bind_null(int index) override {
    statement_.bind_null(index);
    return *this;
  }
  bool step() override { return statement_.step(); }
  void run() override { statement_.run(); }
  void run_once() override {
    statement_.run();
    if (database_.changes() != 1) throw Interrupted("another one wrote these rows meanwhile");
  }
  void reset() override { statement_.reset(); }
  std::int64_t integer(int column) const override { return statement_.integer(column); }
  std::string text(int column) const override { return statement_.text(column); }
  std::string blob(int column) const override { return statement_.blob(column); }
  bool is_null(int column) const override { return statement_.is_null(column); }

 private:
  sqlite::Database& database_;
  sqlite::Statement statement_;
};

std::vector<sqlite::Migration> migrations(std::span<const Step> steps) {
  std::vector<sqlite::Migration> all;
  for (const Step& step : steps) all.push_back({step.version, step.sql});
  return all;
}

const std::string& unless_newer(const std::string& file, std::span<const Step> steps) {
  sqlite::refuse_newer(file, migrations(steps));
  return file;
}

using Columns = decltype(Rows::columns);

struct BindRow {
  Statement& statement;
  std::size_t row;
  int index = 0;
  void operator()(std::int64_t value) { statement.bind(++index, value); }
  void operator()(std::string_view value) { statement.bind(++index, value); }
  void operator()(Integers values) { statement.bind(++index, values[row]); }
  void operator()(Texts values) { statement.bind(++index, values[row]); }
  void operator()(Blobs values) { statement.bind_blob(++index, values.bytes[row]); }
  void operator()(Grid grid) {
    for (const std::int64_t value : grid.values.subspan(row * grid.width, grid.width)) statement.bind(++index, value);
  }
};

void bind_row(Statement& statement, const Columns& columns, std::size_t row) {
  BindRow bind{statement, row};
  for (const auto& column : columns) std::visit(bind, column);
}

std::size_t width_of(const Columns& columns) {
  std::size_t width = 0;
  for (const auto& column : columns) {
    const Grid* grid = std::get_if<Grid>(&column);
    width += grid != nullptr ? grid->width : 1;
  }
  return width;
}

/// Each branch appends at a place of its own: the ends of ten thousand fit a cache of 64 MB, and what they write is
/// carried over to the file every 32 MB, not every 4.
constexpr const char* for_many_branches = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192";

class SqliteConnection : public Connection {
 public:
  SqliteConnection(const std::string& file, std::span<const Step> steps)
      : database_(unless_newer(file, steps), sqlite::Access::read_write_create) {
    database_.set_durable();
    database_.run(for_many_branches);
    migrate(steps);
  }

  const char* name() const override { return "sqlite"; }
  void migrate(std::span<const Step> steps) override { sqlite::migrate(database_, migrations(steps)); }
  void begin_writing() override { database_.run("BEGIN IMMEDIATE"); }
  void begin_reading() override { database_.run("BEGIN"); }
  void commit() override { database_.run("COMMIT"); }
  void rollback() override {
    try {
      if (in_transaction()) database_.run("ROLLBACK");
    } catch (const sqlite::Error& error) {
      // A full disk or a failed write has rolled back already.
      log::warn("store", error.what());
    }
  }
  bool in_transaction() const override { return database_.in_transaction(); }
  void savepoint() override { database_.run("SAVEPOINT work"); }
  void release() override { database_.run("RELEASE work"); }
  void rollback_to_savepoint() override { database_.run("ROLLBACK TO work"); }
  void settle() override {}
  void run(const std::string& sql) override { database_.run(sql); }
  Statement& statement(std::string_view sql) override;
  void insert(const Rows& rows) override;
  void move(const EachRow& rows, const char* set) override;
  void lock(const EachRow& rows, const char* by) override;
  void erase(const char* table, const char* key, Texts branches, Texts keys) override;
  const char* for_update() const override { return ""; }  // the file's one writer needs no more
  void ask_by_keys() override {}
  void lock_events() override {}
  void make_room(std::int64_t /*received_at_ms*/) override {}
  std::string damage() override;
  std::int64_t bytes() override { return database_.value("PRAGMA page_count") * database_.value("PRAGMA page_size"); }

 private:
  sqlite::Database database_;
  std::map<std::string, SqliteStatement, std::less<>> statements_;
};

Statement& SqliteConnection::statement(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found == statements_.end()) return statements_.try_emplace(std::string(sql), database_, sql).first->second;
  found->second.reset();
  return found->second;
}

void SqliteConnection::insert(const Rows& rows) {
  const std::size_t width = width_of(rows.columns);
  std::string sql = fmt::format("INSERT INTO {} VALUES (", rows.into);
  for (std::size_t i = 1; i <= width; ++i) sql += fmt::format("{}${}", i == 1 ? "" : ", ", i);
  Statement& insert = statement(sql + ") " + rows.on_conflict);
  for (std::size_t row = 0; row < rows.count; ++row) {
    bind_row(insert, rows.columns, row);
    insert.run();
  }
}

void SqliteConnection::move(const EachRow& rows, const char* set) {
  Statement& update = statement(fmt::format("UPDATE {} SET {} WHERE {}", rows.table, set, rows.where));
  for (std::size_t row = 0; row < rows.count; ++row) {
    bind_row(update, rows.columns, row);
    update.run_once();
  }
}

/// Nobody else writes meanwhile: all that is left is whether they are there.
void SqliteConnection::lock(const EachRow& rows, const char* /*by*/) {
  Statement& look = statement(fmt::format("SELECT 1 FROM {} WHERE {}", rows.table, rows.where));
  for (std::size_t row = 0; row < rows.count; ++row) {
    bind_row(look, rows.columns, row);
    if (!look.step()) throw Interrupted("another one wrote these rows meanwhile");
    look.reset();
  }
}

void SqliteConnection::erase(const char* table, const char* key, Texts branches, Texts keys) {
  Statement& erase = statement(fmt::format("DELETE FROM {} WHERE branch = $1 AND {} = $2", table, key));
  for (std::size_t i = 0; i < keys.size(); ++i) erase.bind(1, branches[i]).bind(2, keys[i]).run();
}

std::string SqliteConnection::damage() {
  const std::string state = database_.text_value("PRAGMA integrity_check(1)");
  return state == "ok" ? "" : "the database file is damaged (" + state + "): restore the newest backup";
}

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& file, std::span<const Step> steps) {
  return std::make_unique<SqliteConnection>(file, steps);
}

}  // namespace menting::hq::sql
