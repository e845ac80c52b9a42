#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// What headquarters has said, newest under each name; the body is sealed with the branch's key.
const char* const schema_0011_directives = R"sql(
CREATE TABLE directive (
  name TEXT PRIMARY KEY, version INTEGER NOT NULL, taken_at_ms INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace menting::storage
