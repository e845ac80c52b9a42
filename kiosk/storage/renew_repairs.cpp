#include "kiosk/storage/renew_repairs.h"

#include "kiosk/desk/repair_json.h"
#include "kiosk/domain/branch.h"
#include "kiosk/storage/state_rows.h"

namespace menting::storage {

void renew_repairs(sqlite::Database& database) {
  if (database.value("SELECT EXISTS (SELECT 1 FROM repair WHERE body NOT LIKE '%\"quotes\":%')") == 0) return;
  domain::Branch branch{domain::Plan{}};
  sqlite::Statement events(database,
                           "SELECT kind, version, at_ms, body FROM event WHERE kind LIKE 'repair\\_%' ESCAPE '\\'"
                           " OR kind LIKE 'loaner\\_%' ESCAPE '\\' ORDER BY journal, seq");
  while (events.step()) branch.apply(event_at(events));
  database.run("BEGIN IMMEDIATE");
  sqlite::Statement row(database, "UPDATE repair SET body = $2 WHERE number = $1");
  for (const auto& [number, order] : branch.state().repairs.orders) {
    row.bind(1, number).bind(2, desk::repair_json(order)).run();
  }
  database.run("COMMIT");
}

}  // namespace menting::storage
