#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/domain/plan.h"
#include "kiosk/ui/outside.h"

namespace menting::program {

/// What headquarters says of halls nearby (directive "nearby"), by a service's group. Any thread.
class Nearby {
 public:
  explicit Nearby(const domain::Plan& plan) : plan_(plan) {}

  /// Throws std::runtime_error for what headquarters does not send.
  void take(const std::string& body);
  /// Nearest first; those whose figures are older than ten minutes are left out.
  std::vector<ui::NearbyOffer> offers(domain::ServiceLetter service, std::int64_t now_ms) const;

 private:
  const domain::Plan plan_;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<ui::NearbyOffer>> by_group_;
};

}  // namespace menting::program
