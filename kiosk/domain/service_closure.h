#pragma once

#include <cstdint>
#include <string>

#include "kiosk/domain/ids.h"

namespace menting::domain {

/// A manager closed the service for the rest of the business day: no more numbers, who waits is still served.
struct ServiceClosure {
  ServiceLetter service = 'A';
  StaffId staff;
  std::string reason;  ///< a code
  std::int64_t at_ms = 0;
  bool operator==(const ServiceClosure&) const = default;
};

}  // namespace menting::domain
