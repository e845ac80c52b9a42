#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/domain/ids.h"

namespace menting::domain {

enum class CounterState { closed, open, paused };

/// A position where a clerk serves, as it stands now.
struct Counter {
  CounterNumber number = 0;
  CounterState state = CounterState::closed;
  StaffId staff;         ///< who has it open; empty when closed
  TicketId ticket;       ///< called or being served there; empty when none
  TicketId last_ticket;  ///< the last visit finished there: whom the rating pad asks
  std::string reason;    ///< of a pause; a code
  std::int64_t since_ms = 0;
  int priority_run = 0;       ///< priority calls in a row here while standard numbers waited
  std::string services = {};  ///< letters of what it serves today, preferred first; empty: as configured

  bool operator==(const Counter&) const = default;
};

std::string_view to_string(CounterState state);
bool from_string(std::string_view text, CounterState& out);

}  // namespace menting::domain
