#include "server_sync/hq/stored_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "server_sync/wire/event_list.h"

namespace menting::hq {
namespace {

constexpr const char* row_of =
    "SELECT max(first_seq) FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq <= $3";
constexpr const char* rows_from =
    "SELECT first_seq, events FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq >= $3 ORDER BY "
    "first_seq LIMIT $4";
constexpr const char* bytes_of = "SELECT body FROM quarantine WHERE branch = $1 AND journal = $2 AND seq = $3";
/// Who asks for a few events is not given a megabyte, and who reads all does not ask for each row.
constexpr std::int64_t rows_at_once_max = 16;

std::string bytes_in_quarantine(sql::Connection& connection, const std::string& branch, const std::string& journal,
                                std::int64_t seq) {
  auto& found = connection.statement(bytes_of).bind(1, branch).bind(2, journal).bind(3, seq);
  std::string bytes = found.step() ? found.blob(0) : "";
  found.reset();
  return bytes;
}

[[noreturn]] void fail(std::int64_t first_seq, const std::string& fault) {
  throw Unreadable(fmt::format("the row of event {} and those behind it cannot be read: {}", first_seq, fault));
}

}  // namespace

std::vector<wire::Event> events_in_row(std::int64_t first_seq, const std::string& events) {
  try {
    return wire::read_event_list(first_seq, events);
  } catch (const std::runtime_error& error) {
    fail(first_seq, error.what());
  }
}

void each_stored(sql::Connection& connection, const std::string& branch, const std::string& journal,
                 std::int64_t from_seq, const std::function<bool(wire::Event&)>& goes_on) {
  auto& start = connection.statement(row_of).bind(1, branch).bind(2, journal).bind(3, from_seq);
  std::int64_t row_from = start.step() && !start.is_null(0) ? start.integer(0) : from_seq;
  start.reset();
  std::int64_t last = 0;
  std::vector<std::pair<std::int64_t, std::string>> rows;
  for (std::int64_t at_once = 1;; at_once = std::min(2 * at_once, rows_at_once_max)) {
    rows.clear();
    auto& found = connection.statement(rows_from).bind(1, branch).bind(2, journal).bind(3, row_from).bind(4, at_once);
    while (found.step()) rows.emplace_back(found.integer(0), found.text(1));
    for (const auto& [first_seq, text] : rows) {
      if (first_seq <= last) fail(first_seq, "another row has it, too");
      for (wire::Event& event : events_in_row(first_seq, text)) {
        last = event.seq;
        if (event.seq < from_seq) continue;
        if (event.damaged) event.body = bytes_in_quarantine(connection, branch, journal, event.seq);
        if (!goes_on(event)) return;
      }
    }
    if (static_cast<std::int64_t>(rows.size()) < at_once) return;
    row_from = rows.back().first + 1;
  }
}

}  // namespace menting::hq
