#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/domain/alert.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/repair_alerts.h"

namespace menting::desk {

/// What alerts are made of. `disk_free_mb` below 0: not known.
struct AlertSources {
  const Board& board;
  const domain::Plan& plan;
  const Health& health;
  const std::vector<domain::RepairAlert>& repairs;  ///< the desk's, of the moment
  domain::AlertLimits limits;
  std::int64_t disk_free_mb = -1;
  std::int64_t now_ms = 0;  ///< wall clock
};

/// Of one kind at most so many are listed, the oldest; nobody reads more.
constexpr std::size_t alerts_of_kind_max = 50;

/// What a manager should look at now: urgent first, then the oldest. Reads what is in memory, and nothing
/// else.
std::vector<domain::Alert> alerts_now(const AlertSources& sources);

}  // namespace menting::desk
