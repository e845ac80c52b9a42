#include "kiosk/storage/renew_repairs.h"

#include "kiosk/desk/repair_json.h"
#include "kiosk/domain/branch.h"
#include "kiosk/storage/state_rows.h"

namespace menting::storage {

void renew_repairs(sqlite::Database& database) {
  const auto lacks = [&](const std::string& table, const std::string& field) {
    return database.value("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE body NOT LIKE '%\"" + field + "\":%')") !=
           0;
  };
  if (!lacks("repair", "quotes") && !lacks("loaner", "last_repair")) return;
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
  sqlite::Statement loaner_row(database, "UPDATE loaner SET body = $2 WHERE number = $1");
  for (const auto& [number, loaner] : branch.state().repairs.loaners) {
    loaner_row.bind(1, number).bind(2, desk::loaner_json(loaner)).run();
  }
  database.run("COMMIT");
}

}  // namespace menting::storage
