#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// What a manager arranges for a day and answers, what its report is made of, and the events by their time. What is
// known of older visits is in their events.
const char* const schema_0005_managers_day = R"sql(
CREATE TABLE closed_service (
  service TEXT PRIMARY KEY,
  staff   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE counter ADD COLUMN services TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN rated_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN rating_answer TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN answer_staff TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN answered_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN first_counter INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN first_staff TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN first_called_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN first_wait_ms INTEGER NOT NULL DEFAULT 0;
UPDATE ticket SET rated_at_ms = rated.at_ms FROM (
    SELECT json_extract(body, '$.ticket_id') AS id, max(at_ms) AS at_ms FROM event WHERE kind = 'visit_rated' GROUP BY 1
  ) AS rated WHERE ticket.id = rated.id;
-- With min() the other columns are those of the row that has it.
UPDATE ticket SET first_counter = called.counter, first_staff = called.staff, first_called_at_ms = called.at_ms,
    first_wait_ms = called.waited_ms FROM (
    SELECT json_extract(body, '$.ticket_id') AS id, json_extract(body, '$.counter') AS counter,
      json_extract(body, '$.staff') AS staff, json_extract(body, '$.waited_ms') AS waited_ms, at_ms,
      min(journal * 1000000000000 + seq) FROM event WHERE kind = 'ticket_called' GROUP BY 1
  ) AS called WHERE ticket.id = called.id;
CREATE INDEX event_time ON event (at_ms);
)sql";

}  // namespace menting::storage
