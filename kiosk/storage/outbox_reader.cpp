#include "kiosk/storage/outbox_reader.h"

#include <algorithm>
#include <vector>

#include "kiosk/storage/data_folder.h"
#include "server_sync/wire/chain.h"

namespace menting::storage {
namespace {

struct JournalRow {
  std::int64_t number = 0;
  std::string id;
  std::int64_t recorded_ack = 0;
};

std::vector<JournalRow> read_journals(sqlite::Statement& rows) {
  std::vector<JournalRow> journals;
  while (rows.step()) journals.push_back({rows.integer(0), rows.text(1), rows.integer(2)});
  return journals;
}

std::int64_t newest_seq(sqlite::Statement& newest, std::int64_t journal) {
  newest.bind(1, journal);
  const std::int64_t seq = newest.step() ? newest.integer(0) : 0;
  newest.reset();
  return seq;
}

/// One state of the database for several queries: a journal that forks is renumbered.
class OneLook {
 public:
  explicit OneLook(sqlite::Database& database) : database_(database) { database_.run("BEGIN"); }
  OneLook(const OneLook&) = delete;
  OneLook& operator=(const OneLook&) = delete;
  ~OneLook() {
    try {
      database_.run("ROLLBACK");
    } catch (const sqlite::Error&) {  // nothing was written; the next query says what is wrong
      return;
    }
  }

 private:
  sqlite::Database& database_;
};

}  // namespace

OutboxReader::OutboxReader(const std::string& data_folder)
    : database_(DataFolder(data_folder).database(), sqlite::Access::read_only),
      journals_(database_, "SELECT number, id, acked FROM journal ORDER BY number"),
      newest_(database_, "SELECT seq FROM event WHERE journal = $1 ORDER BY seq DESC LIMIT 1"),
      before_(database_, "SELECT hash FROM event WHERE journal = $1 AND seq = $2"),
      events_(database_,
              "SELECT seq, kind, version, at, hash, body FROM event WHERE journal = $1 AND seq > $2 ORDER BY seq "
              "LIMIT $3") {}

std::int64_t OutboxReader::cursor(const std::string& journal, std::int64_t recorded) const {
  const auto known = acked_.find(journal);
  return known == acked_.end() ? recorded : known->second;
}

void OutboxReader::acked(const std::string& journal, std::int64_t seq) {
  acked_[journal] = std::max<std::int64_t>(seq, 0);
}

std::int64_t OutboxReader::waiting() {
  std::int64_t count = 0;
  for (const JournalRow& journal : read_journals(journals_)) {
    const std::int64_t newest = newest_seq(newest_, journal.number);
    count += newest - std::min(newest, cursor(journal.id, journal.recorded_ack));
  }
  return count;
}

wire::Batch OutboxReader::after(std::int64_t number, const std::string& journal, std::int64_t acked) {
  wire::Batch batch{"", journal, acked + 1, wire::genesis_hash(journal), {}};
  if (acked > 0) {
    before_.bind(1, number).bind(2, acked);
    if (before_.step()) batch.prev_hash = before_.text(0);
    before_.reset();
  }
  return batch;
}

std::optional<wire::Batch> OutboxReader::end_at(const std::string& journal, std::int64_t seq) {
  const OneLook look(database_);
  for (const JournalRow& row : read_journals(journals_)) {
    if (row.id == journal && seq <= newest_seq(newest_, row.number)) return after(row.number, journal, seq);
  }
  return std::nullopt;
}

std::vector<wire::Batch> OutboxReader::acked_ends() {
  const OneLook look(database_);
  std::vector<wire::Batch> ends;
  for (const JournalRow& journal : read_journals(journals_)) {
    const std::int64_t acked = std::min(cursor(journal.id, journal.recorded_ack), newest_seq(newest_, journal.number));
    ends.push_back(after(journal.number, journal.id, acked));
  }
  return ends;
}

std::optional<wire::Batch> OutboxReader::next(std::size_t events_max, std::size_t bytes_max) {
  const OneLook look(database_);
  for (const JournalRow& journal : read_journals(journals_)) {
    // Beyond the newest event nothing can be acked: what comes after it has to be sent.
    const std::int64_t acked = std::min(cursor(journal.id, journal.recorded_ack), newest_seq(newest_, journal.number));
    events_.bind(1, journal.number)
        .bind(2, acked)
        .bind(3, static_cast<std::int64_t>(std::max<std::size_t>(events_max, 1)));
    wire::Batch batch = after(journal.number, journal.id, acked);
    std::size_t bytes = 0;
    while (events_.step()) {
      wire::Event event{events_.integer(0), events_.text(1), static_cast<int>(events_.integer(2)),
                        events_.text(3),    events_.text(4), events_.text(5)};
      bytes += event.body.size();
      if (!batch.events.empty() && bytes > bytes_max) break;
      batch.events.push_back(std::move(event));
    }
    events_.reset();
    if (!batch.events.empty()) return batch;
  }
  return std::nullopt;
}

}  // namespace menting::storage
