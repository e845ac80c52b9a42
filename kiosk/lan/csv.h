#pragma once

#include <string>
#include <vector>

#include "base/http/server.h"

namespace menting::lan {

/// Whether it is asked for, by `format` or Accept. Throws Unfit for another format.
bool wants_csv(const http::Request& request);
http::Response file_of(std::string csv, const std::string& name);

/// A row of comma-separated values (RFC 4180). What a spreadsheet would take for a formula is given as text.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace menting::lan
