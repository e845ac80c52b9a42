// The fleet as pages and commands see it: read from live tables and rollups, never from the events.
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

}  // namespace

std::int64_t SqlStore::quarantined() {
  auto& found = statement("SELECT coalesce(sum(quarantined), 0) FROM branch");
  const std::int64_t count = found.step() ? found.integer(0) : 0;
  found.reset();
  return count;
}

std::optional<BranchNow> SqlStore::branch(const std::string& id) {
  if (id.empty()) return std::nullopt;
  auto rows = read_branches(id);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

std::vector<BranchNow> SqlStore::read_branches(const std::string& id) {
  const OneMoment moment(*connection_);
  std::vector<BranchNow> rows;
  auto& found =
      statement(
          "SELECT id, name, revoked_at IS NOT NULL, contact_at, quarantined, EXISTS (SELECT 1 FROM credential c "
          "WHERE c.branch = id AND c.revoked_at IS NULL), day, tier, region FROM branch WHERE $1 IN ('', id) ORDER BY "
          "id")
          .bind(1, id);
  while (found.step()) {
    BranchNow row;
    row.id = found.text(0);
    row.name = found.text(1);
    row.revoked = found.integer(2) != 0;
    if (!found.is_null(3)) row.last_seen_ms = found.integer(3);
    row.quarantined = found.integer(4);
    row.enrolled = found.integer(5) != 0;
    row.day = static_cast<int>(found.integer(6));
    row.tier = found.text(7);
    row.region = found.text(8);
    rows.push_back(std::move(row));
  }
  std::map<std::string, BranchNow*> by_id;
  for (BranchNow& row : rows) by_id[row.id] = &row;
  read_newest_journals(id, by_id);
  read_figures(id, by_id);
  read_live(id, by_id);
  for (Alarm& alarm : alarms(id)) by_id.at(alarm.branch)->alarms.push_back(std::move(alarm));
  return rows;
}

void SqlStore::read_newest_journals(const std::string& id, std::map<std::string, BranchNow*>& rows) {
  auto& found =
      statement("SELECT branch, journal, through FROM cursor WHERE $1 IN ('', branch) ORDER BY started_at").bind(1, id);
  while (found.step()) {
    BranchNow& row = *rows.at(found.text(0));
    row.journal = found.text(1);
    row.through = found.integer(2);
  }
}

void SqlStore::read_figures(const std::string& id, std::map<std::string, BranchNow*>& rows) {
  auto& found = statement(
                    "SELECT b.id, sum(taken), sum(called), sum(finished), sum(no_show), sum(cancelled), sum(rated), "
                    "sum(score_sum), sum(waited_ms_sum), sum(served_ms_sum) FROM branch b "
                    "JOIN rollup_day r ON r.branch = b.id AND r.day = b.day WHERE $1 IN ('', b.id) GROUP BY b.id")
                    .bind(1, id);
  while (found.step()) {
    BranchNow& row = *rows.at(found.text(0));
    row.today = {found.integer(1), found.integer(2), found.integer(3), found.integer(4), found.integer(5),
                 found.integer(6), found.integer(7), found.integer(8), found.integer(9)};
  }
}

void SqlStore::read_live(const std::string& id, std::map<std::string, BranchNow*>& rows) {
  auto& tickets = statement(
                      "SELECT b.id, state, count(*), min(taken_at) FROM branch b "
                      "JOIN live_ticket t ON t.branch = b.id AND t.day = b.day WHERE $1 IN ('', b.id) "
                      "GROUP BY b.id, state")
                      .bind(1, id);
  while (tickets.step()) {
    BranchNow& row = *rows.at(tickets.text(0));
    if (tickets.text(1) == "waiting") {
      row.waiting = tickets.integer(2);
      row.oldest_taken_at_ms = tickets.integer(3);
    } else {
      row.serving += tickets.integer(2);
    }
  }
  auto& counters =
      statement("SELECT branch, state, count(*) FROM live_counter WHERE $1 IN ('', branch) GROUP BY branch, state")
          .bind(1, id);
  while (counters.step()) {
    BranchNow& row = *rows.at(counters.text(0));
    if (counters.text(1) == "open") row.open_counters = counters.integer(2);
    if (counters.text(1) == "paused") row.paused_counters = counters.integer(2);
  }
}

}  // namespace menting::hq
