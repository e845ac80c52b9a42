// Sums by service, hour, counter and clerk: rows of rollup_part, and whether they are what the events say.
#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "server_sync/hq/rollups.h"

namespace menting::hq {
namespace {

using RowKey = std::pair<std::string_view, const PartKey*>;

struct InKeyOrder {
  bool operator()(const RowKey& a, const RowKey& b) const {
    return std::tie(a.first, *a.second) < std::tie(b.first, *b.second);
  }
};

/// The rows of rollup_part as columns.
struct PartRows {
  std::vector<std::string_view> branches, parts, names;
  std::vector<std::int64_t> days, sums;

  void add(const RowKey& key, const Figures& figures) {
    branches.push_back(key.first);
    days.push_back(key.second->day);
    parts.emplace_back(part_name(key.second->part));
    names.emplace_back(key.second->name);
    sums.insert(sums.end(), figures.sums.begin(), figures.sums.end());
  }
};

const std::string& into_parts() {
  static const std::string into = [] {
    std::string columns = "rollup_part (branch, day, part, name";
    for (const std::string& name : sum_names()) columns += ", " + name;
    return columns + ")";
  }();
  return into;
}

const std::string& adding() {
  static const std::string on_conflict = [] {
    std::string set;
    for (const std::string& name : sum_names()) {
      set += fmt::format("{}{} = rollup_part.{} + excluded.{}", set.empty() ? "" : ", ", name, name, name);
    }
    return "ON CONFLICT (branch, day, part, name) DO UPDATE SET " + set;
  }();
  return on_conflict;
}

std::string where(const std::string& branch, int day, std::string_view part, const std::string& name) {
  return fmt::format("branch {}: the figures of {} by {} {}", branch, day, part, name);
}

}  // namespace

/// In the order of the key, whichever order they came in: two writers never wait for each other crosswise.
void add_parts(sql::Connection& connection, std::span<const Arrival> arrivals) {
  std::map<RowKey, Figures, InKeyOrder> sums;
  for (const Arrival& arrival : arrivals) {
    for (const auto& [key, figures] : arrival.changes->parts) sums[{arrival.branch, &key}] += figures;
  }
  if (sums.empty()) return;
  PartRows rows;
  for (const auto& [key, figures] : sums) rows.add(key, figures);
  connection.insert({into_parts().c_str(),
                     adding().c_str(),
                     sums.size(),
                     {sql::Texts(rows.branches), sql::Integers(rows.days), sql::Texts(rows.parts),
                      sql::Texts(rows.names), sql::Grid{rows.sums, sum_count}}});
}

void keep_timezones(sql::Connection& connection, std::span<const Arrival> arrivals) {
  for (const Arrival& arrival : arrivals) {
    if (arrival.changes->timezone.empty()) continue;
    connection.statement("UPDATE branch SET timezone = $2 WHERE id = $1 AND timezone <> $2")
        .bind(1, arrival.branch)
        .bind(2, arrival.changes->timezone)
        .run();
  }
}

std::string all_sums(bool added_up) {
  std::string columns;
  for (const std::string& name : sum_names()) {
    if (!columns.empty()) columns += ", ";
    columns += fmt::format(fmt::runtime(added_up ? "sum(p.{})" : "p.{}"), name);
  }
  return columns;
}

Figures figures_at(const sql::Statement& row, int first) {
  Figures figures;
  for (std::size_t i = 0; i < sum_count; ++i) figures.sums[i] = row.integer(first + static_cast<int>(i));
  return figures;
}

void verify_parts(sql::Connection& connection, const std::string& branch, const std::map<PartKey, Figures>& expected,
                  std::vector<std::string>& faults) {
  using Stored = std::tuple<int, std::string, std::string>;
  std::map<Stored, Figures> stored;
  auto& rows = connection.statement("SELECT p.day, p.part, p.name, " + all_sums(false) +
                                    " FROM rollup_part p WHERE p.branch = $1");
  rows.bind(1, branch);
  while (rows.step()) {
    stored[{static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2)}] = figures_at(rows, 3);
  }
  for (const auto& [key, figures] : expected) {
    const auto found = stored.find({key.day, part_name(key.part), key.name});
    if (found == stored.end() || !(found->second == figures)) {
      faults.push_back(where(branch, key.day, part_name(key.part), key.name) + " are not what the events say");
    }
    if (found != stored.end()) stored.erase(found);
  }
  for (const auto& [key, figures] : stored) {
    faults.push_back(where(branch, std::get<0>(key), std::get<1>(key), std::get<2>(key)) + " have no events");
  }
}

}  // namespace menting::hq
