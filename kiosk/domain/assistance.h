#pragma once

#include <cstdint>
#include <string>

#include "kiosk/domain/ids.h"

namespace menting::domain {

/// A running number for ever; 0 is none.
using AssistanceNumber = int;

/// Somebody in the hall asked for a person. Nothing in it says who.
struct AssistanceCall {
  AssistanceNumber number = 0;
  BusinessDay day;
  std::string place;     ///< a code: kiosk, entrance, waiting_area, self_service, counter_3
  std::string language;  ///< that the helper should speak
  std::int64_t at_ms = 0;
  std::int64_t steady_ms = 0;
  bool operator==(const AssistanceCall&) const = default;
};

}  // namespace menting::domain
