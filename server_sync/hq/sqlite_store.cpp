#include "server_sync/hq/sqlite_store.h"

#include "base/log/log.h"
#include "server_sync/hq/schema.h"
#include "server_sync/wire/chain.h"

namespace menting::hq {
namespace {

const std::string& unless_newer(const std::string& file) {
  sqlite::refuse_newer(file, schema_steps());
  return file;
}

}  // namespace

SqliteStore::SqliteStore(const std::string& file) : database_(unless_newer(file), sqlite::Access::read_write_create) {
  database_.set_durable();
  sqlite::migrate(database_, schema_steps());
}

sqlite::Statement& SqliteStore::statement(const char* sql) {
  const auto found = statements_.find(sql);
  if (found == statements_.end()) return statements_.emplace(sql, sqlite::Statement(database_, sql)).first->second;
  found->second.reset();
  return found->second;
}

void SqliteStore::rollback() {
  try {
    database_.run("ROLLBACK");
  } catch (const sqlite::Error& error) {
    // A full disk or a failed write has rolled back already.
    log::warn("store", error.what());
  }
}

bool SqliteStore::has_branch(const std::string& id) {
  auto& found = statement("SELECT 1 FROM branch WHERE id = $1").bind(1, id);
  const bool has = found.step();
  found.reset();
  return has;
}

void SqliteStore::add_branch(const std::string& id, const std::string& name, std::int64_t now_ms) {
  statement("INSERT INTO branch (id, name, added_at) VALUES ($1, $2, $3)")
      .bind(1, id)
      .bind(2, name)
      .bind(3, now_ms)
      .run();
}

void SqliteStore::revoke_branch(const std::string& id, std::int64_t now_ms) {
  statement("UPDATE branch SET revoked_at = $2 WHERE id = $1").bind(1, id).bind(2, now_ms).run();
  statement("UPDATE credential SET revoked_at = $2 WHERE branch = $1 AND revoked_at IS NULL")
      .bind(1, id)
      .bind(2, now_ms)
      .run();
  statement("DELETE FROM code WHERE branch = $1 AND used_at IS NULL").bind(1, id).run();
}

void SqliteStore::save_code(const std::string& branch, const std::string& code_hash, std::int64_t now_ms,
                            std::int64_t expires_at_ms) {
  statement("INSERT INTO code (branch, hash, made_at, expires_at) VALUES ($1, $2, $3, $4)")
      .bind(1, branch)
      .bind(2, code_hash)
      .bind(3, now_ms)
      .bind(4, expires_at_ms)
      .run();
}

std::optional<EnrolmentCode> SqliteStore::find_code(const std::string& code_hash) {
  auto& found = statement("SELECT branch, expires_at, used_at FROM code WHERE hash = $1").bind(1, code_hash);
  if (!found.step()) return std::nullopt;
  EnrolmentCode code{found.text(0), found.integer(1), !found.is_null(2)};
  found.reset();
  return code;
}

void SqliteStore::record_contact(const std::string& branch, std::int64_t now_ms) {
  statement("UPDATE branch SET contact_at = $2 WHERE id = $1").bind(1, branch).bind(2, now_ms).run();
}

Cursor SqliteStore::cursor(const std::string& branch, const std::string& journal) {
  auto& found =
      statement("SELECT through, hash FROM cursor WHERE branch = $1 AND journal = $2").bind(1, branch).bind(2, journal);
  if (!found.step()) return {0, wire::genesis_hash(journal)};
  Cursor cursor{found.integer(0), found.text(1)};
  found.reset();
  return cursor;
}

std::string SqliteStore::hash_of(const std::string& branch, const std::string& journal, std::int64_t seq) {
  auto& found = statement("SELECT hash FROM event WHERE branch = $1 AND journal = $2 AND seq = $3")
                    .bind(1, branch)
                    .bind(2, journal)
                    .bind(3, seq);
  if (!found.step()) return "";
  std::string hash = found.text(0);
  found.reset();
  return hash;
}

void SqliteStore::append(const std::string& branch, const std::string& journal, std::span<const wire::Event> events,
                         const Changes& changes, std::int64_t now_ms) {
  if (events.empty()) return;
  auto& insert = statement(
      "INSERT INTO event (branch, journal, seq, kind, version, at, hash, body, received_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  insert.bind(1, branch).bind(2, journal).bind(9, now_ms);
  for (const wire::Event& event : events) {
    insert.bind(3, event.seq).bind(4, event.kind).bind(5, event.version).bind(6, event.at).bind(7, event.hash);
    insert.bind(8, event.body).run();
  }
  statement(
      "INSERT INTO cursor (branch, journal, through, hash, started_at, last_seen) VALUES ($1, $2, $3, $4, $5, $5) "
      "ON CONFLICT (branch, journal) DO UPDATE SET through = $3, hash = $4, last_seen = $5")
      .bind(1, branch)
      .bind(2, journal)
      .bind(3, events.back().seq)
      .bind(4, events.back().hash)
      .bind(5, now_ms)
      .run();
  apply(branch, changes);
}

}  // namespace menting::hq
