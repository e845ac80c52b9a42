// Proof that what is stored is whole, and the way back when derived tables are not what the events say.
#include <fmt/format.h>

#include "server_sync/hq/sqlite_store.h"
#include "server_sync/wire/chain.h"

namespace menting::hq {
namespace {

constexpr const char* read_events_sql =
    "SELECT seq, kind, version, at, hash, body FROM event WHERE branch = $1 AND journal = $2 AND seq >= $3 ORDER BY "
    "seq";

wire::Event event_of(const sqlite::Statement& row) {
  return {row.integer(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3), row.text(4), row.text(5)};
}

void merge(Changes& into, const Changes& from) {
  for (const auto& [key, tally] : from.tallies) into.tallies[key] += tally;
  into.quarantined += from.quarantined;
}

}  // namespace

std::vector<SqliteStore::Journal> SqliteStore::journals() {
  std::vector<Journal> all;
  auto& found = statement("SELECT branch, journal, through, hash FROM cursor ORDER BY branch, started_at, journal");
  while (found.step()) all.push_back({found.text(0), found.text(1), found.integer(2), found.text(3)});
  return all;
}

void SqliteStore::each_event(const std::string& branch, std::int64_t from_seq,
                             const std::function<void(const ReceivedEvent&)>& take) {
  for (const Journal& journal : journals()) {
    if (journal.branch != branch) continue;
    sqlite::Statement rows(database_, read_events_sql);
    rows.bind(1, branch).bind(2, journal.id).bind(3, from_seq);
    while (rows.step()) take({journal.id, event_of(rows)});
  }
}

Changes SqliteStore::verify_journal(const Journal& journal, std::vector<std::string>& faults) {
  Changes changes;
  const std::string name = fmt::format("branch {} journal {}", journal.branch, journal.id);
  std::string before = wire::genesis_hash(journal.id);
  std::int64_t seq = 0;
  sqlite::Statement rows(database_, read_events_sql);
  rows.bind(1, journal.branch).bind(2, journal.id).bind(3, std::int64_t{0});
  while (rows.step()) {
    const wire::Event event = event_of(rows);
    if (event.seq != seq + 1) {
      faults.push_back(fmt::format("{}: event {} is missing, {} follows {}", name, seq + 1, event.seq, seq));
    } else if (wire::chain_hash(before, event.seq, event.kind, event.version, event.at, event.body) != event.hash) {
      faults.push_back(fmt::format("{}: the chain is broken at event {}", name, event.seq));
    }
    seq = event.seq;
    before = event.hash;
    fold(event, changes);
    changes.tickets.clear();  // only the sums are compared
    changes.counters.clear();
  }
  if (seq != journal.through || before != journal.hash) {
    faults.push_back(fmt::format("{}: acked through {}, but the events end at {}", name, journal.through, seq));
  }
  return changes;
}

void SqliteStore::verify_rollups(const std::string& branch, const Changes& expected, std::vector<std::string>& faults) {
  std::map<TallyKey, Tally> stored;
  auto& rows = statement(
                   "SELECT day, service, taken, called, finished, no_show, cancelled, rated, score_sum, waited_ms_sum, "
                   "served_ms_sum FROM rollup_day WHERE branch = $1")
                   .bind(1, branch);
  while (rows.step()) {
    stored[{static_cast<int>(rows.integer(0)), rows.text(1)}] = {rows.integer(2), rows.integer(3), rows.integer(4),
                                                                 rows.integer(5), rows.integer(6), rows.integer(7),
                                                                 rows.integer(8), rows.integer(9), rows.integer(10)};
  }
  for (const auto& [key, tally] : expected.tallies) {
    const auto found = stored.find(key);
    if (found == stored.end() || !(found->second == tally)) {
      faults.push_back(fmt::format("branch {}: the figures of {} service {} are not what the events say", branch,
                                   key.first, key.second));
    }
    if (found != stored.end()) stored.erase(found);
  }
  for (const auto& [key, tally] : stored) {
    faults.push_back(
        fmt::format("branch {}: there are figures for {} service {} without events", branch, key.first, key.second));
  }
  auto& count = statement("SELECT quarantined FROM branch WHERE id = $1").bind(1, branch);
  if (count.step() && count.integer(0) != expected.quarantined) {
    faults.push_back(fmt::format("branch {}: {} events count as not understood, it should be {}", branch,
                                 count.integer(0), expected.quarantined));
  }
  count.reset();
}

std::vector<std::string> SqliteStore::verify() {
  std::vector<std::string> faults;
  database_.run("BEGIN");
  try {
    if (const std::string state = database_.text_value("PRAGMA integrity_check(1)"); state != "ok") {
      faults.push_back("the database file is damaged (" + state + "): restore the newest backup");
    }
    std::map<std::string, Changes> expected;
    for (const BranchNow& row : read_branches("")) expected[row.id];
    for (const Journal& journal : journals()) merge(expected[journal.branch], verify_journal(journal, faults));
    for (const auto& [branch, changes] : expected) verify_rollups(branch, changes, faults);
    const auto orphans = database_.value(
        "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM cursor c WHERE c.branch = e.branch AND c.journal "
        "= "
        "e.journal)");
    if (orphans != 0) faults.push_back(fmt::format("{} events belong to no known journal", orphans));
  } catch (...) {
    rollback();
    throw;
  }
  database_.run("COMMIT");
  return faults;
}

void SqliteStore::refold_if_needed() {
  begin();
  try {
    auto& found = statement("SELECT fold_version FROM derived");
    const bool current = found.step() && found.integer(0) == fold_version;
    found.reset();
    if (!current) refold();
  } catch (...) {
    rollback();
    throw;
  }
  commit();
}

void SqliteStore::refold() {
  database_.run(
      "DELETE FROM live_ticket; DELETE FROM live_counter; DELETE FROM rollup_day; "
      "UPDATE branch SET quarantined = 0, day = 0");
  for (const Journal& journal : journals()) {
    sqlite::Statement rows(database_, read_events_sql);
    rows.bind(1, journal.branch).bind(2, journal.id).bind(3, std::int64_t{0});
    while (rows.step()) {
      Changes changes;
      fold(event_of(rows), changes);
      apply(journal.branch, changes);
    }
  }
  statement("INSERT INTO derived (id, fold_version) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET fold_version = $1")
      .bind(1, fold_version)
      .run();
}

}  // namespace menting::hq
