#include "server_sync/hq/reports.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>

#include "base/time/zone.h"
#include "server_sync/hq/rollups.h"

namespace menting::hq {
namespace {

/// One way to count: the part whose rows are read, and what they are grouped by.
struct Grouping {
  const char* part;
  const char* columns;  ///< of branch b and rollup_part p
  int count;
};

Grouping grouping_of(const std::string& by) {
  if (by == "hour") return {"hour", "b.timezone, p.day, p.name", 3};
  if (by == "service") return {"service", "p.name", 1};
  if (by == "counter") return {"counter", "p.branch, p.name", 2};
  if (by == "clerk") return {"clerk", "p.branch, p.name", 2};
  if (by == "branch") return {"service", "b.id, b.name, b.tier, b.region", 4};
  if (by == "tier") return {"service", "b.tier", 1};
  if (by == "region") return {"service", "b.region", 1};
  if (by == "aspect") return {"low_aspect", "p.name", 1};
  return {"service", "p.day", 1};
}

std::vector<std::size_t> sums_of(ReportKind kind) {
  const auto range = [](Sum first, std::size_t count) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(static_cast<std::size_t>(first) + i);
    return all;
  };
  std::vector<std::size_t> sums;
  switch (kind) {
    case ReportKind::waits:
      sums = range(Sum::taken, static_cast<std::size_t>(Sum::served));
      for (const std::size_t sum : range(Sum::wait_first, step_count)) sums.push_back(sum);
      break;
    case ReportKind::service:
      sums = {static_cast<std::size_t>(Sum::called), static_cast<std::size_t>(Sum::finished),
              static_cast<std::size_t>(Sum::served), static_cast<std::size_t>(Sum::served_ms_sum)};
      for (const std::size_t sum : range(Sum::serve_first, step_count)) sums.push_back(sum);
      break;
    case ReportKind::ratings:
      sums = range(Sum::score_1, 5);
      sums.push_back(static_cast<std::size_t>(Sum::served));
      break;
  }
  return sums;
}

/// Zones are read from ICU's data once.
const base::Zone& zone_named(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<base::Zone>> zones;
  const std::lock_guard lock(mutex);
  auto& zone = zones[name];
  if (!zone) zone = std::make_unique<base::Zone>(base::Zone::known(name) ? name : "Asia/Shanghai");
  return *zone;
}

std::int64_t utc_ms(int day, int days_later, int hour) {
  const auto date = std::chrono::sys_days(std::chrono::year(day / 10000) /
                                          std::chrono::month(static_cast<unsigned>(day / 100 % 100)) /
                                          std::chrono::day(static_cast<unsigned>(day % 100)));
  const auto days = date.time_since_epoch() + std::chrono::days(days_later);
  return std::chrono::duration_cast<std::chrono::milliseconds>(days).count() + hour * std::int64_t{3'600'000};
}

/// Hours of UTC become hours of the branches' own clocks.
std::vector<ReportRow> by_local_hour(const std::vector<ReportRow>& rows) {
  std::map<int, Figures> hours;
  for (const ReportRow& row : rows) {
    hours[local_hour(row.keys[0], std::stoi(row.keys[1]), std::stoi(row.keys[2]))] += row.figures;
  }
  std::vector<ReportRow> all;
  all.reserve(hours.size());
  for (const auto& [hour, figures] : hours) all.push_back({{std::to_string(hour)}, figures});
  return all;
}

}  // namespace

int local_hour(const std::string& timezone, int day, int utc_hour) {
  const base::Zone& zone = zone_named(timezone);
  // A business day touches two or three days of UTC: the one on which this hour is that day.
  for (const int days_later : {0, -1, 1}) {
    const base::LocalTime local = zone.local(utc_ms(day, days_later, utc_hour));
    if ((local.year * 100 + local.month) * 100 + local.day == day) return local.hour;
  }
  return zone.local(utc_ms(day, 1, utc_hour)).hour;  // after midnight, of the day before
}

const std::vector<std::string_view>& groupings_of(ReportKind kind) {
  static const std::vector<std::string_view> all = {"hour",  "day",    "service", "counter",
                                                    "clerk", "branch", "tier",    "region"};
  static const std::vector<std::string_view> of_ratings = [] {
    std::vector<std::string_view> more = all;
    more.emplace_back("aspect");
    return more;
  }();
  return kind == ReportKind::ratings ? of_ratings : all;
}

std::vector<ReportRow> read_report(sql::Connection& connection, ReportKind kind, const ReportQuestion& question) {
  const Grouping grouping = grouping_of(question.by);
  const std::vector<std::size_t> sums = sums_of(kind);
  std::string columns = grouping.columns;
  for (const std::size_t sum : sums) columns += ", sum(p." + sum_names()[sum] + ")";
  // CROSS JOIN keeps the order in which SQLite goes: from a branch to its days.
  auto& found = connection.statement(
      fmt::format("SELECT {} FROM branch b CROSS JOIN rollup_part p WHERE p.branch = b.id AND p.day BETWEEN $1 AND $2 "
                  "AND p.part = '{}' AND $6 IN ('', p.name){} GROUP BY {} ORDER BY {}",
                  columns, grouping.part, choice_sql(question.where), grouping.columns, grouping.columns));
  found.bind(1, question.from).bind(2, question.to).bind(6, question.service);
  bind_choice(question.where, found);
  std::vector<ReportRow> rows;
  while (found.step()) {
    ReportRow row;
    for (int i = 0; i < grouping.count; ++i) row.keys.push_back(found.text(i));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      row.figures.sums[sums[i]] = found.integer(grouping.count + static_cast<int>(i));
    }
    rows.push_back(std::move(row));
  }
  return question.by == "hour" ? by_local_hour(rows) : rows;
}

}  // namespace menting::hq
