// Whose credential is whose: joining, and going on under another key.
#include "server_sync/hq/sql_store.h"

namespace menting::hq {

void SqlStore::enrol(const std::string& branch, const std::string& code_hash, const std::string& credential_hash,
                     const std::string& public_key, std::int64_t now_ms) {
  statement("UPDATE code SET used_at = $3 WHERE branch = $1 AND hash = $2")
      .bind(1, branch)
      .bind(2, code_hash)
      .bind(3, now_ms)
      .run();
  statement("UPDATE credential SET revoked_at = $2 WHERE branch = $1 AND revoked_at IS NULL")
      .bind(1, branch)
      .bind(2, now_ms)
      .run();
  statement("UPDATE branch SET revoked_at = NULL WHERE id = $1").bind(1, branch).run();
  statement("INSERT INTO credential (branch, hash, public_key, made_at) VALUES ($1, $2, $3, $4)")
      .bind(1, branch)
      .bind(2, credential_hash)
      .bind(3, public_key)
      .bind(4, now_ms)
      .run();
}

std::optional<Device> SqlStore::find_device(const std::string& credential_hash) {
  auto& found =
      statement(
          "SELECT c.branch, b.revoked_at IS NOT NULL, c.revoked_at IS NOT NULL, c.ends_at, c.public_key, "
          "c.signs, EXISTS (SELECT 1 FROM credential n WHERE n.branch = c.branch AND n.revoked_at IS NULL AND "
          "n.signs = 1 AND n.ends_at = 0 AND n.hash <> c.hash) FROM credential c JOIN branch b ON b.id = c.branch "
          "WHERE c.hash = $1")
          .bind(1, credential_hash);
  if (!found.step()) return std::nullopt;
  Device device;
  device.branch = found.text(0);
  device.revoked = found.integer(1) != 0;
  device.replaced = found.integer(2) != 0;
  device.ends_at_ms = found.integer(3);
  device.public_key = found.text(4);
  device.signs = found.integer(5) != 0;
  device.followed = found.integer(6) != 0;
  device.credential_hash = credential_hash;
  found.reset();
  return device;
}

void SqlStore::mark_signing(const Device& device) {
  statement("UPDATE credential SET signs = 1 WHERE branch = $1 AND hash = $2")
      .bind(1, device.branch)
      .bind(2, device.credential_hash)
      .run();
}

void SqlStore::rotate(const Device& device, const std::string& credential_hash, const std::string& public_key,
                      std::int64_t now_ms, std::int64_t ends_at_ms) {
  statement(
      "INSERT INTO credential (branch, hash, public_key, made_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (branch, hash) DO NOTHING")
      .bind(1, device.branch)
      .bind(2, credential_hash)
      .bind(3, public_key)
      .bind(4, now_ms)
      .run();
  statement("UPDATE credential SET ends_at = $3 WHERE branch = $1 AND hash = $2 AND ends_at = 0")
      .bind(1, device.branch)
      .bind(2, device.credential_hash)
      .bind(3, ends_at_ms)
      .run();
  statement("UPDATE credential SET revoked_at = $4 WHERE branch = $1 AND hash NOT IN ($2, $3) AND revoked_at IS NULL")
      .bind(1, device.branch)
      .bind(2, device.credential_hash)
      .bind(3, credential_hash)
      .bind(4, now_ms)
      .run();
}

}  // namespace menting::hq
