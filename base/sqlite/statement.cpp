#include <sqlite3.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "base/sqlite/database.h"
#include "base/sqlite/fault.h"

namespace menting::sqlite {
namespace {

void check(int code, Database& database, int index) {
  if (code != SQLITE_OK) fail(database.handle(), code, "cannot bind parameter " + std::to_string(index));
}

/// Never null: SQLite would take a null pointer for NULL, and an empty text is a value.
const char* start_of(std::string_view bytes) {
  return bytes.data() != nullptr ? bytes.data() : "";
}

/// To SQLite "$2" is a name, and what stands first is parameter 1. PostgreSQL means the number: so do we.
std::vector<int> places_of(sqlite3_stmt* statement) {
  const int count = sqlite3_bind_parameter_count(statement);
  std::vector<int> places;
  bool in_order = true;
  for (int i = 1; i <= count; ++i) {
    const char* name = sqlite3_bind_parameter_name(statement, i);
    if (name == nullptr || *name != '$') return {};
    const int number = std::atoi(name + 1);
    if (number < 1 || number > 999) return {};
    if (static_cast<std::size_t>(number) > places.size()) places.resize(static_cast<std::size_t>(number), 0);
    places[static_cast<std::size_t>(number - 1)] = i;
    in_order = in_order && number == i;
  }
  if (in_order) places.clear();
  return places;
}

}  // namespace

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
  const int code = sqlite3_prepare_v3(database.handle(), start_of(sql), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK)
    fail(database.handle(), code, name_of(database.handle()) + " refused \"" + std::string(sql.substr(0, 60)) + "\"");
  places_ = places_of(statement_);
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      places_(std::move(other.places_)) {}

int Statement::place(int index) const {
  if (places_.empty()) return index;
  return index >= 1 && index <= static_cast<int>(places_.size()) ? places_[static_cast<std::size_t>(index - 1)] : 0;
}

Statement& Statement::bind(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, place(index), value), *database_, index);
  return *this;
}

Statement& Statement::bind(int index, double value) {
  check(sqlite3_bind_double(statement_, place(index), value), *database_, index);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  check(sqlite3_bind_text64(statement_, place(index), start_of(text), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
        *database_, index);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_, place(index), start_of(bytes), bytes.size(), SQLITE_TRANSIENT), *database_,
        index);
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_bind_null(statement_, place(index)), *database_, index);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  try {
    fail(database_->handle(), code, name_of(database_->handle()));
  } catch (...) {
    sqlite3_reset(statement_);
    throw;
  }
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (start == nullptr) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Statement::blob(int column) const {
  const auto* start = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (start == nullptr) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace menting::sqlite
