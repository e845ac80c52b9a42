#pragma once

#include "kiosk/domain/command.h"

namespace menting::ui {

/// The codes that a new number or order is known by, fresh.
void put_codes(domain::Command& command);

}  // namespace menting::ui
