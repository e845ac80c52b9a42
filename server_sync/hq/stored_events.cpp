#include "server_sync/hq/stored_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace menting::hq {
namespace {

/// From the one that has $3, which may begin before it.
constexpr const char* rows_from =
    "SELECT first_seq, events FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq >= coalesce((SELECT "
    "max(first_seq) FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq <= $3), $3) ORDER BY first_seq "
    "LIMIT $4";
constexpr const char* bytes_of =
    "SELECT body FROM quarantine WHERE branch = $1 AND journal = $2 AND seq = $3";
/// Who asks for a few events is not given a megabyte, and who reads all does not ask ten thousand times.
constexpr std::int64_t rows_at_once_max = 64;

std::string bytes_in_quarantine(sql::Connection& connection, const std::string& branch, const std::string& journal,
                                std::int64_t seq) {
  auto& found = connection.statement(bytes_of).bind(1, branch).bind(2, journal).bind(3, seq);
  std::string bytes = found.step() ? found.blob(0) : "";
  found.reset();
  return bytes;
}

}  // namespace

std::vector<wire::Event> events_in_row(std::int64_t first_seq, const std::string& events) {
  std::string fault = "it begins with another event";
  try {
    auto all = wire::read_events(events);
    if (!all.empty() && all.front().seq == first_seq) return all;
  } catch (const std::runtime_error& error) {
    fault = error.what();
  }
  throw Unreadable(fmt::format("the row of event {} and those behind it cannot be read ({})", first_seq, fault));
}

void each_stored(sql::Connection& connection, const std::string& branch, const std::string& journal,
                 std::int64_t from_seq, const std::function<bool(wire::Event&)>& goes_on) {
  std::vector<std::pair<std::int64_t, std::string>> rows;
  for (std::int64_t at_once = 1;; at_once = std::min(2 * at_once, rows_at_once_max)) {
    rows.clear();
    auto& found = connection.statement(rows_from).bind(1, branch).bind(2, journal).bind(3, from_seq).bind(4, at_once);
    while (found.step()) rows.emplace_back(found.integer(0), found.text(1));
    const std::int64_t asked_from = from_seq;
    for (const auto& [first_seq, text] : rows) {
      for (wire::Event& event : events_in_row(first_seq, text)) {
        if (event.seq < from_seq) continue;
        from_seq = event.seq + 1;
        if (event.damaged) event.body = bytes_in_quarantine(connection, branch, journal, event.seq);
        if (!goes_on(event)) return;
      }
    }
    if (from_seq == asked_from) return;
  }
}

}  // namespace menting::hq
