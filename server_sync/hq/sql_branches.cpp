// The fleet as pages and commands see it: read from live tables and rollups, never from the events.
#include <set>

#include "server_sync/hq/sql_store.h"

namespace menting::hq {
namespace {

/// One moment for all that is asked, also while another connection writes.
class OneMoment {
 public:
  explicit OneMoment(sql::Connection& connection) : connection_(connection), own_(!connection.in_transaction()) {
    if (own_) connection_.begin_reading();
  }
  OneMoment(const OneMoment&) = delete;
  OneMoment& operator=(const OneMoment&) = delete;
  ~OneMoment() {
    if (own_) connection_.rollback();  // nothing was written
  }

 private:
  sql::Connection& connection_;
  const bool own_;
};

/// Binds $1 and $2.
sql::Statement& from_first_to_last(sql::Statement& statement, const std::vector<std::string>& ids) {
  return statement.bind(1, ids.front()).bind(2, ids.back());
}

}  // namespace

std::int64_t SqlStore::quarantined() {
  auto& found = statement("SELECT coalesce(sum(quarantined), 0) FROM branch");
  const std::int64_t count = found.step() ? found.integer(0) : 0;
  found.reset();
  return count;
}

std::optional<BranchNow> SqlStore::branch(const std::string& id) {
  auto rows = branches(std::vector<std::string>{id});
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<BranchNow> SqlStore::branches() {
  const OneMoment moment(*connection_);
  std::vector<std::string> ids;
  auto& found = statement("SELECT id FROM branch ORDER BY id");
  while (found.step()) ids.push_back(found.text(0));
  return branches(ids);
}

std::vector<BranchNow> SqlStore::branches(const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  const OneMoment moment(*connection_);
  const std::set<std::string> wanted(ids.begin(), ids.end());
  BranchRows rows;
  auto& found = from_first_to_last(
      statement("SELECT id, name, revoked_at IS NOT NULL, contact_at, quarantined, EXISTS (SELECT 1 FROM credential c "
                "WHERE c.branch = id AND c.revoked_at IS NULL), day, tier, region FROM branch WHERE id BETWEEN $1 AND "
                "$2"),
      ids);
  while (found.step()) {
    if (!wanted.contains(found.text(0))) continue;
    BranchNow& row = rows[found.text(0)];
    row.id = found.text(0);
    row.name = found.text(1);
    row.revoked = found.integer(2) != 0;
    if (!found.is_null(3)) row.last_seen_ms = found.integer(3);
    row.quarantined = found.integer(4);
    row.enrolled = found.integer(5) != 0;
    row.day = static_cast<int>(found.integer(6));
    row.tier = found.text(7);
    row.region = found.text(8);
  }
  read_newest_journals(ids, rows);
  read_figures(ids, rows);
  read_live(ids, rows);
  for (Alarm& alarm : alarms(ids.size() == 1 ? ids.front() : "")) {
    if (const auto row = rows.find(alarm.branch); row != rows.end()) row->second.alarms.push_back(std::move(alarm));
  }
  std::vector<BranchNow> all;
  for (const std::string& id : ids) {
    if (const auto row = rows.find(id); row != rows.end()) all.push_back(std::move(row->second));
  }
  return all;
}

void SqlStore::read_newest_journals(const std::vector<std::string>& ids, BranchRows& rows) {
  auto& found = from_first_to_last(
      statement("SELECT branch, journal, through FROM cursor WHERE branch BETWEEN $1 AND $2 ORDER BY started_at"), ids);
  while (found.step()) {
    const auto row = rows.find(found.text(0));
    if (row == rows.end()) continue;
    row->second.journal = found.text(1);
    row->second.through = found.integer(2);
  }
}

void SqlStore::read_figures(const std::vector<std::string>& ids, BranchRows& rows) {
  auto& found = from_first_to_last(
      statement("SELECT b.id, sum(taken), sum(calls), sum(finished), sum(no_show), sum(cancelled), "
                "sum(score_1 + score_2 + score_3 + score_4 + score_5), "
                "sum(score_1 + 2 * score_2 + 3 * score_3 + 4 * score_4 + 5 * score_5), sum(all_waited_ms_sum), "
                "sum(all_served_ms_sum) FROM branch b JOIN rollup_part r ON r.branch = b.id AND r.day = b.day AND "
                "r.part = 'service' WHERE b.id BETWEEN $1 AND $2 GROUP BY b.id"),
      ids);
  while (found.step()) {
    const auto row = rows.find(found.text(0));
    if (row == rows.end()) continue;
    row->second.today = {found.integer(1), found.integer(2), found.integer(3), found.integer(4), found.integer(5),
                         found.integer(6), found.integer(7), found.integer(8), found.integer(9)};
  }
}

void SqlStore::read_live(const std::vector<std::string>& ids, BranchRows& rows) {
  auto& tickets = from_first_to_last(
      statement("SELECT b.id, state, count(*), min(taken_at) FROM branch b "
                "JOIN live_ticket t ON t.branch = b.id AND t.day = b.day WHERE b.id BETWEEN $1 AND $2 "
                "GROUP BY b.id, state"),
      ids);
  while (tickets.step()) {
    const auto row = rows.find(tickets.text(0));
    if (row == rows.end()) continue;
    if (tickets.text(1) == "waiting") {
      row->second.waiting = tickets.integer(2);
      row->second.oldest_taken_at_ms = tickets.integer(3);
    } else {
      row->second.serving += tickets.integer(2);
    }
  }
  auto& counters = from_first_to_last(
      statement("SELECT branch, state, count(*) FROM live_counter WHERE branch BETWEEN $1 AND $2 GROUP BY branch, "
                "state"),
      ids);
  while (counters.step()) {
    const auto row = rows.find(counters.text(0));
    if (row == rows.end()) continue;
    if (counters.text(1) == "open") row->second.open_counters = counters.integer(2);
    if (counters.text(1) == "paused") row->second.paused_counters = counters.integer(2);
  }
}

}  // namespace menting::hq
