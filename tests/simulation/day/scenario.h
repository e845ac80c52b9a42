#pragma once

#include <cstdint>
#include <string>

#include "kiosk/domain/plan.h"

namespace menting::simulation {

/// What a seed makes of a world.
struct Scenario {
  std::uint64_t seed = 1;
  int days = 2;
  std::string zone = "Asia/Shanghai";
  std::int64_t begins_at_ms = 0;  ///< wall clock
  domain::Plan plan;
  int visits_a_day = 120;
  double service_minutes = 6;  ///< the median
  bool troubles = true;        ///< faults, jumps, absurd commands, repeated requests
  bool checks = true;
  bool trace_all = false;  ///< every step on standard output
};

Scenario scenario_of(std::uint64_t seed);
/// A large hall on a quiet day: nothing goes wrong and nobody looks. For what a day costs.
Scenario plain_day(int visits, int counters);

}  // namespace menting::simulation
