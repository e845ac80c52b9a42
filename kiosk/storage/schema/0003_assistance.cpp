#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Open calls for help; the last number is the setting last_assistance.
const char* const schema_0003_assistance = R"sql(
CREATE TABLE assistance (
  number    INTEGER PRIMARY KEY,
  day       INTEGER NOT NULL,
  place     TEXT NOT NULL,
  language  TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  steady_ms INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace menting::storage
