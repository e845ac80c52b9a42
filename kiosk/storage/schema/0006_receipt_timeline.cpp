#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// A receipt's age is counted on the branch's own timeline: a wall clock that is put forward by days made all of them
// old at once, and a press that was sent again happened twice.
const char* const schema_0006_receipt_timeline = R"sql(
ALTER TABLE receipt RENAME COLUMN at_ms TO steady_ms;
UPDATE receipt SET steady_ms = max(0, steady_ms - coalesce(
    (SELECT at_ms - json_extract(body, '$.steady_ms') FROM event ORDER BY journal DESC, seq DESC LIMIT 1), 0));
)sql";

}  // namespace menting::storage
