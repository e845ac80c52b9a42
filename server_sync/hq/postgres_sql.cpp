#include "server_sync/hq/postgres_sql.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/log/log.h"
#include "base/postgres/connection.h"
#include "server_sync/hq/postgres_schema.h"

namespace menting::hq::sql {
namespace {

/// Advisory locks of the database, by what they guard.
constexpr const char* lock_schema = "SELECT pg_advisory_xact_lock(77610001)";
constexpr const char* lock_partitions = "SELECT pg_advisory_xact_lock(77610002)";
constexpr int months_ahead = 2;

/// Planning costs a writer as much as writing: each statement once, and never a way through a whole table, whatever the
/// server believes of the sizes.
constexpr const char* ask_by_keys_sql =
    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; "
    "SET enable_mergejoin = off";

[[noreturn]] void pass_on(const postgres::Error& error) {
  if (error.passes()) throw Interrupted(error.what());
  throw std::runtime_error(error.what());
}

/// The connection that is there now: another one after each loss.
class Link {
 public:
  explicit Link(std::string url) : url_(std::move(url)) {}

  /// For the beginning of a transaction, or a statement outside of one.
  postgres::Connection& ready() {
    if (connection_ && connection_->lost()) connection_.reset();
    if (!connection_) {
      connection_.emplace(url_);
      if (by_keys_) connection_->run(ask_by_keys_sql);
    }
    return *connection_;
  }
  /// For a statement: inside a transaction the connection that it began on, or none.
  postgres::Connection& current() {
    if (!in_transaction_) return ready();
    if (!connection_ || connection_->lost()) throw Interrupted("the connection to PostgreSQL is gone");
    return *connection_;
  }
  void begin(const char* sql) {
    ready().later(sql, {});
    in_transaction_ = true;
  }
  void commit() {
    current().commit();
    in_transaction_ = false;
  }
  void rollback() {
    in_transaction_ = false;
    if (!connection_) return;
    try {
      connection_->settle();
    } catch (const postgres::Error&) {  // whatever it was, it is undone now
      log::debug("store", "rolling back what failed");
    }
    try {
      if (connection_->in_transaction()) connection_->run("ROLLBACK");
    } catch (const postgres::Error& error) {
      log::warn("store", error.what());
      connection_.reset();
    }
  }
  bool in_transaction() const { return in_transaction_; }
  void set_by_keys() {
    by_keys_ = true;
    if (connection_) ready().run(ask_by_keys_sql);
  }

 private:
  std::string url_;
  std::optional<postgres::Connection> connection_;
  bool in_transaction_ = false;
  bool by_keys_ = false;
};

/// A division by zero breaks it off where it writes another number of rows.
std::string exactly(const std::string& sql, std::string_view rows) {
  return fmt::format("WITH written AS ({}) SELECT 1 / (count(*) = {})::int FROM written", sql, rows);
}

class PostgresStatement : public Statement {
 public:
  PostgresStatement(Link& link, std::string_view sql) : link_(link), sql_(sql) {}

  Statement& bind(int index, std::int64_t value) override {
    parameters_.set(index, value);
    return *this;
  }
  Statement& bind(int index, std::string_view text) override {
    parameters_.set(index, text);
    return *this;
  }
  Statement& bind_blob(int index, std::string_view bytes) override {
    parameters_.set(index, bytes);
    return *this;
  }
  Statement& bind_null(int index) override {
    parameters_.set_null(index);
    return *this;
  }
  void bind_many(int index, Integers values) { parameters_.set(index, values); }
  void bind_many(int index, Texts values) { parameters_.set(index, values); }
  void bind_many(int index, Blobs values) { parameters_.set_blobs(index, values.bytes); }
  void bind_many(int index, Grid grid) { parameters_.set(index, grid.values); }

