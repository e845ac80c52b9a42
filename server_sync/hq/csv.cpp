#include "server_sync/hq/csv.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

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

std::string_view without_blanks(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// One part of an Accept header: its type in small letters and how much it is wanted, 0 to 1.
std::pair<std::string, double> media_range(std::string_view part) {
  std::string type(without_blanks(part.substr(0, part.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  double quality = 1;
  for (std::size_t at = part.find(';'); at != std::string_view::npos; at = part.find(';', at + 1)) {
    const std::string_view parameter = without_blanks(part.substr(at + 1, part.find(';', at + 1) - at - 1));
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    const std::string_view value = without_blanks(parameter.substr(2));
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), quality);
    if (error != std::errc() || end != value.data() + value.size()) quality = 0;
  }
  return {type, std::clamp(quality, 0.0, 1.0)};
}

}  // namespace

bool wants_csv(const http::Request& request) {
  if (const auto format = request.query_value("format")) return *format == "csv";
  double csv = 0;
  double json = -1;     // not named
  double anything = 0;  // */*
  std::string_view rest = request.header("Accept");
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const auto [type, quality] = media_range(rest.substr(0, comma));
    if (type == "text/csv") csv = quality;
    if (type == "application/json") json = quality;
    if (type == "*/*" || type == "application/*") anything = std::max(anything, quality);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  // What is named goes before what is only let in.
  return csv > 0 && (json >= 0 ? csv > json : csv >= anything);
}

CsvFor csv_reader(const http::Request& request) {
  return request.query_value("format") ? CsvFor::people : CsvFor::programs;
}

http::Response csv_answer(std::string_view json_rows, std::string_view pattern, const std::string& file_name,
                          CsvFor reader) {
  const Json columns = Json::parse(pattern);
  http::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file_name + ".csv\"");
  if (reader == CsvFor::people) response.body = "\xEF\xBB\xBF";  // else Excel takes Chinese for another encoding
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
