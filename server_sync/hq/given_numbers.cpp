#include "server_sync/hq/given_numbers.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "server_sync/hq/changes.h"
#include "server_sync/hq/stored_events.h"

namespace menting::hq {
namespace {

constexpr std::int64_t rows_at_once = 200;
constexpr int looks_max = 50;  ///< at so many rows; a full branch has two or three thousand events a day

using Highest = std::map<std::pair<int, char>, int>;

/// "20261123-A057", as fold() has checked it.
void count(const TicketChange& change, Highest& highest) {
  constexpr std::size_t number_at = 10;
  int number = 0;
  const char* const end = change.ticket_id.data() + change.ticket_id.size();
  if (std::from_chars(change.ticket_id.data() + number_at, end, number).ec != std::errc()) return;
  int& known = highest[{change.day, change.service.front()}];
  known = std::max(known, number);
}

/// The rows of events that begin no later than `through`, newest first; how far the next look goes, 0 when all that is
/// new enough was seen.
std::int64_t look(sql::Connection& connection, const std::string& branch, const std::string& journal,
                  std::int64_t through, std::int64_t since_ms, Highest& highest) {
  auto& rows = connection.statement(
      "SELECT first_seq, events, received_at FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq <= $3 "
      "ORDER BY first_seq DESC LIMIT $4");
  rows.bind(1, branch).bind(2, journal).bind(3, through).bind(4, rows_at_once);
  Changes changes;
  std::int64_t next = 0;  // nothing there is the beginning
  while (rows.step()) {
    next = 0;
    if (rows.integer(2) < since_ms) break;
    next = rows.integer(0) - 1;
    for (wire::Event& event : events_in_row(rows.integer(0), rows.text(1))) {
      if (event.kind != "ticket_taken" || event.damaged) continue;
      event.version = 1;  // what a newer one says beside the number does not matter here
      fold(event, changes);
    }
  }
  rows.reset();
  for (const TicketChange& change : changes.tickets) count(change, highest);
  return next;
}

}  // namespace

std::vector<wire::GivenNumber> given_numbers(sql::Connection& connection, const std::string& branch,
                                             std::int64_t received_since_ms) {
  std::vector<std::pair<std::string, std::int64_t>> journals;
  auto& found = connection.statement(
      "SELECT journal, through FROM cursor WHERE branch = $1 AND last_seen >= $2 ORDER BY last_seen DESC");
  found.bind(1, branch).bind(2, received_since_ms);
  while (found.step()) journals.emplace_back(found.text(0), found.integer(1));
  Highest highest;
  int looks = 0;
  for (auto& [journal, through] : journals) {
    while (through > 0 && looks++ < looks_max) {
      through = look(connection, branch, journal, through, received_since_ms, highest);
    }
  }
  std::vector<wire::GivenNumber> numbers;
  for (const auto& [key, number] : highest) numbers.push_back({key.first, key.second, number});
  return numbers;
}

}  // namespace menting::hq
