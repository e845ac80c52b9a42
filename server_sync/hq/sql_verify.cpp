// Proof that what is stored is whole, and the way back when derived tables are not what the events say.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "server_sync/hq/rollups.h"
#include "server_sync/hq/sql_store.h"
#include "server_sync/hq/stored_events.h"
#include "server_sync/wire/chain.h"

namespace menting::hq {
namespace {

constexpr std::int64_t folded_at_once = 2'000;

void merge(Changes& into, const Changes& from) {
  for (const auto& [key, figures] : from.parts) into.parts[key] += figures;
  into.quarantined += from.quarantined;
}

}  // namespace

std::vector<SqlStore::Journal> SqlStore::journals_of(const std::string& branch) {
  std::vector<Journal> all;
  auto& found = statement("SELECT journal, through, hash FROM cursor WHERE branch = $1 ORDER BY started_at, journal")
                    .bind(1, branch);
  while (found.step()) all.push_back({branch, found.text(0), found.integer(1), found.text(2)});
  return all;
}

void SqlStore::each_event(const std::string& branch, std::int64_t from_seq,
                          const std::function<void(const ReceivedEvent&)>& take) {
  for (const Journal& journal : journals_of(branch)) {
    const auto pass_on = [&](wire::Event& event) {
      take({journal.id, std::move(event)});
      return true;
    };
    each_stored(*connection_, branch, journal.id, from_seq, pass_on, logged(branch, journal.id));
  }
}

Changes SqlStore::verify_journal(const Journal& journal, RepairSums& repairs, std::vector<std::string>& faults) {
  Changes changes;
  std::map<std::string, RepairNow> orders;
  const std::string name = fmt::format("branch {} journal {}", journal.branch, journal.id);
  std::string before = wire::genesis_hash(journal.id);
  std::int64_t seq = 0;
  const auto look_at = [&](const wire::Event& event) {
    if (event.seq != seq + 1) {
      faults.push_back(fmt::format("{}: event {} is missing, {} follows {}", name, seq + 1, event.seq, seq));
    } else if (wire::chain_hash(before, event.seq, event.kind, event.version, event.at, event.body) != event.hash) {
      faults.push_back(fmt::format("{}: the chain is broken at event {}", name, event.seq));
    }
    seq = event.seq;
    before = event.hash;
    fold(event, changes);
    for (const RepairChange& change : changes.repairs) {
      RepairNow& order = orders[change.repair_id];
      follow(change, order, repairs);
      if (order.day == 0) orders.erase(change.repair_id);
    }
    changes.repairs.clear();
    changes.tickets.clear();  // only the sums are compared
    changes.counters.clear();
    changes.poison.clear();
    return true;
  };
  each_stored(*connection_, journal.branch, journal.id, 0, look_at,
              [&](const std::string& fault) { faults.push_back(fmt::format("{}: {}", name, fault)); });
  if (seq != journal.through || before != journal.hash) {
    faults.push_back(fmt::format("{}: acked through {}, but the events end at {}", name, journal.through, seq));
  }
  verify_repair_rows(journal, orders, faults);
  return changes;
}

void SqlStore::verify_quarantine(const std::string& branch, const Changes& expected, std::vector<std::string>& faults) {
  auto& count = statement("SELECT quarantined FROM branch WHERE id = $1").bind(1, branch);
  auto& kept = statement("SELECT count(*) FROM quarantine WHERE branch = $1").bind(1, branch);
  if (kept.step() && kept.integer(0) != expected.quarantined) {
    faults.push_back(fmt::format("branch {}: {} events are in quarantine, it should be {}", branch, kept.integer(0),
                                 expected.quarantined));
  }
  kept.reset();
  if (count.step() && count.integer(0) != expected.quarantined) {
    faults.push_back(fmt::format("branch {}: {} events count as not understood, it should be {}", branch,
                                 count.integer(0), expected.quarantined));
  }
  count.reset();
}

/// Branches and journals are found by leaping from one to the next in the key, without reading what is between.
void SqlStore::find_strays(std::vector<std::string>& faults) {
  const auto next_branch = [this](const std::string& after) {
    auto& found = statement("SELECT min(branch) FROM event_batch WHERE branch > $1").bind(1, after);
    std::string next = found.step() ? found.text(0) : "";
    found.reset();
    return next;
  };
  const auto next_journal = [this](const std::string& branch, const std::string& after) {
    auto& found = statement("SELECT min(journal) FROM event_batch WHERE branch = $1 AND journal > $2")
                      .bind(1, branch)
                      .bind(2, after);
    std::string next = found.step() ? found.text(0) : "";
    found.reset();
    return next;
  };
  for (std::string branch = next_branch(""); !branch.empty(); branch = next_branch(branch)) {
    std::set<std::string> known;
    for (const Journal& journal : journals_of(branch)) known.insert(journal.id);
    for (std::string id = next_journal(branch, ""); !id.empty(); id = next_journal(branch, id)) {
      if (!known.contains(id)) faults.push_back(fmt::format("branch {}: there are events of no known journal", branch));
    }
  }
}

std::vector<std::string> SqlStore::verify() {
  std::vector<std::string> faults;
  connection_->begin_reading();
  try {
    if (const std::string damage = connection_->damage(); !damage.empty()) faults.push_back(damage);
    for (const std::string& branch : branch_ids()) {
      Changes expected;
      RepairSums repairs;
      for (const Journal& journal : journals_of(branch)) merge(expected, verify_journal(journal, repairs, faults));
      verify_quarantine(branch, expected, faults);
      verify_parts(*connection_, branch, expected.parts, faults);
      verify_repairs(branch, std::move(repairs), faults);
      verify_personal(branch, faults);
    }
    find_strays(faults);
  } catch (...) {
    rollback();
    throw;
  }
  connection_->rollback();  // nothing was written
  return faults;
}

std::vector<std::string> SqlStore::branch_ids() {
  std::vector<std::string> ids;
  auto& found = statement("SELECT id FROM branch ORDER BY id");
  while (found.step()) ids.push_back(found.text(0));
  return ids;
}

void SqlStore::refold_if_needed() {
  begin();
  try {
    const auto is_current = [this] {
      auto& found = statement("SELECT fold_version FROM derived");
      const bool current = found.step() && found.integer(0) == fold_version;
      found.reset();
      return current;
    };
    if (!is_current()) {
      connection_->lock_events();
      if (!is_current()) refold_all();  // another process may have been quicker
    }
  } catch (...) {
    rollback();
    throw;
  }
  commit();
}

void SqlStore::refold(const Journal& journal) {
  Changes changes;
  const Arrival told{journal.branch, journal.id, {}, &changes};
  const auto take = [&](const wire::Event& event) {
    fold(event, changes);
    if (event.seq % folded_at_once != 0) return true;
    apply({&told, 1});
    changes = {};
    return true;
  };
  each_stored(*connection_, journal.branch, journal.id, 0, take, logged(journal.branch, journal.id));
  apply({&told, 1});
}

void SqlStore::refold_all() {
  connection_->run(
      "DELETE FROM live_ticket; DELETE FROM live_counter; DELETE FROM rollup_part; "
      "DELETE FROM live_repair; DELETE FROM rollup_repair; DELETE FROM rollup_repair_state; "
      "DELETE FROM quarantine WHERE reason <> 'not_text'; "
      "UPDATE branch SET quarantined = 0, day = 0");
  for (const std::string& branch : branch_ids()) {
    for (const Journal& journal : journals_of(branch)) refold(journal);
  }
  statement(
      "INSERT INTO derived (id, fold_version) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET fold_version = "
      "excluded.fold_version")
      .bind(1, fold_version)
      .run();
}

}  // namespace menting::hq
