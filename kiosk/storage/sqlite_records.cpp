#include "kiosk/storage/sqlite_records.h"

#include "base/sqlite/database.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/state_rows.h"
#include "kiosk/storage/ticket_row.h"

namespace menting::storage {
namespace {

// Without the index SQLite would walk the journal from its end: for a day long past, all of it.
constexpr const char* of_day =
    " FROM event INDEXED BY event_time WHERE at_ms >= $1 AND at_ms < $2 AND ($3 = '' OR kind = $3)"
    " AND ($4 = '' OR json_extract(body, '$.staff') = $4)";

void bind_day(sqlite::Statement& rows, const desk::AuditQuery& query) {
  rows.bind(1, query.from_ms).bind(2, query.until_ms).bind(3, query.kind).bind(4, query.staff);
}

}  // namespace

SqliteRecords::SqliteRecords(const std::string& data_folder) : file_(DataFolder(data_folder).database()) {}

void SqliteRecords::each_ticket(domain::BusinessDay day, const std::function<void(const domain::Ticket&)>& seen) {
  sqlite::Database database(file_, sqlite::Access::read_only);
  // An id begins with its day, and the table is in the order of ids.
  const std::string first = domain::ticket_id(day, 'A', 0).substr(0, 8);
  sqlite::Statement rows(database, std::string("SELECT ") + ticket_columns + " FROM ticket WHERE id >= $1 AND id < $2");
  rows.bind(1, first).bind(2, first + '~');
  while (rows.step()) seen(ticket_at(rows));
}

desk::AuditPage SqliteRecords::audit(const desk::AuditQuery& query) {
  sqlite::Database database(file_, sqlite::Access::read_only);
  database.run("BEGIN");  // one look
  desk::AuditPage page;
  sqlite::Statement count(database, std::string("SELECT count(*)") + of_day);
  bind_day(count, query);
  if (count.step()) page.total = count.integer(0);
  const std::int64_t journal =
      query.after_journal != 0 ? query.after_journal : database.value("SELECT coalesce(max(number), 0) FROM journal");
  sqlite::Statement rows(database, std::string("SELECT kind, version, at_ms, body, journal, seq") + of_day +
                                       " AND ($5 = 0 OR (journal, seq) < ($6, $5))"
                                       " ORDER BY journal DESC, seq DESC LIMIT $7");
  bind_day(rows, query);
  rows.bind(5, query.after_seq).bind(6, journal).bind(7, query.limit);
  while (rows.step()) page.entries.push_back({rows.integer(4), rows.integer(5), event_at(rows)});
  return page;
}

}  // namespace menting::storage
