#pragma once

#include <string>

#include "kiosk/domain/repair_order.h"

namespace menting::desk {

/// An order and a loaner as JSON text: what receipts and state rows hold. No personal data.
std::string repair_json(const domain::RepairOrder& order);
std::string loaner_json(const domain::Loaner& loaner);
/// Back again. Throws std::runtime_error for text that these did not write.
domain::RepairOrder read_repair(const std::string& json);
domain::Loaner read_loaner(const std::string& json);

}  // namespace menting::desk
