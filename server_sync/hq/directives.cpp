#include "server_sync/hq/directives.h"

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

std::optional<SigningKey> stored_signing_key(sql::Connection& connection) {
  auto& found = connection.statement("SELECT public_key, secret_key FROM signing_key");
  if (!found.step()) return std::nullopt;
  SigningKey key{found.text(0), crypto::from_base64(found.text(1)).value()};
  found.reset();
  return key;
}

std::int64_t version_of(sql::Connection& connection, const std::string& branch) {
  auto& found = connection.statement("SELECT version FROM directive_version WHERE branch = $1").bind(1, branch);
  const std::int64_t version = found.step() ? found.integer(0) : 0;
  found.reset();
  return version;
}

/// Numbers behind those that the branch has; without any directive there is nothing to number.
void renumber(sql::Connection& connection, const std::string& branch, std::int64_t have) {
  connection.statement("UPDATE directive_version SET version = $2 WHERE branch = $1")
      .bind(1, branch)
      .bind(2, have + 1)
      .run();
  connection.statement("UPDATE directive SET version = $2 WHERE branch = $1").bind(1, branch).bind(2, have + 1).run();
}

}  // namespace

SigningKey signing_key(sql::Connection& connection) {
  if (auto stored = stored_signing_key(connection)) return *stored;
  const crypto::KeyPair made = crypto::make_sign_keys();
  connection.begin_writing();
  try {
    connection
        .statement(
            "INSERT INTO signing_key (id, public_key, secret_key) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(1, crypto::to_base64(made.public_key))
        .bind(2, crypto::to_base64(made.secret_key))
        .run();
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
  return stored_signing_key(connection).value();  // another headquarters may have been first
}

void put_directive(sql::Connection& connection, const std::string& branch, const std::string& name,
                   const std::string& body, std::int64_t now_ms) {
  auto& same = connection.statement("SELECT 1 FROM directive WHERE branch = $1 AND name = $2 AND body = $3")
                   .bind(1, branch)
                   .bind(2, name)
                   .bind(3, body);
  const bool unchanged = same.step();
  same.reset();
  if (unchanged) return;
  connection
      .statement(
          "INSERT INTO directive_version (branch, version) VALUES ($1, 1) ON CONFLICT (branch) DO UPDATE SET version = "
          "directive_version.version + 1")
      .bind(1, branch)
      .run();
  connection
      .statement(
          "INSERT INTO directive (branch, name, version, made_at, body) SELECT branch, $2, version, $3, $4 FROM "
          "directive_version WHERE branch = $1 ON CONFLICT (branch, name) DO UPDATE SET version = excluded.version, "
          "made_at = excluded.made_at, body = excluded.body")
      .bind(1, branch)
      .bind(2, name)
      .bind(3, now_ms)
      .bind(4, body)
      .run();
}

std::optional<wire::Directives> directives_behind(sql::Connection& connection, const std::string& branch,
                                                  std::int64_t have, const SigningKey& key) {
  std::int64_t version = version_of(connection, branch);
  if (version == have || version == 0) return std::nullopt;
  if (version < have) {
    renumber(connection, branch, have);
    version = have + 1;
  }
  wire::Directives behind;
  behind.version = version;
  behind.signing_key = key.public_key;
  auto& rows =
      connection
          .statement("SELECT name, version, body FROM directive WHERE branch = $1 AND version > $2 ORDER BY version")
          .bind(1, branch)
          .bind(2, have);
  while (rows.step()) {
    wire::Directive one{rows.text(0), rows.integer(1), rows.text(2), ""};
    one.signature = crypto::to_base64(crypto::sign(key.secret_key, wire::directive_text(branch, one)));
    behind.items.push_back(std::move(one));
  }
  return behind;
}

std::int64_t directive_sum(sql::Connection& connection) {
  // A sum of numbers that only grow: it stays the same only while they do. PostgreSQL's sum is no BIGINT by itself.
  auto& sum = connection.statement(
      "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM directive_version WHERE branch IS NOT NULL");
  const std::int64_t value = sum.step() ? sum.integer(0) : 0;
  sum.reset();
  return value;
}

std::map<std::string, std::int64_t> directive_versions(sql::Connection& connection) {
  std::map<std::string, std::int64_t> all;
  auto& rows = connection.statement("SELECT branch, version FROM directive_version");
  while (rows.step()) all.emplace(rows.text(0), rows.integer(1));
  return all;
}

}  // namespace menting::hq
