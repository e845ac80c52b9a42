// What somebody should look into, and the fleet in figures.
#include "server_sync/hq/sql_store.h"

namespace menting::hq {
namespace {

constexpr std::int64_t silent_after_ms = 120'000;
/// A branch that looks for where a fork began meets it several times: that is one.
constexpr std::int64_t one_fork_ms = 60'000;

}  // namespace

void SqlStore::raise_alarm(const std::string& branch, const std::string& kind, const std::string& source,
                           std::int64_t now_ms) {
  statement(
      "INSERT INTO alarm (branch, kind, count, first_at, last_at, source) VALUES ($1, $2, 1, $3, $3, $4) "
      "ON CONFLICT (branch, kind) DO UPDATE SET count = alarm.count + CASE WHEN excluded.last_at - alarm.last_at "
      "BETWEEN 0 AND $5 THEN 0 ELSE 1 END, last_at = excluded.last_at, source = excluded.source")
      .bind(1, branch)
      .bind(2, kind)
      .bind(3, now_ms)
      .bind(4, source)
      .bind(5, kind == "fork" ? one_fork_ms : -1)
      .run();
}

std::vector<Alarm> SqlStore::alarms(const std::string& branch) {
  auto& found = statement(
                    "SELECT branch, kind, count, first_at, last_at, source FROM alarm WHERE $1 IN ('', branch) "
                    "ORDER BY branch, last_at DESC, kind")
                    .bind(1, branch);
  std::vector<Alarm> rows;
  while (found.step()) {
    rows.push_back({found.text(0), found.text(1), found.integer(2), found.integer(3), found.integer(4), found.text(5)});
  }
  return rows;
}

void SqlStore::clear_alarms(const std::string& branch) {
  statement("DELETE FROM alarm WHERE branch = $1").bind(1, branch).run();
}

FleetFigures SqlStore::figures(std::int64_t now_ms) {
  FleetFigures figures;
  auto& branches = statement(
                       "SELECT count(*), coalesce(sum(CASE WHEN b.revoked_at IS NOT NULL THEN 1 ELSE 0 END), 0), "
                       "coalesce(sum(CASE WHEN c.branch IS NOT NULL THEN 1 ELSE 0 END), 0), "
                       "coalesce(sum(CASE WHEN c.branch IS NOT NULL AND coalesce(b.contact_at, 0) < $1 THEN 1 ELSE 0 "
                       "END), 0), min(CASE WHEN c.branch IS NOT NULL THEN b.contact_at END), "
                       "coalesce(sum(b.quarantined), 0) FROM branch b LEFT JOIN "
                       "(SELECT DISTINCT branch FROM credential WHERE revoked_at IS NULL) c ON c.branch = b.id")
                       .bind(1, now_ms - silent_after_ms);
  if (branches.step()) {
    figures.revoked = branches.integer(1);
    figures.enrolled = branches.integer(2);
    figures.invited = branches.integer(0) - figures.revoked - figures.enrolled;
    figures.silent = branches.integer(3);
    if (!branches.is_null(4)) figures.oldest_contact_ms = branches.integer(4);
    figures.quarantined = branches.integer(5);
  }
  branches.reset();
  // Added up here: no statement spans branches' events, so that they can live in several databases.
  auto& journals = statement("SELECT branch, count(*), sum(through) FROM cursor GROUP BY branch");
  while (journals.step()) {
    figures.journals += journals.integer(1);
    figures.events += journals.integer(2);
  }
  figures.database_bytes = connection_->bytes();
  return figures;
}

}  // namespace menting::hq
