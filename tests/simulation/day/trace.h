#pragma once

#include <deque>
#include <string>

#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"

namespace menting::simulation {

/// "CallNext counter 3 staff 1001"
std::string describe(const domain::Command& command);
/// "20261123-A001 called", "queue_empty", "lost"
std::string describe(const desk::Receipt* receipt);

/// The last lines of what happened.
class Trace {
 public:
  void note(std::string line);
  const std::deque<std::string>& lines() const { return lines_; }

 private:
  static constexpr std::size_t kept_ = 40;
  std::deque<std::string> lines_;
};

}  // namespace menting::simulation
