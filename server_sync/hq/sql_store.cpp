#include "server_sync/hq/sql_store.h"

#include <utility>

#include "server_sync/hq/stored_events.h"
#include "server_sync/wire/chain.h"
#include "server_sync/wire/event_list.h"

namespace menting::hq {
namespace {

/// A few hundred bytes each; all of a large chain's are less.
constexpr std::size_t remembered_max = 100'000;

/// When a branch was heard of last is as exact as this.
constexpr std::int64_t contact_step_ms = 1'000;

}  // namespace

SqlStore::SqlStore(std::unique_ptr<sql::Connection> connection) : connection_(std::move(connection)) {}

void SqlStore::begin() {
  forget_moved();
  connection_->begin_writing();
}

void SqlStore::commit() {
  connection_->commit();
  if (remembered_.size() > remembered_max) remembered_.clear();
  if (heard_.size() > remembered_max) heard_.clear();
  for (auto& [journal, where] : std::exchange(moved_, {})) remembered_[journal] = std::move(where);
}

void SqlStore::rollback() {
  forget_moved();
  connection_->rollback();
}

void SqlStore::rollback_to_savepoint() {
  forget_moved();
  connection_->rollback_to_savepoint();
}

/// Whatever came of it, the next one asks the database.
void SqlStore::forget_moved() {
  for (const auto& [journal, where] : moved_) remembered_.erase(journal);
  moved_.clear();
  days_.clear();
}

std::optional<Cursor> SqlStore::remembered_cursor(const std::string& branch, const std::string& journal) const {
  const JournalKey key{branch, journal};
  if (const auto found = moved_.find(key); found != moved_.end()) return found->second.cursor;
  if (const auto found = remembered_.find(key); found != remembered_.end()) return found->second.cursor;
  return std::nullopt;
}

bool SqlStore::has_branch(const std::string& id) {
  auto& found = statement("SELECT 1 FROM branch WHERE id = $1").bind(1, id);
  const bool has = found.step();
  found.reset();
  return has;
}

void SqlStore::add_branch(const std::string& id, const std::string& name, std::int64_t now_ms) {
  statement("INSERT INTO branch (id, name, added_at) VALUES ($1, $2, $3)")
      .bind(1, id)
      .bind(2, name)
      .bind(3, now_ms)
      .run();
}

void SqlStore::revoke_branch(const std::string& id, std::int64_t now_ms) {
  statement("UPDATE branch SET revoked_at = $2 WHERE id = $1").bind(1, id).bind(2, now_ms).run();
  statement("UPDATE credential SET revoked_at = $2 WHERE branch = $1 AND revoked_at IS NULL")
      .bind(1, id)
      .bind(2, now_ms)
      .run();
  statement("DELETE FROM code WHERE branch = $1 AND used_at IS NULL").bind(1, id).run();
}

void SqlStore::save_code(const std::string& branch, const std::string& code_hash, std::int64_t now_ms,
                         std::int64_t expires_at_ms) {
  statement("INSERT INTO code (branch, hash, made_at, expires_at) VALUES ($1, $2, $3, $4)")
      .bind(1, branch)
      .bind(2, code_hash)
      .bind(3, now_ms)
      .bind(4, expires_at_ms)
      .run();
}

std::optional<EnrolmentCode> SqlStore::find_code(const std::string& code_hash) {
  auto& found =
      statement(std::string("SELECT branch, expires_at, used_at FROM code WHERE hash = $1") + connection_->for_update())
          .bind(1, code_hash);
  if (!found.step()) return std::nullopt;
  EnrolmentCode code{found.text(0), found.integer(1), !found.is_null(2), ""};
  const std::int64_t used_at = code.used ? found.integer(2) : 0;
  found.reset();
  if (!code.used) return code;
  auto& unheard = statement(
                      "SELECT c.public_key FROM credential c JOIN branch b ON b.id = c.branch WHERE c.branch = $1 AND "
                      "c.made_at = $2 AND c.signs = 0 AND c.ends_at = 0 AND c.revoked_at IS NULL AND "
                      "b.revoked_at IS NULL")
                      .bind(1, code.branch)
                      .bind(2, used_at);
  if (unheard.step()) code.unheard_key = unheard.text(0);
  unheard.reset();
  return code;
}

void SqlStore::record_contact(const std::string& branch, std::int64_t now_ms) {
  statement("UPDATE branch SET contact_at = $2 WHERE id = $1").bind(1, branch).bind(2, now_ms).run();
}

/// The branch's row was locked by record_contact(): its day stays what it is until the end of the transaction.
Cursor SqlStore::cursor(const std::string& branch, const std::string& journal) {
  static constexpr const char* look =
      "SELECT through, hash, (SELECT day FROM branch WHERE id = $1) FROM cursor WHERE branch = $1 AND journal = $2";
  auto& found = statement(std::string(look) + connection_->for_update()).bind(1, branch).bind(2, journal);
  if (!found.step()) return {0, wire::genesis_hash(journal)};
  Cursor cursor{found.integer(0), found.text(1)};
  days_[branch] = static_cast<int>(found.integer(2));
  found.reset();
  return cursor;
}

std::string SqlStore::hash_of(const std::string& branch, const std::string& journal, std::int64_t seq) {
  const auto hashes = hashes_of(branch, journal, seq, seq);
  return hashes.empty() ? "" : hashes.front();
}

std::vector<std::string> SqlStore::hashes_of(const std::string& branch, const std::string& journal, std::int64_t first,
                                             std::int64_t last) {
  std::vector<std::string> hashes;
  const auto take = [&](wire::Event& event) {
    if (event.seq <= last) hashes.push_back(std::move(event.hash));
    return event.seq < last;
  };
  each_stored(*connection_, branch, journal, first, take, logged(branch, journal));
  return hashes;
}

void SqlStore::insert_events(std::span<const Arrival> arrivals, std::int64_t now_ms) {
  connection_->make_room(now_ms);
  std::vector<std::string_view> branches, journals;
  std::vector<std::int64_t> firsts;
  std::vector<std::string> texts;
  for (const Arrival& arrival : arrivals) {
    branches.push_back(arrival.branch);
    journals.push_back(arrival.journal);
    firsts.push_back(arrival.events.front().seq);
    texts.push_back(wire::event_list(arrival.events));
  }
  const std::vector<std::string_view> events(texts.begin(), texts.end());
  connection_->insert(
      {"event_batch (branch, journal, first_seq, received_at, events)",
       "",
       branches.size(),
       {sql::Texts(branches), sql::Texts(journals), sql::Integers(firsts), now_ms, sql::Texts(events)}});
}

void SqlStore::begin_journal(const Arrival& arrival, std::int64_t now_ms) {
  const wire::Event& last = arrival.events.back();
  statement(
      "INSERT INTO cursor (branch, journal, through, hash, last_seen, started_at) VALUES ($1, $2, $3, $4, $5, $5) "
      "ON CONFLICT (branch, journal) DO UPDATE SET through = excluded.through, hash = excluded.hash, "
      "last_seen = excluded.last_seen WHERE cursor.through = 0")
      .bind(1, arrival.branch)
      .bind(2, arrival.journal)
      .bind(3, last.seq)
      .bind(4, last.hash)
      .bind(5, now_ms)
      .run_once();
}

/// Only from where the events begin: what somebody else did to one since it was read is an interruption. A journal
/// begins with its first event: where the row is missing before another one, the database was restored.
void SqlStore::move_cursors(std::span<const Arrival> arrivals, std::int64_t now_ms) {
  std::vector<std::string_view> branches, journals, hashes;
  std::vector<std::int64_t> lasts, befores;
  for (const Arrival& arrival : arrivals) {
    const std::int64_t before = arrival.events.front().seq - 1;
    if (before == 0) {
      begin_journal(arrival, now_ms);
      continue;
    }
    branches.push_back(arrival.branch);
    journals.push_back(arrival.journal);
    lasts.push_back(arrival.events.back().seq);
    hashes.emplace_back(arrival.events.back().hash);
    befores.push_back(before);
  }
  connection_->move({"cursor",
                     "cursor.branch = $1 AND cursor.journal = $2 AND cursor.through = $5",
                     branches.size(),
                     {sql::Texts(branches), sql::Texts(journals), sql::Integers(lasts), sql::Texts(hashes),
                      sql::Integers(befores), now_ms}},
                    "through = $3, hash = $4, last_seen = $6");
}

void SqlStore::remember_moved(const Arrival& arrival) {
  Remembered& where = moved_[{std::string(arrival.branch), std::string(arrival.journal)}];
  where.cursor = {arrival.events.back().seq, arrival.events.back().hash};
  if (const auto day = days_.find(arrival.branch); day != days_.end()) where.day = day->second;
}

void SqlStore::hear(std::span<const Device* const> devices, std::int64_t now_ms) {
  std::vector<std::string_view> branches, hashes;
  std::vector<std::int64_t> signing;
  for (const Device* device : devices) {
    branches.emplace_back(device->branch);
    hashes.emplace_back(device->credential_hash);
    signing.push_back(device->signs ? 1 : 0);
  }
  if (branches.empty()) return;
  connection_->lock({"branch",
                     "branch.id = $1 AND branch.revoked_at IS NULL AND EXISTS (SELECT 1 FROM credential c WHERE "
                     "c.branch = $1 AND c.hash = $2 AND c.signs = $3 AND c.revoked_at IS NULL AND c.ends_at = 0)",
                     branches.size(),
                     {sql::Texts(branches), sql::Texts(hashes), sql::Integers(signing)}},
                    "branch.id");
  std::erase_if(branches, [&](std::string_view branch) {
    std::int64_t& heard_at_ms = heard_[std::string(branch)];
    const bool is_known = now_ms >= heard_at_ms && now_ms - heard_at_ms < contact_step_ms;
    if (!is_known) heard_at_ms = now_ms;
    return is_known;
  });
  connection_->move({"branch", "branch.id = $1", branches.size(), {sql::Texts(branches), now_ms}}, "contact_at = $2");
}

void SqlStore::append(std::span<const Arrival> arrivals, std::int64_t now_ms) {
  if (arrivals.empty()) return;
  for (const Arrival& arrival : arrivals) {
    const JournalKey key{arrival.branch, arrival.journal};
    if (const auto known = remembered_.find(key); known != remembered_.end() && known->second.day) {
      days_.try_emplace(key.first, *known->second.day);
    }
    moved_[key];  // until it is committed nobody may build on what is remembered
  }
  insert_events(arrivals, now_ms);
  apply(arrivals);
  for (const Arrival& arrival : arrivals) {
    for (const AppointmentChange& change : arrival.changes->appointments) {
      follow_appointment(*connection_, std::string(arrival.branch), change);
    }
  }
  move_cursors(arrivals, now_ms);
  for (const Arrival& arrival : arrivals) remember_moved(arrival);
}

}  // namespace menting::hq
