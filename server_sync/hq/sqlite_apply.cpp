// What a batch changes in the tables that pages read: live tickets and counters, day rollups.
#include <algorithm>

#include "server_sync/hq/sqlite_store.h"

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

void apply_ticket(sqlite::Statement& save, sqlite::Statement& erase, const std::string& branch,
                  const TicketChange& change) {
  switch (change.state) {
    case TicketState::ended:
      erase.bind(1, branch).bind(2, change.ticket_id).run();
      return;
    case TicketState::waiting:
    case TicketState::called:
    case TicketState::serving:
    case TicketState::held:
      save.bind(1, branch).bind(2, change.ticket_id).bind(3, change.day).bind(4, change.service);
      save.bind(5, state_name(change.state)).bind(6, change.taken_at_ms).bind(7, change.counter);
      save.bind(8, change.taken_now ? 1 : 0).run();
      return;
  }
}

}  // namespace

/// Numbers count for one business day: who was still waiting when it ended has gone home. The day before is kept, since
/// the new one may be a clock's mistake; pages show the tickets of the branch's day alone.
void SqliteStore::turn_to_day(const std::string& branch, int day) {
  auto& found = statement("SELECT day FROM branch WHERE id = $1").bind(1, branch);
  const int before = found.step() ? static_cast<int>(found.integer(0)) : 0;
  found.reset();
  if (before == day) return;
  statement("UPDATE branch SET day = $2 WHERE id = $1").bind(1, branch).bind(2, day).run();
  statement("DELETE FROM live_ticket WHERE branch = $1 AND day NOT BETWEEN $2 AND $3")
      .bind(1, branch)
      .bind(2, std::min(before, day))
      .bind(3, std::max(before, day))
      .run();
}

void SqliteStore::apply(const std::string& branch, const Changes& changes) {
  auto& add = statement(
      "INSERT INTO rollup_day VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
      "ON CONFLICT (branch, day, service) DO UPDATE SET taken = taken + $4, called = called + $5, "
      "finished = finished + $6, no_show = no_show + $7, cancelled = cancelled + $8, rated = rated + $9, "
      "score_sum = score_sum + $10, waited_ms_sum = waited_ms_sum + $11, served_ms_sum = served_ms_sum + $12");
  for (const auto& [key, tally] : changes.tallies) {
    add.bind(1, branch).bind(2, key.first).bind(3, key.second).bind(4, tally.taken).bind(5, tally.called);
    add.bind(6, tally.finished).bind(7, tally.no_show).bind(8, tally.cancelled).bind(9, tally.rated);
    add.bind(10, tally.score_sum).bind(11, tally.waited_ms_sum).bind(12, tally.served_ms_sum).run();
  }
  auto& save = statement(
      "INSERT INTO live_ticket (branch, ticket_id, day, service, state, taken_at, counter) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (branch, ticket_id) DO UPDATE SET state = $5, counter = $7, "
      "taken_at = CASE WHEN $8 THEN $6 ELSE taken_at END");
  auto& erase = statement("DELETE FROM live_ticket WHERE branch = $1 AND ticket_id = $2");
  for (const TicketChange& change : changes.tickets) apply_ticket(save, erase, branch, change);
  if (changes.day != 0) turn_to_day(branch, changes.day);
  auto& counter = statement(
      "INSERT INTO live_counter (branch, counter, state, since) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (branch, counter) DO UPDATE SET state = $3, since = $4");
  for (const CounterChange& change : changes.counters) {
    counter.bind(1, branch).bind(2, change.counter).bind(3, change.state).bind(4, change.at_ms).run();
  }
  if (changes.quarantined > 0) {
    statement("UPDATE branch SET quarantined = quarantined + $2 WHERE id = $1")
        .bind(1, branch)
        .bind(2, changes.quarantined)
        .run();
  }
}

}  // namespace menting::hq