  bool step() override {
    if (row_ < 0) {
      try {
        result_ = link_.current().run(sql_, parameters_);
      } catch (const postgres::Error& error) {
        pass_on(error);
      }
    }
    if (++row_ < result_.rows()) return true;
    row_ = -1;
    return false;
  }
  void run() override { ask_later(sql_); }
  /// Found out by the server, since the commit may be on its way already.
  void run_once() override { ask_later(exactly(sql_ + " RETURNING 1", "1")); }
  void reset() override { row_ = -1; }
  std::int64_t integer(int column) const override { return result_.integer(row_, column); }
  std::string text(int column) const override { return result_.text(row_, column); }
  std::string blob(int column) const override { return result_.bytes(row_, column); }
  bool is_null(int column) const override { return result_.is_null(row_, column); }

 private:
  void ask_later(const std::string& sql) {
    try {
      link_.current().later(sql, parameters_);
      if (!link_.in_transaction()) link_.current().settle();
    } catch (const postgres::Error& error) {
      pass_on(error);
    }
    row_ = -1;
  }

  Link& link_;
  const std::string sql_;
  postgres::Parameters parameters_;
  postgres::Result result_;
  int row_ = -1;
};

using Columns = decltype(Rows::columns);

/// The parts of "INSERT … SELECT $1, u.c2 … FROM (SELECT unnest($2), …) AS u". Unnested among the values, rows are made
/// one by one as they are wanted; after FROM each array would become a store of its own first, which costs as much as
/// writing.
struct Unnest {
  std::string values;
  std::string arrays;       ///< those that have one for each row
  std::string cardinality;  ///< how many rows it makes
  int index = 0;

  void operator()(std::int64_t /*value*/) { one("bigint"); }
  void operator()(std::string_view /*value*/) { one("text"); }
  void operator()(Integers /*values*/) { many("bigint"); }
  void operator()(Texts /*values*/) { many("text"); }
  void operator()(Blobs /*values*/) { many("bytea"); }
  void operator()(Grid grid) {
    ++index;
    add(arrays, fmt::format("generate_series(0, cardinality(${}::bigint[]) - 1, {}) AS c{}", index, grid.width, index));
    for (std::size_t i = 1; i <= grid.width; ++i)
      add(values, fmt::format("(${}::bigint[])[u.c{} + {}]", index, index, i));
  }

 private:
  static void add(std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; }
  void one(const char* type) {
    ++index;
    add(values, fmt::format("${}::{}", index, type));
  }
  void many(const char* type) {
    ++index;
    if (arrays.empty()) cardinality = fmt::format("cardinality(${}::{}[])", index, type);
    add(values, fmt::format("u.c{}", index));
    add(arrays, fmt::format("unnest(${}::{}[]) AS c{}", index, type, index));
  }
};

/// `text` with the parts of an unnest in place of $1, $2 …: one value for all as it is, one for each as the row's.
std::string with_columns(std::string_view text, const Columns& columns) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '$') {
      out += text[at];
      continue;
    }
    std::size_t index = 0;
    while (at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9') {
      index = index * 10 + static_cast<std::size_t>(text[++at] - '0');
    }
    const auto& column = columns.at(index - 1);
    if (std::holds_alternative<std::int64_t>(column)) {
      out += fmt::format("${}::bigint", index);
    } else if (std::holds_alternative<std::string_view>(column)) {
      out += fmt::format("${}::text", index);
    } else {
      out += fmt::format("u.c{}", index);
    }
  }
  return out;
}

Unnest parts_of(const Columns& columns) {
  Unnest parts;
  for (const auto& column : columns) std::visit([&parts](const auto& value) { parts(value); }, column);
  return parts;
}

/// The same for statements that differ in values only.
std::string key_of(std::initializer_list<std::string_view> words, const Columns& columns) {
  std::string key;
  for (const std::string_view word : words) key.append(word) += '\n';
  for (const auto& column : columns) key += static_cast<char>('a' + column.index());
  return key;
}

struct BindColumn {
  PostgresStatement& statement;
  int index;
  void operator()(std::int64_t value) const { statement.bind(index, value); }
  void operator()(std::string_view value) const { statement.bind(index, value); }
  void operator()(Integers values) const { statement.bind_many(index, values); }
  void operator()(Texts values) const { statement.bind_many(index, values); }
  void operator()(Blobs values) const { statement.bind_many(index, values); }
  void operator()(Grid grid) const { statement.bind_many(index, grid); }
};

