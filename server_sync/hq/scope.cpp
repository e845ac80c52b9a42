#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

/// As SQL writes a text. The names come from the configuration file, and there are few lists of them, so that each may
/// be a statement of its own.
std::string sql_text(std::string_view text) {
  std::string all = "'";
  for (const char c : text) all += c == '\'' ? std::string("''") : std::string(1, c);
  return all + "'";
}

}  // namespace

std::string scope_sql(const std::vector<std::string>& regions, std::string_view column) {
  if (regions.empty()) return "";
  std::string names;
  for (const std::string& region : regions) names += (names.empty() ? "" : ", ") + sql_text(region);
  return " AND " + std::string(column) + " IN (SELECT id FROM branch WHERE region IN (" + names + "))";
}

bool in_scope(sql::Connection& connection, const std::vector<std::string>& regions, const std::string& branch) {
  auto& found = connection.statement("SELECT 1 FROM branch WHERE id = $1" + scope_sql(regions, "id")).bind(1, branch);
  const bool is = found.step();
  found.reset();
  return is;
}

}  // namespace menting::hq
