// Devices in repair: live rows and sums, what reports ask of them, and whether they are what the events say.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "server_sync/hq/scope.h"
#include "server_sync/hq/sql_store.h"

namespace menting::hq {
namespace {

constexpr std::size_t tally_fields = 7;

std::array<std::int64_t, tally_fields> values_of(const RepairTally& tally) {
  return {tally.opened,    tally.came_back, tally.handed_over,  tally.returned_unrepaired,
          tally.abandoned, tally.promises,  tally.promises_kept};
}

RepairTally tally_at(const sql::Statement& row, int column) {
  return {row.integer(column),     row.integer(column + 1), row.integer(column + 2), row.integer(column + 3),
          row.integer(column + 4), row.integer(column + 5), row.integer(column + 6)};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

std::vector<std::string> split(const std::string& all) {
  std::vector<std::string> lines;
  for (std::size_t from = 0, end = 0; (end = all.find('\n', from)) != std::string::npos; from = end + 1) {
    lines.push_back(all.substr(from, end - from));
  }
  return lines;
}

/// From day, opened, came_back, kind, brand, model, age, faults, promised_day, ready_day, state on.
RepairNow order_at(const sql::Statement& row, int column) {
  RepairNow order;
  order.day = static_cast<int>(row.integer(column));
  order.opened = row.integer(column + 1) != 0;
  order.came_back = row.integer(column + 2) != 0;
  order.device = {row.text(column + 3), row.text(column + 4), row.text(column + 5), row.text(column + 6),
                  split(row.text(column + 7))};
  order.promised_day = static_cast<int>(row.integer(column + 8));
  order.ready_day = static_cast<int>(row.integer(column + 9));
  order.state = row.text(column + 10);
  return order;
}

/// Of branches of this tier and region, which are the parameters from `first` on; empty ones are of all.
std::string of_tier_and_region(const char* column, int first) {
  return fmt::format("{} IN (SELECT id FROM branch WHERE ${} IN ('', tier) AND ${} IN ('', region))", column, first,
                     first + 1);
}

}  // namespace

/// What is kept of the orders that change, with one question for many of them: an answer that is waited for ends what
/// goes to PostgreSQL in one go.
std::map<std::string, RepairNow> SqlStore::read_repair_rows(const std::string& branch, const std::string& journal,
                                                            const std::vector<RepairChange>& changes) {
  std::map<std::string, RepairNow> orders;
  for (const RepairChange& change : changes) orders.try_emplace(change.repair_id);
  for (auto next = orders.begin(); next != orders.end();) {
    auto& rows = statement(
        "SELECT day, opened, came_back, kind, brand, model, age, faults, promised_day, ready_day, state, repair_id "
        "FROM live_repair WHERE branch = $1 AND journal = $2 AND repair_id IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15, $16, $17, $18)");
    rows.bind(1, branch).bind(2, journal);
    constexpr int first = 3;
    constexpr int last = 18;
    for (int index = first; index <= last; ++index) {
      rows.bind(index, next->first);  // the last one again where there are fewer
      if (index == last || std::next(next) != orders.end()) ++next;
    }
    while (rows.step()) orders[rows.text(11)] = order_at(rows, 0);
    rows.reset();
  }
  return orders;
}

/// The branch's row is locked: nobody else changes its orders until the end of the transaction.
void SqlStore::apply_repairs(const std::string& branch, const std::string& journal,
                             const std::vector<RepairChange>& changes) {
  if (changes.empty()) return;
  std::map<std::string, RepairNow> orders = read_repair_rows(branch, journal, changes);
  RepairSums sums;
  for (const RepairChange& change : changes) follow(change, orders[change.repair_id], sums);
  save_repairs(branch, journal, orders);
  sums.drop_empty();
  add_repair_sums(branch, sums);
}

void SqlStore::save_repairs(const std::string& branch, const std::string& journal,
                            const std::map<std::string, RepairNow>& orders) {
  for (const auto& [id, order] : orders) {
    if (order.day == 0) {
      statement("DELETE FROM live_repair WHERE branch = $1 AND repair_id = $2 AND journal = $3")
          .bind(1, branch)
          .bind(2, id)
          .bind(3, journal)
          .run();
      continue;
    }
    auto& save = statement(
        "INSERT INTO live_repair (branch, repair_id, journal, day, opened, came_back, kind, brand, model, age, faults, "
        "promised_day, ready_day, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
        "ON CONFLICT (branch, repair_id, journal) DO UPDATE SET opened = excluded.opened, "
        "came_back = excluded.came_back, kind = excluded.kind, brand = excluded.brand, model = excluded.model, "
        "age = excluded.age, faults = excluded.faults, promised_day = excluded.promised_day, "
        "ready_day = excluded.ready_day, state = excluded.state");
    save.bind(1, branch).bind(2, id).bind(3, journal).bind(4, order.day).bind(5, order.opened ? 1 : 0);
    save.bind(6, order.came_back ? 1 : 0).bind(7, order.device.kind).bind(8, order.device.brand);
    save.bind(9, order.device.model).bind(10, order.device.age).bind(11, joined(order.device.faults));
    save.bind(12, order.promised_day).bind(13, order.ready_day).bind(14, order.state).run();
  }
}

void SqlStore::add_repair_sums(const std::string& branch, const RepairSums& sums) {
  std::vector<std::int64_t> days;
  std::vector<std::string_view> kinds;
  std::vector<std::string_view> names;
  std::array<std::vector<std::int64_t>, tally_fields> columns;
  for (const auto& [key, tally] : sums.tallies) {
    days.push_back(std::get<0>(key));
    kinds.emplace_back(std::get<1>(key));
    names.emplace_back(std::get<2>(key));
    const auto values = values_of(tally);
    for (std::size_t i = 0; i < values.size(); ++i) columns.at(i).push_back(values.at(i));
  }
  sql::Rows rows{
      "rollup_repair (branch, day, counted_by, name, opened, came_back, handed_over, returned_unrepaired, abandoned, "
      "promises, promises_kept)",
      "ON CONFLICT (branch, day, counted_by, name) DO UPDATE SET opened = rollup_repair.opened + excluded.opened, "
      "came_back = rollup_repair.came_back + excluded.came_back, "
      "handed_over = rollup_repair.handed_over + excluded.handed_over, "
      "returned_unrepaired = rollup_repair.returned_unrepaired + excluded.returned_unrepaired, "
      "abandoned = rollup_repair.abandoned + excluded.abandoned, "
      "promises = rollup_repair.promises + excluded.promises, "
      "promises_kept = rollup_repair.promises_kept + excluded.promises_kept",
      days.size(),
      {branch, sql::Integers(days), sql::Texts(kinds), sql::Texts(names)}};
  for (const auto& column : columns) rows.columns.emplace_back(sql::Integers(column));
  connection_->insert(rows);

  std::vector<std::int64_t> stay_days;
  std::vector<std::int64_t> ended;
  std::vector<std::int64_t> ms_sums;
  std::vector<std::string_view> states;
  for (const auto& [key, stay] : sums.stays) {
    stay_days.push_back(key.first);
    states.emplace_back(key.second);
    ended.push_back(stay.ended);
    ms_sums.push_back(stay.ms_sum);
  }
  connection_->insert(
      {"rollup_repair_state (branch, day, state, stays, ms_sum)",
       "ON CONFLICT (branch, day, state) DO UPDATE SET "
       "stays = rollup_repair_state.stays + excluded.stays, "
       "ms_sum = rollup_repair_state.ms_sum + excluded.ms_sum",
       stay_days.size(),
       {branch, sql::Integers(stay_days), sql::Texts(states), sql::Integers(ended), sql::Integers(ms_sums)}});
}

std::vector<RepairRow> SqlStore::repairs(const RepairQuestion& question) {
  const bool of_orders = question.by == "branch" || question.by == "day";
  const std::string group = question.by == "branch" ? "branch" : question.by == "day" ? "CAST(day AS TEXT)" : "name";
  auto& found = statement(fmt::format(
      "SELECT {0}, sum(opened), sum(came_back), sum(handed_over), sum(returned_unrepaired), sum(abandoned), "
      "sum(promises), sum(promises_kept) FROM rollup_repair WHERE $1 IN ('', branch) AND day BETWEEN $2 AND $3 "
      "AND counted_by = $4{1} AND {2} GROUP BY {0} ORDER BY {0}",
      group, scope_sql(question.regions, "branch"), of_tier_and_region("branch", 5)));
  found.bind(1, question.branch).bind(2, question.from).bind(3, question.to);
  found.bind(4, of_orders ? std::string("all") : question.by).bind(5, question.tier).bind(6, question.region);
  std::vector<RepairRow> rows;
  while (found.step()) {
    RepairRow row{found.text(0), tally_at(found, 1)};
    if (!(row.tally == RepairTally{})) rows.push_back(std::move(row));
  }
  return rows;
}

/// Of an order that several journals tell of, the newest journal's state counts.
std::vector<RepairStateRow> SqlStore::repair_states(const RepairQuestion& question) {
  auto& found = statement(fmt::format(
      "SELECT state, sum(here), sum(stays), sum(ms_sum) FROM ("
      "SELECT state, 0 AS here, stays, ms_sum FROM rollup_repair_state "
      "WHERE $1 IN ('', branch) AND day BETWEEN $2 AND $3{} AND {} "
      "UNION ALL SELECT l.state, 1, 0, 0 FROM live_repair l "
      "JOIN cursor o ON o.branch = l.branch AND o.journal = l.journal "
      "WHERE $1 IN ('', l.branch) AND l.day BETWEEN $2 AND $3{} AND {} AND l.state <> '' "
      "AND l.state NOT IN ('handed_over', 'returned_unrepaired', 'abandoned') AND NOT EXISTS ("
      "SELECT 1 FROM live_repair n JOIN cursor c ON c.branch = n.branch AND c.journal = n.journal "
      "WHERE n.branch = l.branch AND n.repair_id = l.repair_id AND n.state <> '' AND (c.started_at > o.started_at "
      "OR (c.started_at = o.started_at AND c.journal > o.journal)))) AS both_kinds GROUP BY state",
      scope_sql(question.regions, "branch"), of_tier_and_region("branch", 4), scope_sql(question.regions, "l.branch"),
      of_tier_and_region("l.branch", 4)));
  found.bind(1, question.branch).bind(2, question.from).bind(3, question.to);
  found.bind(4, question.tier).bind(5, question.region);
  std::map<std::string, RepairStateRow, std::less<>> by_state;
  while (found.step()) {
    const std::string state = found.text(0);
    by_state[state] = {state, found.integer(1), {found.integer(2), found.integer(3)}};
  }
  std::vector<RepairStateRow> rows;
  for (const std::string_view state : hq::repair_states()) {
    if (const auto row = by_state.find(state); row != by_state.end()) rows.push_back(row->second);
  }
  return rows;
}

void SqlStore::verify_repair_rows(const Journal& journal, const std::map<std::string, RepairNow>& expected,
                                  std::vector<std::string>& faults) {
  auto& rows = statement(
                   "SELECT repair_id, day, opened, came_back, kind, brand, model, age, faults, promised_day, "
                   "ready_day, state FROM live_repair WHERE branch = $1 AND journal = $2")
                   .bind(1, journal.branch)
                   .bind(2, journal.id);
  std::size_t as_expected = 0;
  while (rows.step()) {
    const auto found = expected.find(rows.text(0));
    if (found != expected.end() && found->second == order_at(rows, 1)) {
      ++as_expected;
    } else {
      faults.push_back(fmt::format("branch {} journal {}: repair {} is not what the events say", journal.branch,
                                   journal.id, rows.text(0)));
    }
  }
  if (as_expected < expected.size()) {
    faults.push_back(fmt::format("branch {} journal {}: {} of {} open repairs are as the events say", journal.branch,
                                 journal.id, as_expected, expected.size()));
  }
}

void SqlStore::verify_repairs(const std::string& branch, RepairSums expected, std::vector<std::string>& faults) {
  RepairSums stored;
  auto& rows = statement(
                   "SELECT day, counted_by, name, opened, came_back, handed_over, returned_unrepaired, abandoned, "
                   "promises, promises_kept FROM rollup_repair WHERE branch = $1")
                   .bind(1, branch);
  while (rows.step()) {
    stored.tallies[{static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2)}] = tally_at(rows, 3);
  }
  auto& stays =
      statement("SELECT day, state, stays, ms_sum FROM rollup_repair_state WHERE branch = $1").bind(1, branch);
  while (stays.step()) {
    stored.stays[{static_cast<int>(stays.integer(0)), stays.text(1)}] = {stays.integer(2), stays.integer(3)};
  }
  stored.drop_empty();
  expected.drop_empty();
  // A figure that is on one side alone is a difference against nothing.
  for (const auto& [key, tally] : stored.tallies) expected.tallies[key] += -tally;
  for (const auto& [key, stay] : stored.stays) {
    expected.stays[key].ended -= stay.ended;
    expected.stays[key].ms_sum -= stay.ms_sum;
  }
  expected.drop_empty();
  for (const auto& [key, difference] : expected.tallies) {
    faults.push_back(fmt::format("branch {}: the repairs of {} by {} {} are not what the events say", branch,
                                 std::get<0>(key), std::get<1>(key), std::get<2>(key)));
  }
  for (const auto& [key, difference] : expected.stays) {
    faults.push_back(fmt::format("branch {}: the times of repairs of {} in {} are not what the events say", branch,
                                 key.first, key.second));
  }
}

}  // namespace menting::hq
