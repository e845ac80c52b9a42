#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Appointments as the events have them, what opens one apart from it, and the slot of a ticket that came by one.
const char* const schema_0012_appointments = R"sql(
CREATE TABLE appointment (
  id          TEXT PRIMARY KEY,
  number      TEXT NOT NULL,
  day         INTEGER NOT NULL,
  from_minute INTEGER NOT NULL,
  to_minute   INTEGER NOT NULL,
  service     TEXT NOT NULL,
  state       TEXT NOT NULL,
  ticket      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_day ON appointment (day);
CREATE TABLE appointment_secret (
  id         TEXT PRIMARY KEY,
  code_hash  TEXT NOT NULL,
  phone_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE ticket ADD COLUMN appointment TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN slot_from_minute INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN slot_to_minute INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN due_steady_ms INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace menting::storage
