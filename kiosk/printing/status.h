#pragma once

#include <string>

#include "kiosk/printing/printer.h"

namespace menting::printing {

/// The answers to DLE EOT 1 (printer), 2 (why offline) and 4 (paper); 0 where none came.
struct Status {
  unsigned printer = 0;
  unsigned offline_cause = 0;
  unsigned paper = 0;
};

/// The bits that every answer has; anything else that a printer sends is no answer.
bool is_status(unsigned char byte);

Outcome read_status(const Status& status);

/// Whether a printer in this state prints a job now, and does not keep it for later.
bool takes_jobs(Outcome outcome);

/// What is the matter with the printer called `name` and what to do, in English; empty when it is well. `advice` is
/// what to look at when it cannot be reached, `why` what was in the way then.
std::string describe(Outcome outcome, const std::string& name, const std::string& advice, const std::string& why);

}  // namespace menting::printing
