#include "server_sync/hq/chain_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <unordered_map>

#include "base/time/zone.h"
#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/report_question.h"
#include "server_sync/hq/reports.h"

namespace menting::hq {
namespace {

constexpr std::int64_t sums_last_ms_max = 60'000;
constexpr std::int64_t before_lasts_ms_max = 600'000;
constexpr std::int64_t times_its_cost = 100;
constexpr int week = 7;

struct Zoned {
  std::string timezone;
  int today = 0;
};

/// The time zones of the chain, mostly one, with the day that it is there.
std::vector<Zoned> zones(sql::Connection& connection, std::int64_t now_ms) {
  std::vector<Zoned> all;
  auto& found = connection.statement("SELECT DISTINCT timezone FROM branch ORDER BY timezone");
  while (found.step()) {
    const std::string name = found.text(0);
    const base::LocalTime local = base::Zone(name).local(now_ms);
    all.push_back({name, (local.year * 100 + local.month) * 100 + local.day});
  }
  return all;
}

using Index = std::unordered_map<std::string, HallNow*>;

HallNow* hall(const Index& index, const std::string& id) {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : found->second;
}

void read_halls(sql::Connection& connection, const std::vector<Zoned>& all_zones, std::vector<HallNow>& halls) {
  std::map<std::string, int> today;
  for (const Zoned& zone : all_zones) today[zone.timezone] = zone.today;
  auto& found = connection.statement(
      "SELECT id, name, tier, region, contact_at, quarantined, day, timezone, EXISTS (SELECT 1 FROM credential c "
      "WHERE c.branch = id AND c.revoked_at IS NULL) FROM branch WHERE revoked_at IS NULL ORDER BY id");
  while (found.step()) {
    HallNow& row = halls.emplace_back();
    row.id = found.text(0);
    row.name = found.text(1);
    row.tier = found.text(2);
    row.region = found.text(3);
    if (!found.is_null(4)) row.contact_at_ms = found.integer(4);
    row.quarantined = found.integer(5);
    row.is_of_today = found.integer(6) == today[found.text(7)];
    row.is_enrolled = found.integer(8) != 0;
  }
}

/// Rows of tickets and counters lie by branch: one way through each, without sorting.
void read_live(sql::Connection& connection, const Index& index) {
  auto& tickets = connection.statement(
      "SELECT t.branch, count(*), min(t.taken_at) FROM live_ticket t CROSS JOIN branch b WHERE b.id = t.branch "
      "AND b.day = t.day AND t.state = 'waiting' GROUP BY t.branch");
  while (tickets.step()) {
    HallNow* row = hall(index, tickets.text(0));
    if (row == nullptr || !row->is_of_today) continue;
    row->waiting = tickets.integer(1);
    row->oldest_taken_at_ms = tickets.integer(2);
  }
  auto& counters =
      connection.statement("SELECT branch, count(*) FROM live_counter WHERE state = 'open' GROUP BY branch");
  while (counters.step()) {
    if (HallNow* row = hall(index, counters.text(0))) row->open_counters = counters.integer(1);
  }
  auto& alarms = connection.statement("SELECT branch, sum(count) FROM alarm GROUP BY branch");
  while (alarms.step()) {
    if (HallNow* row = hall(index, alarms.text(0))) row->alarms = alarms.integer(1);
  }
}

/// What the overview needs of a branch's day and of an hour.
constexpr Sum sums_of_day[] = {Sum::taken, Sum::called, Sum::judged, Sum::within_target};

std::string scores_and_day() {
  std::string columns;
  for (const Sum sum : sums_of_day) columns += ", sum(p." + sum_names()[static_cast<std::size_t>(sum)] + ")";
  for (std::size_t i = 0; i < 5; ++i)
    columns += ", sum(p." + sum_names()[static_cast<std::size_t>(Sum::score_1) + i] + ")";
  return columns;
}

/// From `column` on; returns the one behind.
int take_scores_and_day(const sql::Statement& row, int column, Figures& figures) {
  for (const Sum sum : sums_of_day) figures[sum] += row.integer(column++);
  for (std::size_t i = 0; i < 5; ++i) figures.sums[static_cast<std::size_t>(Sum::score_1) + i] += row.integer(column++);
  return column;
}

void read_today(sql::Connection& connection, const std::vector<Zoned>& all_zones, const Index& index) {
  auto& found = connection.statement(fmt::format(
      "SELECT b.id{} FROM branch b CROSS JOIN rollup_part p WHERE p.branch = b.id AND b.timezone = $1 AND p.day = $2 "
      "AND p.part = 'service' GROUP BY b.id",
      scores_and_day()));
  for (const Zoned& zone : all_zones) {
    found.bind(1, zone.timezone).bind(2, zone.today);
    while (found.step()) {
      if (HallNow* row = hall(index, found.text(0))) take_scores_and_day(found, 1, row->today);
    }
  }
}

std::map<TierAndRegion, ByHour> read_hours(sql::Connection& connection, const std::vector<Zoned>& all_zones,
                                           int days_later) {
  std::string columns = scores_and_day();
  for (std::size_t i = 0; i < step_count; ++i) {
    columns += ", sum(p." + sum_names()[static_cast<std::size_t>(Sum::wait_first) + i] + ")";
  }
  auto& found = connection.statement(
      fmt::format("SELECT b.tier, b.region, p.name{} FROM branch b CROSS JOIN rollup_part p WHERE p.branch = b.id "
                  "AND b.revoked_at IS NULL AND b.timezone = $1 AND p.day = $2 AND p.part = 'hour' GROUP BY b.tier, "
                  "b.region, p.name",
                  columns));
  std::map<TierAndRegion, ByHour> hours;
  for (const Zoned& zone : all_zones) {
    const int day = days_after(zone.today, days_later);
    found.bind(1, zone.timezone).bind(2, day);
    while (found.step()) {
      Figures& figures =
          hours[{found.text(0), found.text(1)}][local_hour(zone.timezone, day, std::stoi(found.text(2)))];
      int column = take_scores_and_day(found, 3, figures);
      for (std::size_t i = 0; i < step_count; ++i) {
        figures.sums[static_cast<std::size_t>(Sum::wait_first) + i] += found.integer(column++);
      }
    }
  }
  return hours;
}

void read_low_aspects(sql::Connection& connection, const std::vector<Zoned>& all_zones, ChainSums& sums) {
  auto& found = connection.statement(
      "SELECT b.tier, b.region, p.name, sum(p.score_1 + p.score_2) FROM branch b CROSS JOIN rollup_part p WHERE "
      "p.branch = b.id AND b.revoked_at IS NULL AND b.timezone = $1 AND p.day = $2 AND p.part = 'low_aspect' "
      "GROUP BY b.tier, b.region, p.name");
  for (const Zoned& zone : all_zones) {
    found.bind(1, zone.timezone).bind(2, zone.today);
    while (found.step()) sums.low_aspects[{found.text(0), found.text(1)}][found.text(2)] += found.integer(3);
  }
}

/// Orders that were promised for a day that is over and are not ready. What a journal that began later says of an order
/// counts too.
void read_overdue(sql::Connection& connection, const std::vector<Zoned>& all_zones, ChainSums& sums) {
  auto& found = connection.statement(
      "SELECT l.branch, count(*), sum(CASE WHEN l.promised_day = $3 THEN 1 ELSE 0 END) FROM live_repair l "
      "CROSS JOIN branch b WHERE b.id = l.branch AND b.timezone = $1 AND l.opened = 1 AND l.promised_day > 0 "
      "AND l.promised_day < $2 AND l.ready_day = 0 AND NOT EXISTS (SELECT 1 FROM live_repair n WHERE "
      "n.branch = l.branch AND n.repair_id = l.repair_id AND n.journal <> l.journal AND (n.ready_day > 0 OR n.state IN "
      "('handed_over', 'returned_unrepaired', 'abandoned'))) GROUP BY l.branch");
  for (const Zoned& zone : all_zones) {
    found.bind(1, zone.timezone).bind(2, zone.today).bind(3, days_after(zone.today, -1));
    while (found.step()) sums.repairs_overdue[found.text(0)] = {found.integer(1), found.integer(2)};
  }
}

std::int64_t since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
}

std::shared_ptr<const ChainSums> read_sums(sql::Connection& connection, const std::vector<Zoned>& all_zones,
                                           std::int64_t now_ms) {
  const auto began = std::chrono::steady_clock::now();
  auto sums = std::make_shared<ChainSums>();
  sums->at_ms = now_ms;
  sums->hours = read_hours(connection, all_zones, 0);
  read_low_aspects(connection, all_zones, *sums);
  read_overdue(connection, all_zones, *sums);
  each_branch_now(connection,
                  [&](const BranchNowRow& row) { sums->devices[row.branch] = wire::read_device_now(row.body); });
  sums->lasts_ms = std::min(sums_last_ms_max, times_its_cost * since(began));
  return sums;
}

/// Other than sums of today they are of days that are over; late events of a branch that was away are rare.
std::shared_ptr<const WeekBefore> read_before(sql::Connection& connection, const std::vector<Zoned>& all_zones, int day,
                                              std::int64_t now_ms) {
  const auto began = std::chrono::steady_clock::now();
  auto before = std::make_shared<WeekBefore>();
  before->at_ms = now_ms;
  before->day = days_after(day, -week);
  before->hours = read_hours(connection, all_zones, -week);
  before->lasts_ms = std::min(before_lasts_ms_max, times_its_cost * since(began));
  return before;
}

bool is_new_enough(std::int64_t at_ms, std::int64_t now_ms, std::int64_t lasts_ms) {
  return now_ms >= at_ms && now_ms - at_ms < lasts_ms;
}

}  // namespace

