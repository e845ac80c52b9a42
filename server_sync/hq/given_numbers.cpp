#include "server_sync/hq/given_numbers.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "server_sync/hq/changes.h"

namespace menting::hq {
namespace {

constexpr std::int64_t events_at_once = 1'000;
constexpr int looks_max = 50;  ///< at so many events; a full branch has two or three thousand a day

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

/// The events up to `through`, newest first; the seq of the next look, 0 when all that is new enough was seen.
std::int64_t look(sql::Connection& connection, const std::string& branch, const std::string& journal,
                  std::int64_t through, std::int64_t since_ms, Highest& highest) {
  auto& rows = connection.statement(
      "SELECT kind, at, body, received_at FROM event WHERE branch = $1 AND journal = $2 AND seq BETWEEN $3 AND $4 "
      "ORDER BY seq DESC");
  rows.bind(1, branch).bind(2, journal).bind(3, through - events_at_once + 1).bind(4, through);
  Changes changes;
  bool is_old = true;  // nothing there is the beginning
  while (rows.step()) {
    is_old = rows.integer(3) < since_ms;
    if (is_old) break;
    if (rows.text(0) == "ticket_taken") fold({1, "ticket_taken", 1, rows.text(1), "", rows.text(2)}, changes);
  }
  rows.reset();
  for (const TicketChange& change : changes.tickets) count(change, highest);
  return is_old ? 0 : through - events_at_once;
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