class PostgresConnection : public Connection {
 public:
  PostgresConnection(const std::string& url, std::span<const Step> steps) : link_(url) { migrate(steps); }

  const char* name() const override { return "postgresql"; }
  void migrate(std::span<const Step> steps) override;
  void begin_writing() override {
    guarded([this] { link_.begin("BEGIN"); });
  }
  void begin_reading() override {
    guarded([this] { link_.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); });
  }
  void commit() override {
    guarded([this] { link_.commit(); });
    rooms_made_.insert(rooms_begun_.begin(), rooms_begun_.end());
    rooms_begun_.clear();
  }
  void rollback() override {
    link_.rollback();
    rooms_begun_.clear();
  }
  bool in_transaction() const override { return link_.in_transaction(); }
  void savepoint() override { statement("SAVEPOINT work").run(); }
  void release() override { statement("RELEASE work").run(); }
  void rollback_to_savepoint() override { statement("ROLLBACK TO work").run(); }
  void settle() override {
    guarded([this] { link_.current().settle(); });
  }
  void run(const std::string& sql) override {
    guarded([&] { link_.current().run(sql); });
  }
  Statement& statement(std::string_view sql) override { return find(sql); }
  void insert(const Rows& rows) override;
  void move(const EachRow& rows, const char* set) override;
  void lock(const EachRow& rows, const char* by) override;
  void erase(const char* table, const char* key, Texts branches, Texts keys) override;
  const char* for_update() const override { return " FOR UPDATE"; }
  void ask_by_keys() override {
    guarded([this] { link_.set_by_keys(); });
  }
  void lock_events() override { run("LOCK TABLE cursor IN EXCLUSIVE MODE"); }
  void make_room(std::int64_t received_at_ms) override;
  std::string damage() override { return ""; }  // its own checksums speak when a page is read
  std::int64_t bytes() override {
    auto& size = find("SELECT pg_database_size(current_database())");
    const std::int64_t found = size.step() ? size.integer(0) : 0;
    size.reset();
    return found;
  }

 private:
  template <typename Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const postgres::Error& error) {
      pass_on(error);
    }
  }
  PostgresStatement& find(std::string_view sql);
  template <typename Make>
  PostgresStatement& worded(const std::string& key, const Make& make);
  static void run_with(PostgresStatement& statement, const Columns& columns);
  void take_step(const Step& step);
  std::int64_t version();

  Link link_;
  std::map<std::string, PostgresStatement, std::less<>> statements_;
  std::unordered_map<std::string, PostgresStatement*> worded_;
  std::set<std::string> rooms_made_;   ///< partitions that are there
  std::set<std::string> rooms_begun_;  ///< in this transaction
};

PostgresStatement& PostgresConnection::find(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found == statements_.end()) return statements_.try_emplace(std::string(sql), link_, sql).first->second;
  found->second.reset();
  return found->second;
}

std::int64_t PostgresConnection::version() {
  Statement& found = statement("SELECT coalesce(max(version), 0) FROM schema_version");
  const std::int64_t version = found.step() ? found.integer(0) : 0;
  found.reset();
  return version;
}

void PostgresConnection::migrate(std::span<const Step> steps) {
  Statement& there = statement("SELECT to_regclass('schema_version') IS NOT NULL");
  const bool fresh = !there.step() || there.integer(0) == 0;
  there.reset();
  const int newest = steps.empty() ? 0 : steps.back().version;
  const std::int64_t found = fresh ? 0 : version();
  if (found > newest) {
    throw std::runtime_error(fmt::format(
        "the database was written by a newer version of Menting (schema {}, this program knows up to {}). Start the "
        "newer program, or restore a backup that this one made. The database is left as it is.",
        found, newest));
  }
  for (const Step& step : steps) {
    if (step.version <= found) continue;
    begin_writing();
    try {
      take_step(step);
      commit();
    } catch (...) {
      rollback();
      throw;
    }
  }
}

