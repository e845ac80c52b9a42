#include "server_sync/hq/given_numbers.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "server_sync/hq/changes.h"
#include "server_sync/hq/stored_events.h"

namespace menting::hq {
namespace {

constexpr std::int64_t rows_at_once = 16;
constexpr std::size_t events_max = 50'000;  ///< a full branch has two or three thousand a day

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

struct Row {
  std::int64_t first_seq;
  std::string events;
};

/// Those that begin no later than `through`, newest first.
std::vector<Row> rows_back_from(sql::Connection& connection, const std::string& branch, const std::string& journal,
                                std::int64_t through, std::int64_t since_ms) {
  auto& found = connection.statement(
      "SELECT first_seq, events, received_at FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq <= $3 "
      "ORDER BY first_seq DESC LIMIT $4");
  found.bind(1, branch).bind(2, journal).bind(3, through).bind(4, rows_at_once);
  std::vector<Row> rows;
  while (found.step() && found.integer(2) >= since_ms) rows.push_back({found.integer(0), found.text(1)});
  found.reset();
  return rows;
}

void count(std::vector<wire::Event> events, Highest& highest) {
  Changes changes;
  for (wire::Event& event : events) {
    if (event.kind != "ticket_taken" || event.damaged) continue;
    event.version = 1;  // what a newer one says beside the number does not matter here
    fold(event, changes);
  }
  for (const TicketChange& change : changes.tickets) count(change, highest);
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
  std::size_t seen = 0;
  for (auto& [journal, through] : journals) {
    while (seen < events_max) {
      const auto rows = rows_back_from(connection, branch, journal, through, received_since_ms);
      for (const Row& row : rows) {
        auto events = events_in_row(row.first_seq, row.events, logged(branch, journal));
        seen += events.size();
        count(std::move(events), highest);
      }
      if (static_cast<std::int64_t>(rows.size()) < rows_at_once) break;
      through = rows.back().first_seq - 1;
    }
  }
  std::vector<wire::GivenNumber> numbers;
  for (const auto& [key, number] : highest) numbers.push_back({key.first, key.second, number});
  return numbers;
}

}  // namespace menting::hq
