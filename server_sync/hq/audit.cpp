#include "server_sync/hq/audit.h"

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

constexpr std::size_t id_length = 8;
constexpr std::size_t about_bytes_max = 200;

}  // namespace

void record(sql::Connection& connection, const Deed& deed, std::int64_t now_ms) {
  connection
      .statement(
          "INSERT INTO audit (at, id, user_id, action, branch, about, status, refusal, address) VALUES ($1, $2, $3, "
          "$4, $5, $6, $7, $8, $9)")
      .bind(1, now_ms)
      .bind(2, crypto::random_code(id_length))
      .bind(3, deed.user)
      .bind(4, deed.action)
      .bind(5, deed.branch)
      .bind(6, deed.about.size() > about_bytes_max ? "" : deed.about)
      .bind(7, deed.status)
      .bind(8, deed.refusal)
      .bind(9, deed.address)
      .run();
}

std::string action_of(const std::string& path_pattern) {
  std::string action;
  std::size_t from = std::string("/api/v1/").size();
  while (from < path_pattern.size()) {
    const std::size_t to = std::min(path_pattern.find('/', from), path_pattern.size());
    if (path_pattern[from] != '{') action += (action.empty() ? "" : ".") + path_pattern.substr(from, to - from);
    from = to + 1;
  }
  return action;
}

}  // namespace menting::hq