void PostgresConnection::take_step(const Step& step) {
  run("SET LOCAL lock_timeout = 0");  // another process may be at a step that writes all events anew
  run(lock_schema);
  run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, taken_at TIMESTAMPTZ NOT NULL DEFAULT "
      "now())");
  if (version() >= step.version) return;  // another process was quicker
  run(step.in_postgres == nullptr ? in_postgres(step.sql) : step.in_postgres);
  statement("INSERT INTO schema_version (version) VALUES ($1)").bind(1, step.version).run();
}

/// The statement that `make` puts into words, when `key` is met for the first time: words cost more than a look.
template <typename Make>
PostgresStatement& PostgresConnection::worded(const std::string& key, const Make& make) {
  auto found = worded_.find(key);
  if (found == worded_.end()) found = worded_.emplace(key, &find(make())).first;
  found->second->reset();
  return *found->second;
}

void PostgresConnection::run_with(PostgresStatement& statement, const Columns& columns) {
  int index = 0;
  for (const auto& column : columns) std::visit(BindColumn{statement, ++index}, column);
  statement.run();
}

void PostgresConnection::insert(const Rows& rows) {
  if (rows.count == 0) return;
  PostgresStatement& insert = worded(key_of({"insert", rows.into, rows.on_conflict}, rows.columns), [&] {
    const Unnest parts = parts_of(rows.columns);
    return fmt::format("INSERT INTO {} SELECT {} FROM (SELECT {}) AS u {}", rows.into, parts.values, parts.arrays,
                       rows.on_conflict);
  });
  run_with(insert, rows.columns);
}

void PostgresConnection::move(const EachRow& rows, const char* set) {
  if (rows.count == 0) return;
  PostgresStatement& update = worded(key_of({"move", rows.table, rows.where, set}, rows.columns), [&] {
    const Unnest parts = parts_of(rows.columns);
    return exactly(fmt::format("UPDATE {} SET {} FROM (SELECT {}) AS u WHERE {} RETURNING 1", rows.table,
                               with_columns(set, rows.columns), parts.arrays, with_columns(rows.where, rows.columns)),
                   parts.cardinality);
  });
  run_with(update, rows.columns);
}

void PostgresConnection::lock(const EachRow& rows, const char* by) {
  if (rows.count == 0) return;
  PostgresStatement& look = worded(key_of({"lock", rows.table, rows.where, by}, rows.columns), [&] {
    const Unnest parts = parts_of(rows.columns);
    return exactly(fmt::format("SELECT 1 FROM (SELECT {}) AS u JOIN {} ON {} ORDER BY {} FOR NO KEY UPDATE OF {}",
                               parts.arrays, rows.table, with_columns(rows.where, rows.columns), by, rows.table),
                   parts.cardinality);
  });
  run_with(look, rows.columns);
}

void PostgresConnection::erase(const char* table, const char* key, Texts branches, Texts keys) {
  if (keys.empty()) return;
  PostgresStatement& erase =
      find(fmt::format("DELETE FROM {0} USING (SELECT unnest($1::text[]), unnest($2::text[])) AS u(b, k) WHERE "
                       "{0}.branch = u.b AND {0}.{1} = u.k",
                       table, key));
  erase.bind_many(1, branches);
  erase.bind_many(2, keys);
  erase.run();
}

void PostgresConnection::make_room(std::int64_t received_at_ms) {
  Month month = month_of(received_at_ms);
  if (rooms_made_.contains(month.partition) || rooms_begun_.contains(month.partition)) return;
  run(lock_partitions);
  // A partition is made long before it is needed, since making one holds up everybody for a moment.
  for (int ahead = 0; ahead <= months_ahead; ++ahead, month = month_of(month.to_ms)) {
    Statement& there = statement("SELECT to_regclass($1) IS NOT NULL").bind(1, month.partition);
    const bool exists = there.step() && there.integer(0) != 0;
    there.reset();
    if (!exists) run(partition_sql(month));
    if (ahead == 0) rooms_begun_.insert(month.partition);
  }
}

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url, std::span<const Step> steps) {
  return std::make_unique<PostgresConnection>(url, steps);
}

}  // namespace menting::hq::sql
