#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// A visit of several services keeps its number while the service changes: the number's letter and the service part.
// What was finished before had one serving.
const char* const schema_0004_every_verb = R"sql(
ALTER TABLE ticket RENAME COLUMN service TO letter;
ALTER TABLE ticket ADD COLUMN service TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN since_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN since_steady_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN kept_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN for_counter INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN added TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN servings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ticket ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN hold_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN held_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN lane_changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN lane_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;
UPDATE ticket SET service = letter, since_at_ms = taken_at_ms, since_steady_ms = taken_steady_ms;
-- Waiting again after a call that came to nothing: what it had waited was taken over.
UPDATE ticket SET kept_ms = waited_ms WHERE state = 'waiting' AND calls > 0;
UPDATE ticket SET servings = json_array(json_object('service', letter, 'counter', counter, 'staff', staff,
    'started_at', started_at_ms, 'served', served_ms, 'outcome', outcome)) WHERE state = 'finished';
ALTER TABLE counter ADD COLUMN priority_run INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace menting::storage
