#include "kiosk/storage/fork.h"

#include <vector>

#include "base/crypto/crypto.h"
#include "server_sync/wire/chain.h"

namespace menting::storage {
namespace {

constexpr std::int64_t at_once = 500;

struct Row {
  std::int64_t seq = 0;
  std::string kind;
  int version = 1;
  std::string at;
  std::int64_t at_ms = 0;
  std::string body;
};

std::vector<Row> rows_behind(sqlite::Statement& select, std::int64_t journal, std::int64_t seq) {
  std::vector<Row> rows;
  select.bind(1, journal).bind(2, seq).bind(3, at_once);
  while (select.step()) {
    rows.push_back({select.integer(0), select.text(1), static_cast<int>(select.integer(2)), select.text(3),
                    select.integer(4), select.text(5)});
  }
  return rows;
}

/// Journals are folded by their number, so the new one takes the number behind the old one's.
void make_room_behind(sqlite::Database& database, std::int64_t number) {
  sqlite::Statement events(database, "UPDATE event SET journal = $1 + 1 WHERE journal = $1");
  sqlite::Statement journal(database, "UPDATE journal SET number = $1 + 1 WHERE number = $1");
  for (std::int64_t later = database.value("SELECT max(number) FROM journal"); later > number; --later) {
    events.bind(1, later).run();
    journal.bind(1, later).run();
  }
}

void move_events(sqlite::Database& database, std::int64_t from, std::int64_t behind, const std::string& to_id) {
  sqlite::Statement select(database,
                           "SELECT seq, kind, version, at, at_ms, body FROM event WHERE journal = $1 AND seq > $2"
                           " ORDER BY seq LIMIT $3");
  sqlite::Statement insert(database,
                           "INSERT INTO event (journal, seq, kind, version, at, at_ms, hash, body)"
                           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  std::string hash = wire::genesis_hash(to_id);
  std::int64_t seq = 0;
  for (std::int64_t done = behind;;) {
    const std::vector<Row> rows = rows_behind(select, from, done);
    if (rows.empty()) break;
    for (const Row& row : rows) {
      hash = wire::chain_hash(hash, ++seq, row.kind, row.version, row.at, row.body);
      insert.bind(1, from + 1).bind(2, seq).bind(3, row.kind).bind(4, row.version).bind(5, row.at);
      insert.bind(6, row.at_ms).bind(7, hash).bind(8, row.body).run();
    }
    done = rows.back().seq;
  }
  sqlite::Statement(database, "DELETE FROM event WHERE journal = $1 AND seq > $2").bind(1, from).bind(2, behind).run();
}

}  // namespace

std::string begin_journal(sqlite::Database& database, std::int64_t number, const std::string& begun_by,
                          std::int64_t at_ms) {
  std::string id = crypto::random_uuid();
  sqlite::Statement(database, "INSERT INTO journal (number, id, begun_by, begun_at_ms) VALUES ($1, $2, $3, $4)")
      .bind(1, number)
      .bind(2, id)
      .bind(3, begun_by)
      .bind(4, at_ms)
      .run();
  return id;
}

bool fork_journal(sqlite::Database& database, const std::string& id, std::int64_t common_seq, std::int64_t at_ms) {
  sqlite::Statement find(database,
                         "SELECT number FROM journal WHERE id = $1 AND EXISTS"
                         " (SELECT 1 FROM event WHERE journal = number AND seq > $2)");
  find.bind(1, id).bind(2, common_seq);
  if (!find.step()) return false;
  const std::int64_t number = find.integer(0);
  find.reset();
  make_room_behind(database, number);
  move_events(database, number, common_seq, begin_journal(database, number + 1, "fork", at_ms));
  sqlite::Statement(database, "UPDATE journal SET acked = min(acked, $2) WHERE number = $1")
      .bind(1, number)
      .bind(2, common_seq)
      .run();
  return true;
}

}  // namespace menting::storage
