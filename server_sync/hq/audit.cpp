#include "server_sync/hq/audit.h"

#include <algorithm>
#include <atomic>

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

constexpr std::size_t audit_id_length = 8;
constexpr std::size_t about_bytes_max = 200;
constexpr std::int64_t audit_ahead_ms_max = 1'000;  ///< more is a clock that was set back

/// Later than the one before, so that what one process did stays in order within a millisecond, too.
std::int64_t next_moment(std::int64_t now_ms) {
  static std::atomic<std::int64_t> last{0};
  std::int64_t before = last.load();
  std::int64_t moment = 0;
  do {
    moment = before >= now_ms && before - now_ms < audit_ahead_ms_max ? before + 1 : now_ms;
  } while (!last.compare_exchange_weak(before, moment));
  return moment;
}

}  // namespace

void record(sql::Connection& connection, const Deed& deed, std::int64_t now_ms) {
  connection
      .statement(
          "INSERT INTO audit (at, id, user_id, action, branch, about, status, refusal, address) VALUES ($1, $2, $3, "
          "$4, $5, $6, $7, $8, $9)")
      .bind(1, next_moment(now_ms))
      .bind(2, crypto::random_code(audit_id_length))
      .bind(3, deed.user)
      .bind(4, deed.action)
      .bind(5, deed.branch)
      .bind(6, deed.about.size() > about_bytes_max ? "" : deed.about)
      .bind(7, deed.status)
      .bind(8, deed.refusal)
      .bind(9, deed.address)
      .run();
}

AuditPage read_audit(sql::Connection& connection, const AuditFilter& filter) {
  constexpr std::string_view fits =
      " FROM audit WHERE at >= $1 AND at < $2 AND ($3 = '' OR user_id = $3) AND ($4 = '' OR branch = $4)";
  AuditPage page;
  auto& count = connection.statement("SELECT count(*)" + std::string(fits));
  count.bind(1, filter.from_ms).bind(2, filter.to_ms).bind(3, filter.user).bind(4, filter.branch);
  if (count.step()) page.total = count.integer(0);
  count.reset();
  auto& found = connection.statement("SELECT at, id, user_id, action, branch, about, status, refusal, address" +
                                     std::string(fits) +
                                     " AND (at < $5 OR (at = $5 AND id < $6)) ORDER BY at DESC, id DESC LIMIT $7");
  found.bind(1, filter.from_ms).bind(2, filter.to_ms).bind(3, filter.user).bind(4, filter.branch);
  found.bind(5, filter.before_ms).bind(6, filter.before_id).bind(7, filter.count + 1);
  while (found.step()) {
    page.rows.push_back({found.integer(0), found.text(1),
                         Deed{found.text(2), found.text(3), found.text(4), found.text(5),
                              static_cast<int>(found.integer(6)), found.text(7), found.text(8)}});
  }
  page.is_last = page.rows.size() <= static_cast<std::size_t>(filter.count);
  if (!page.is_last) page.rows.pop_back();
  return page;
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
