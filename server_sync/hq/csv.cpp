#include "server_sync/hq/csv.h"

#include <nlohmann/json.hpp>

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

std::string quoted_where_needed(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// Text that a table program would take for a formula begins with an apostrophe.
std::string cell(const Json& value) {
  if (value.is_null()) return "";
  if (!value.is_string()) return value.dump();
  auto text = value.get<std::string>();
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) text.insert(0, "'");
  return quoted_where_needed(text);
}

void add_names(const Json& pattern, const std::string& before, std::string& line) {
  for (const auto& [name, value] : pattern.items()) {
    if (value.is_object()) {
      add_names(value, before + name + ".", line);
    } else if (!value.is_array()) {
      line += (line.empty() ? "" : ",") + quoted_where_needed(before + name);
    }
  }
}

void add_cells(const Json& pattern, const Json& row, bool& is_first, std::string& line) {
  static const Json nothing;
  for (const auto& [name, value] : pattern.items()) {
    if (value.is_array()) continue;
    const Json& there = row.is_object() && row.contains(name) ? row.at(name) : nothing;
    if (value.is_object()) {
      add_cells(value, there, is_first, line);
    } else {
      if (!is_first) line += ',';
      is_first = false;
      line += cell(there);
    }
  }
}

}  // namespace

bool wants_csv(const http::Request& request) {
  if (const auto format = request.query_value("format")) return *format == "csv";
  return request.header("Accept").find("text/csv") != std::string_view::npos;
}

http::Response csv_answer(std::string_view json_rows, std::string_view pattern, const std::string& file_name) {
  const Json columns = Json::parse(pattern);
  http::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file_name + ".csv\"");
  response.body = "\xEF\xBB\xBF";  // else Excel takes Chinese for another encoding
  std::string header;
  add_names(columns, "", header);
  response.body += header + "\r\n";
  for (const Json& row : Json::parse(json_rows)) {
    bool is_first = true;
    add_cells(columns, row, is_first, response.body);
    response.body += "\r\n";
  }
  return response;
}

}  // namespace menting::hq
