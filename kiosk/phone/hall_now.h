#pragma once

#include <cstdint>
#include <string>

#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/domain/plan.h"

namespace menting::phone {

/// How headquarters' configuration stands at this branch.
struct ConfigStanding {
  std::int64_t version = 0;       ///< headquarters' number; 0: it sent none
  std::string state = "applied";  ///< applied, waiting, refused
  std::string fault;              ///< of a refused one: keys, never values
};

struct HallFacts {
  std::string version;  ///< the program's
  std::string timezone;
  std::int64_t uptime_s = 0;
  std::int64_t disk_free_mb = -1;  ///< -1: not known
  bool has_screen = true;
  ConfigStanding config;
};

/// How the branch is, as JSON: what headquarters shows of it and what other halls nearby tell their customers. No
/// personal data.
struct HallNow {
  std::string json;
  std::string digest;  ///< the same for what differs by nothing but time
};
HallNow hall_now(const desk::Board& board, const domain::Plan& plan, const desk::Health& health,
                 const HallFacts& facts);

}  // namespace menting::phone
