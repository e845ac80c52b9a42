#include "kiosk/lan/csv.h"

#include <string_view>

namespace menting::lan {
namespace {

/// Numbers may begin with a minus.
bool is_number(std::string_view text) {
  return text.find_first_not_of("-.0123456789") == std::string_view::npos;
}

std::string cell(const std::string& text) {
  const bool looks_like_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos && !is_number(text);
  std::string plain = looks_like_formula ? "'" + text : text;
  if (plain.find_first_of(",\"\r\n") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t at = 0; at < cells.size(); ++at) row.append(at == 0 ? "" : ",").append(cell(cells[at]));
  return row + "\r\n";
}

}  // namespace menting::lan
