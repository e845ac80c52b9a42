// What a batch changes in the tables that pages read: live tickets and counters, day rollups.
#include <algorithm>
#include <utility>

#include "server_sync/hq/configuration.h"
#include "server_sync/hq/rollups.h"
#include "server_sync/hq/sql_store.h"

namespace menting::hq {
namespace {

const char* state_name(TicketState state) {
  switch (state) {
    case TicketState::waiting:
      return "waiting";
    case TicketState::called:
      return "called";
    case TicketState::serving:
      return "serving";
    case TicketState::held:
      return "held";
    case TicketState::ended:
      return "ended";
  }
  return "";
}

/// What a ticket's changes of one batch come to. A row is written once, however often it changed.
struct Outcome {
  TicketChange last;
  std::int64_t taken_at_ms = 0;
  bool taken_now = false;  ///< its time is known, whatever is stored
  const bool begins;       ///< with being taken: there is no row of it

  explicit Outcome(const TicketChange& first) : last(first), begins(first.taken_now) { follow(first, true); }
  void follow(const TicketChange& change, bool first) {
    // Who comes back after their end is a new row.
    const bool anew = first || last.state == TicketState::ended;
    if (anew || change.taken_now) taken_at_ms = change.taken_at_ms;
    taken_now = change.taken_now || taken_now || (!first && anew);
    last = change;
  }
};

/// The rows of live_ticket as columns.
class TicketRows {
 public:
  void add(std::string_view branch, const Outcome& outcome) {
    branches_.push_back(branch);
    ids_.emplace_back(outcome.last.ticket_id);
    days_.push_back(outcome.last.day);
    services_.emplace_back(outcome.last.service);
    states_.emplace_back(state_name(outcome.last.state));
    times_.push_back(outcome.taken_at_ms);
    counters_.push_back(outcome.last.counter);
  }
  void save(sql::Connection& connection, const char* on_conflict) const {
    connection.insert({"live_ticket (branch, ticket_id, day, service, state, taken_at, counter)",
                       on_conflict,
                       ids_.size(),
                       {sql::Texts(branches_), sql::Texts(ids_), sql::Integers(days_), sql::Texts(services_),
                        sql::Texts(states_), sql::Integers(times_), sql::Integers(counters_)}});
  }

 private:
  std::vector<std::string_view> branches_, ids_, services_, states_;
  std::vector<std::int64_t> days_, times_, counters_;
};

}  // namespace

/// Numbers count for one business day: who was still waiting when it ended has gone home. The day before is kept, since
/// the new one may be a clock's mistake; pages show the tickets of the branch's day alone.
void SqlStore::turn_to_day(const std::string& branch, int day) {
  if (!days_.contains(branch)) {
    auto& found = statement("SELECT day FROM branch WHERE id = $1").bind(1, branch);
    days_[branch] = found.step() ? static_cast<int>(found.integer(0)) : 0;
    found.reset();
  }
  const int before = std::exchange(days_[branch], day);
  if (before == day) return;
  statement("UPDATE branch SET day = $2 WHERE id = $1").bind(1, branch).bind(2, day).run();
  statement("DELETE FROM live_ticket WHERE branch = $1 AND day NOT BETWEEN $2 AND $3")
      .bind(1, branch)
      .bind(2, std::min(before, day))
      .bind(3, std::max(before, day))
      .run();
}

void SqlStore::apply_tickets(std::span<const Arrival> arrivals) {
  std::vector<std::map<std::string_view, Outcome>> all(arrivals.size());
  TicketRows taken;
  TicketRows known;
  std::vector<std::string_view> ended;
  std::vector<std::string_view> ended_branches;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    for (const TicketChange& change : arrivals[i].changes->tickets) {
      const auto [found, is_first] = all[i].try_emplace(change.ticket_id, change);
      if (!is_first) found->second.follow(change, false);
    }
    for (const auto& [id, outcome] : all[i]) {
      if (outcome.last.state == TicketState::ended) {
        if (outcome.begins) continue;
        ended_branches.push_back(arrivals[i].branch);
        ended.push_back(id);
      } else {
        (outcome.taken_now ? taken : known).add(arrivals[i].branch, outcome);
      }
    }
  }
  taken.save(*connection_,
             "ON CONFLICT (branch, ticket_id) DO UPDATE SET state = excluded.state, counter = excluded.counter, "
             "taken_at = excluded.taken_at");
  known.save(*connection_,
             "ON CONFLICT (branch, ticket_id) DO UPDATE SET state = excluded.state, counter = excluded.counter");
  connection_->erase("live_ticket", "ticket_id", ended_branches, ended);
}

void SqlStore::apply_counters(std::span<const Arrival> arrivals) {
  std::vector<std::string_view> branches;
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> times;
  std::vector<std::string_view> states;
  for (const Arrival& arrival : arrivals) {
    std::map<int, const CounterChange*> newest;
    for (const CounterChange& change : arrival.changes->counters) newest[change.counter] = &change;
    for (const auto& [number, change] : newest) {
      branches.push_back(arrival.branch);
      numbers.push_back(number);
      states.emplace_back(change->state);
      times.push_back(change->at_ms);
    }
  }
  connection_->insert({"live_counter (branch, counter, state, since)",
                       "ON CONFLICT (branch, counter) DO UPDATE SET state = excluded.state, since = excluded.since",
                       numbers.size(),
                       {sql::Texts(branches), sql::Integers(numbers), sql::Texts(states), sql::Integers(times)}});
}

void SqlStore::set_aside(const Arrival& arrival) {
  const Changes& changes = *arrival.changes;
  if (changes.quarantined == 0) return;
  std::vector<std::int64_t> seqs;
  std::vector<std::string_view> reasons;
  std::vector<std::string_view> bodies;
  for (const Poison& poison : changes.poison) {
    seqs.push_back(poison.seq);
    reasons.emplace_back(poison.reason);
    bodies.emplace_back(poison.body);
  }
  connection_->insert(
      {"quarantine (branch, journal, seq, reason, body)",
       "ON CONFLICT (branch, journal, seq) DO NOTHING",
       seqs.size(),
       {arrival.branch, arrival.journal, sql::Integers(seqs), sql::Texts(reasons), sql::Blobs{sql::Texts(bodies)}}});
  statement("UPDATE branch SET quarantined = quarantined + $2 WHERE id = $1")
      .bind(1, arrival.branch)
      .bind(2, changes.quarantined)
      .run();
}

void SqlStore::apply(std::span<const Arrival> arrivals) {
  add_parts(*connection_, arrivals);
  keep_timezones(*connection_, arrivals);
  apply_tickets(arrivals);
  apply_counters(arrivals);
  for (const Arrival& arrival : arrivals) {
    const std::string branch(arrival.branch);
    if (arrival.changes->day != 0) turn_to_day(branch, arrival.changes->day);
    apply_repairs(branch, std::string(arrival.journal), arrival.changes->repairs);
    if (arrival.changes->configuration) record_configuration(*connection_, branch, *arrival.changes->configuration);
    set_aside(arrival);
  }
}

}  // namespace menting::hq
