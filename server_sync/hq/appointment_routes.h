#pragma once

#include <memory>
#include <string>

#include "server_sync/hq/appointments.h"
#include "server_sync/hq/router.h"

namespace menting::hq {

/// What of appointments headquarters' own people see and decide.
void add_appointment_routes(Router& router);

/// What anybody may do about an appointment of their own. `address` is headquarters' public one, `secret` its own.
void add_booking_routes(Router& router, const std::string& address, const std::string& secret);

/// JSON of one, as pages and the public answers have it; `branch_name` may be empty.
std::string appointment_json(const AppointmentRow& row, const std::string& branch_name);

}  // namespace menting::hq
