#include "server_sync/hq/stored_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/log/log.h"
#include "server_sync/wire/event_list.h"

namespace menting::hq {
namespace {

constexpr const char* find_start =
    "SELECT max(first_seq) FROM event_batch WHERE branch = $1 AND journal = $2 AND first_seq <= $3";
/// By the whole key, so that none is passed over where PostgreSQL has two that begin alike.
constexpr const char* find_rows =
    "SELECT first_seq, received_at, events FROM event_batch WHERE branch = $1 AND journal = $2 AND "
    "(first_seq, received_at) > ($3, $4) ORDER BY first_seq, received_at LIMIT $5";
constexpr const char* find_bytes = "SELECT body FROM quarantine WHERE branch = $1 AND journal = $2 AND seq = $3";
/// Who asks for a few events is not given a megabyte, and who reads all does not ask for each row.
constexpr std::int64_t rows_at_once_max = 16;

struct StoredRow {
  std::int64_t first_seq = 0;
  std::int64_t received_at = 0;
  std::string events;
};

std::string bytes_in_quarantine(sql::Connection& connection, const std::string& branch, const std::string& journal,
                                std::int64_t seq) {
  auto& found = connection.statement(find_bytes).bind(1, branch).bind(2, journal).bind(3, seq);
  std::string bytes = found.step() ? found.blob(0) : "";
  found.reset();
  return bytes;
}

/// In front of the row that has `seq`, or comes next.
StoredRow before_row_of(sql::Connection& connection, const std::string& branch, const std::string& journal,
                        std::int64_t seq) {
  auto& found = connection.statement(find_start).bind(1, branch).bind(2, journal).bind(3, seq);
  const std::int64_t start = found.step() && !found.is_null(0) ? found.integer(0) : seq;
  found.reset();
  return {start, -1, ""};
}

std::vector<StoredRow> rows_behind(sql::Connection& connection, const std::string& branch, const std::string& journal,
                                   const StoredRow& row, std::int64_t at_most) {
  std::vector<StoredRow> rows;
  auto& found = connection.statement(find_rows).bind(1, branch).bind(2, journal);
  found.bind(3, row.first_seq).bind(4, row.received_at).bind(5, at_most);
  while (found.step()) rows.push_back({found.integer(0), found.integer(1), found.text(2)});
  return rows;
}

}  // namespace

std::function<void(const std::string& fault)> logged(const std::string& branch, const std::string& journal) {
  return [branch, journal](const std::string& fault) {
    log::error("store", fmt::format("branch {} journal {}: {}", branch, journal, fault));
  };
}

std::vector<wire::Event> events_in_row(std::int64_t first_seq, const std::string& events,
                                       const std::function<void(const std::string& fault)>& told) {
  try {
    return wire::read_event_list(first_seq, events);
  } catch (const std::runtime_error& error) {
    told(fmt::format("the row of event {} cannot be read: {}", first_seq, error.what()));
    return {};
  }
}

void each_stored(sql::Connection& connection, const std::string& branch, const std::string& journal,
                 std::int64_t from_seq, const std::function<bool(wire::Event&)>& goes_on,
                 const std::function<void(const std::string& fault)>& told) {
  StoredRow at = before_row_of(connection, branch, journal, from_seq);
  std::int64_t last = 0;
  for (std::int64_t at_once = 1;; at_once = std::min(2 * at_once, rows_at_once_max)) {
    auto rows = rows_behind(connection, branch, journal, at, at_once);
    for (const StoredRow& row : rows) {
      if (row.first_seq <= last) {
        told(fmt::format("the row of event {}: another row has it, too", row.first_seq));
        continue;
      }
      for (wire::Event& event : events_in_row(row.first_seq, row.events, told)) {
        last = event.seq;
        if (event.seq < from_seq) continue;
        if (event.damaged) event.body = bytes_in_quarantine(connection, branch, journal, event.seq);
        if (!goes_on(event)) return;
      }
    }
    if (static_cast<std::int64_t>(rows.size()) < at_once) return;
    at = std::move(rows.back());
  }
}

}  // namespace menting::hq
