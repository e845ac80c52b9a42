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
  bool network = false;        ///< headquarters, and the way there
  bool troubles = true;        ///< faults, jumps, absurd commands, repeated requests
  bool checks = true;
  bool trace_all = false;  ///< every step on standard output
};

/// Seeds above this one have headquarters and a bad line to it.
constexpr std::uint64_t network_after = 1'000;

Scenario scenario_of(std::uint64_t seed);
/// A large hall on a quiet day: nothing goes wrong and nobody looks. For what a day costs.
Scenario plain_day(int visits, int counters);

}  // namespace menting::simulation
