#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace menting::domain {

/// One visit's name for ever: business day and number, such as "20261123-A001". Unique in a branch.
using TicketId = std::string;
using StaffId = std::string;
using CounterNumber = int;
/// One letter 'A'..'Z', the service's name on slips and call board.
using ServiceLetter = char;

/// A branch's business day, as its time zone counts days: 20261123. Zero is no day.
struct BusinessDay {
  int yyyymmdd = 0;
  auto operator<=>(const BusinessDay&) const = default;
};

/// "2026-11-23"
std::string to_string(BusinessDay day);

}  // namespace menting::domain
