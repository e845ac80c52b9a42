#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Why and when a journal was begun: empty for a branch's first one, "restore", or "fork" where headquarters had another
// history under the name of the one before.
const char* const schema_0009_journal_begun = R"sql(
ALTER TABLE journal ADD COLUMN begun_by TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN begun_at_ms INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace menting::storage
