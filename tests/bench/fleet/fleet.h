#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/bench/fleet/branches.h"

namespace menting::bench {

struct Load {
  double every_s = 5;     ///< each branch, its own moment in it
  double warm_up_s = 10;  ///< not measured; everyone connects in the first `every_s`
  double measured_s = 30;
};

struct Heard {
  /// From the moment a request was due, whether or not this program was late with it, to the end of its answer.
  std::vector<double> waits_ms;
  std::int64_t events = 0;    ///< acknowledged in the measured time
  std::int64_t failures = 0;  ///< in all of the time: other answers, closed connections, answers that took a turn
  std::string first_failure;
  double late_ms_max = 0;  ///< how far this program itself was behind
};

/// All branches against 127.0.0.1:`port`, each on a connection that it keeps, from one thread. `begins` and
/// `ends` are run when measuring does.
Heard run_fleet(std::vector<FleetBranch>& branches, std::uint16_t port, const Load& load,
                const std::function<void()>& begins, const std::function<void()>& ends);

}  // namespace menting::bench
