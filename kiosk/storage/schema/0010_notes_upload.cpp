#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// How far headquarters knows a note: `name` is what it is called there, made at random; `sent_at_ms` is when
// headquarters confirmed that it has it, `erased_there` its proof that it has erased it.
const char* const schema_0010_notes_upload = R"sql(
ALTER TABLE note ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN sent_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN erased_there TEXT NOT NULL DEFAULT '';
UPDATE note SET name = lower(hex(randomblob(16)));
CREATE INDEX note_name ON note (name);
CREATE INDEX note_unsent ON note (id) WHERE erased_at_ms = 0 AND sent_at_ms = 0;
CREATE INDEX note_untold ON note (id) WHERE erased_at_ms > 0 AND erased_there = '';
)sql";

}  // namespace menting::storage
