#pragma once

#include "kiosk/domain/moment.h"

namespace menting::desk {

/// Port: what time it is at the branch.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual domain::Moment now() = 0;
};

}  // namespace menting::desk
