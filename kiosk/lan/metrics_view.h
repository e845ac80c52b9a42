#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"

namespace menting::lan {

struct MetricsFacts {
  std::string version;
  std::string data_folder;
  std::int64_t now_ms = 0;  ///< wall clock
  std::size_t streams = 0;  ///< pages that follow the board
};

/// The branch in Prometheus' text format; nobody's name or number is in it.
std::string metrics_view(const desk::Board& board, desk::Health& health, const MetricsFacts& facts);

}  // namespace menting::lan