ChainPicture read_chain(sql::Connection& connection, const ChainPicture* last, std::int64_t now_ms) {
  ChainPicture picture;
  picture.at_ms = now_ms;
  picture.day = day_in_china(now_ms);
  picture.hour = base::Zone("Asia/Shanghai").local(now_ms).hour;
  const std::vector<Zoned> all_zones = zones(connection, now_ms);
  read_halls(connection, all_zones, picture.halls);
  Index index;
  for (HallNow& row : picture.halls) index[row.id] = &row;
  read_live(connection, index);
  read_today(connection, all_zones, index);
  const bool same_day = last != nullptr && last->day == picture.day;
  if (same_day && is_new_enough(last->sums->at_ms, now_ms, last->sums->lasts_ms)) {
    picture.sums = last->sums;
  } else {
    picture.sums = read_sums(connection, all_zones, now_ms);
  }
  if (same_day && is_new_enough(last->before->at_ms, now_ms, last->before->lasts_ms)) {
    picture.before = last->before;
  } else {
    picture.before = read_before(connection, all_zones, picture.day, now_ms);
  }
  for (const auto& [id, overdue] : picture.sums->repairs_overdue) {
    if (HallNow* row = hall(index, id)) std::tie(row->repairs_overdue, row->repairs_overdue_new) = overdue;
  }
  for (const auto& [id, device] : picture.sums->devices) {
    if (HallNow* row = hall(index, id)) row->device = device;
  }
  return picture;
}

}  // namespace menting::hq
