#pragma once

#include <string>
#include <vector>

namespace menting::lan {

/// A row of comma-separated values (RFC 4180). What a spreadsheet would take for a formula is given as text.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace menting::lan
