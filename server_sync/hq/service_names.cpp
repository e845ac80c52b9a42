#include "server_sync/hq/service_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

using SortedJson = nlohmann::json;

/// A chain calls its services the same nearly everywhere: so many branches tell how, and reading them stays quick.
constexpr int branches_read = 64;

/// How many call a letter so.
using Votes = std::map<std::string, std::map<std::string, int>>;

void count_names(const std::string& body, Votes& votes) {
  const SortedJson now = SortedJson::parse(body, nullptr, false);
  const auto services = now.is_object() ? now.find("services") : now.end();
  if (!now.is_object() || services == now.end() || !services->is_array()) return;
  for (const SortedJson& service : *services) {
    if (!service.is_object()) continue;
    const SortedJson letter = service.value("letter", SortedJson());
    const SortedJson name = service.value("name", SortedJson());
    if (letter.is_string() && name.is_object()) ++votes[letter.get<std::string>()][name.dump()];
  }
}

}  // namespace

std::map<std::string, std::string> service_names(sql::Connection& connection, const BranchChoice& choice) {
  auto& found = connection.statement(
      fmt::format("SELECT n.body FROM branch b JOIN branch_now n ON n.branch = b.id WHERE $1 IN "
                  "('', b.id) AND $2 IN ('', b.tier) AND $3 IN ('', b.region){} ORDER BY b.id LIMIT {}",
                  scope_sql(choice.regions, "b.id"), branches_read));
  found.bind(1, choice.branch).bind(2, choice.tier).bind(3, choice.region);
  Votes votes;
  while (found.step()) count_names(found.text(0), votes);
  std::map<std::string, std::string> names;
  for (const auto& [letter, called] : votes) {
    const auto most = std::max_element(called.begin(), called.end(),
                                       [](const auto& one, const auto& other) { return one.second < other.second; });
    names.emplace(letter, most->first);
  }
  return names;
}

}  // namespace menting::hq
