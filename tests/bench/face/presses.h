#pragma once

#include <vector>

namespace menting::bench {

struct Presses {
  std::vector<double> changed_us;  ///< from each press, and each letting go, to other pixels there on the X screen
  double frame_us = 0;             ///< one full redraw of home, in the same run
  int sent = 0, acted = 0;         ///< taps without a pause between them
};

/// Fingers on the real window's loop, 1080 by 1920.
Presses measure_presses();

}  // namespace menting::bench
