#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Repair orders and loaners: `body` is JSON of their fields, beside it what they are looked for by. What is personal
// is in sealed notes; one that was erased keeps its row without what it said.
const char* const schema_0006_repairs = R"sql(
CREATE TABLE repair (
  number    TEXT PRIMARY KEY,
  day       INTEGER NOT NULL,
  state     TEXT NOT NULL,
  ended_day INTEGER NOT NULL,
  erased    INTEGER NOT NULL,
  body      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX repair_day ON repair (day);
CREATE INDEX repair_known ON repair (ended_day) WHERE erased = 0;
CREATE TABLE loaner (
  number INTEGER PRIMARY KEY,
  state  TEXT NOT NULL,
  body   TEXT NOT NULL
) STRICT;
ALTER TABLE note ADD COLUMN erased_at_ms INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace menting::storage
