#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/domain/ids.h"

namespace menting::domain {

/// A running number for ever; 0 is none.
using LoanerNumber = int;

enum class LoanerState { free, lent, retired };

/// A device of the branch that customers use while theirs is repaired.
struct Loaner {
  LoanerNumber number = 0;
  std::string label;  ///< on the device; no two of the stock have the same
  std::string model;
  LoanerState state = LoanerState::free;
  std::string condition;    ///< as it was lent or came back last: good, worn, damaged, incomplete, other
  std::string repair;       ///< the order it is lent for
  std::string last_repair;  ///< the order it came back from last
  StaffId staff;            ///< who lent it, or took it back
  std::int64_t since_ms = 0;
  BusinessDay due_day;  ///< while it is lent
  int lent_count = 0;
  bool operator==(const Loaner&) const = default;
};

std::string_view to_string(LoanerState state);
bool from_string(std::string_view text, LoanerState& out);

}  // namespace menting::domain
