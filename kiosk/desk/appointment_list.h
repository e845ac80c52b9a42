#pragma once

#include <string>

#include "kiosk/domain/appointment.h"

namespace menting::desk {

/// Headquarters' list of appointments, JSON. Throws std::runtime_error where it is not what it should be.
domain::NoteAppointments read_appointment_list(const std::string& body);

}  // namespace menting::desk
