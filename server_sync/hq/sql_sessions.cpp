// Who is signed in. These rows are of people, not of branches.
#include "server_sync/hq/sql_store.h"

namespace menting::hq {

void SqlStore::save_session(const std::string& hash, const std::string& user, const std::string& address,
                            std::int64_t now_ms) {
  statement("INSERT INTO session (hash, user_id, opened_at, address) VALUES ($1, $2, $3, $4)")
      .bind(1, hash)
      .bind(2, user)
      .bind(3, now_ms)
      .bind(4, address)
      .run();
}

std::optional<Session> SqlStore::session(const std::string& hash) {
  auto& found = statement("SELECT user_id, opened_at FROM session WHERE hash = $1").bind(1, hash);
  if (!found.step()) return std::nullopt;
  Session session{found.text(0), found.integer(1)};
  found.reset();
  return session;
}

void SqlStore::erase_session(const std::string& hash) {
  statement("DELETE FROM session WHERE hash = $1").bind(1, hash).run();
}

void SqlStore::forget_sessions(std::int64_t opened_before_ms, std::int64_t kept_max) {
  statement(
      "DELETE FROM session WHERE opened_at < $1 OR hash IN (SELECT hash FROM session ORDER BY opened_at DESC LIMIT "
      "1000 OFFSET $2)")
      .bind(1, opened_before_ms)
      .bind(2, kept_max)
      .run();
}

}  // namespace menting::hq
