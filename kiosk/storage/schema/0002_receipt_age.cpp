#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Old receipts are swept every hour: without it every sweep reads them all.
const char* const schema_0002_receipt_age = R"sql(
CREATE INDEX receipt_age ON receipt (at_ms);
)sql";

}  // namespace menting::storage
