#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server_sync/hq/sql.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

/// What a branch's event says of an appointment.
struct AppointmentChange {
  std::string id;
  std::string state;   ///< empty: the branch knows it now
  std::string ticket;  ///< of a check-in
  std::int64_t at_ms = 0;
};

/// None when the event is about something else. Throws when it cannot be understood.
std::optional<AppointmentChange> read_appointment(const wire::Event& event);

/// Moves the row on; one that headquarters does not know (it was put back to an older state) is left out. Told again,
/// nothing changes. In the caller's transaction.
void follow_appointment(sql::Connection& sql, const std::string& branch, const AppointmentChange& change);

}  // namespace menting::hq
