#pragma once

#include <string>

#include "kiosk/desk/desk.h"

namespace menting::program {

/// Lets the desk note headquarters' list; returns when that is durable. Throws std::runtime_error when it cannot.
void note_appointments(desk::Desk& desk, const std::string& list);

}  // namespace menting::program
