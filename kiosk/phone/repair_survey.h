#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/repair_look.h"

namespace menting::phone {

/// The orders as phones were told of them.
struct RepairSurvey {
  std::map<domain::RepairNumber, domain::RepairOrder> told;
};

struct RepairChange {
  domain::RepairOrder order;  ///< as the branch has it
  desk::RepairSeen seen;      ///< with its notes and the customer's own words, for the owner's eyes
};

struct RepairsFound {
  std::vector<RepairChange> changed;
  std::set<domain::RepairNumber> there;  ///< every order that a slip can open
  bool more = false;                     ///< others changed, too
};

/// Asks the desk which orders are no longer as `before`, at most `most` of them. None: the desk does not answer now.
std::optional<RepairsFound> survey_repairs(desk::Desk& desk, std::shared_ptr<const RepairSurvey> before,
                                           std::size_t most);

}  // namespace menting::phone
