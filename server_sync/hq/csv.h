#pragma once

#include <string>
#include <string_view>

#include "base/http/server.h"

namespace menting::hq {

/// "?format=csv", or else an Accept header that wants text/csv more than JSON.
bool wants_csv(const http::Request& request);

/// What a page's link downloads (?format=csv) is opened with Excel and begins with a mark; what a program asks for by
/// Accept begins with its first column's name.
enum class CsvFor { people, programs };
CsvFor csv_reader(const http::Request& request);

/// A table for Excel and LibreOffice of a JSON array of objects; nested names are joined with dots ("today.taken").
/// Columns and their order are those of `pattern`, an object; what a row lacks stays empty, lists are not shown.
/// `file_name` without ".csv".
http::Response csv_answer(std::string_view json_rows, std::string_view pattern, const std::string& file_name,
                          CsvFor reader = CsvFor::people);

}  // namespace menting::hq
