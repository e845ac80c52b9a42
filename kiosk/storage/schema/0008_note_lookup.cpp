#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// By which a note is found without being opened: a hash that only the branch's key can make; empty for most. Whose
// notes were erased after the backup was made that was put back stands in erasure_owed until the events say so.
const char* const schema_0008_note_lookup = R"sql(
ALTER TABLE note ADD COLUMN lookup TEXT NOT NULL DEFAULT '';
CREATE INDEX note_lookup ON note (lookup) WHERE lookup <> '';
CREATE TABLE erasure_owed (
  about TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace menting::storage
