#include "server_sync/hq/people.h"

namespace menting::hq {
namespace {

constexpr std::int64_t id_length = 16;

}  // namespace

void note_sign_in(sql::Connection& connection, const std::string& user, const std::string& address,
                  std::int64_t now_ms) {
  connection
      .statement(
          "INSERT INTO person (user_id, signed_in_at, signed_in_from) VALUES ($1, $2, $3) ON CONFLICT (user_id) DO "
          "UPDATE SET signed_in_at = excluded.signed_in_at, signed_in_from = excluded.signed_in_from")
      .bind(1, user)
      .bind(2, now_ms)
      .bind(3, address)
      .run();
}

std::map<std::string, Person> people(sql::Connection& connection) {
  std::map<std::string, Person> all;
  auto& found = connection.statement("SELECT user_id, signed_in_at, signed_in_from, totp_on FROM person");
  while (found.step()) all[found.text(0)] = {found.integer(1), found.text(2), found.integer(3) != 0};
  return all;
}

std::string session_id(const std::string& hash) {
  return hash.substr(0, id_length);
}

std::vector<OpenSession> sessions_of(sql::Connection& connection, const std::string& user,
                                     std::int64_t opened_after_ms) {
  std::vector<OpenSession> all;
  auto& found = connection
                    .statement(
                        "SELECT hash, opened_at, address FROM session WHERE user_id = $1 AND opened_at > $2 ORDER BY "
                        "opened_at DESC, hash")
                    .bind(1, user)
                    .bind(2, opened_after_ms);
  while (found.step()) all.push_back({session_id(found.text(0)), found.integer(1), found.text(2)});
  return all;
}

bool end_session(sql::Connection& connection, const std::string& user, const std::string& id) {
  auto& found = connection.statement("SELECT hash FROM session WHERE user_id = $1 AND substr(hash, 1, $2) = $3");
  found.bind(1, user).bind(2, id_length).bind(3, id);
  if (!found.step()) return false;
  const std::string hash = found.text(0);
  found.reset();
  connection.statement("DELETE FROM session WHERE hash = $1").bind(1, hash).run();
  return true;
}

void end_sessions(sql::Connection& connection, const std::string& user) {
  connection.statement("DELETE FROM session WHERE user_id = $1").bind(1, user).run();
}

}  // namespace menting::hq
