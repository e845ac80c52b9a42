#pragma once

#include <string>
#include <string_view>

#include "base/http/server.h"

namespace menting::hq {

/// "?format=csv", or else an Accept header that names text/csv.
bool wants_csv(const http::Request& request);

/// A table for Excel and LibreOffice of a JSON array of objects; nested names are joined with dots ("today.taken").
/// Columns and their order are those of `pattern`, an object; what a row lacks stays empty, lists are not shown.
/// `file_name` without ".csv".
http::Response csv_answer(std::string_view json_rows, std::string_view pattern, const std::string& file_name);

}  // namespace menting::hq
