#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// How often a customer let others go first in this visit.
const char* const schema_0013_let_pass = R"sql(
ALTER TABLE ticket ADD COLUMN let_passes INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace menting::storage
