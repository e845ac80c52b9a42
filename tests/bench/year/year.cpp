#include "tests/bench/year/year.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server_sync/hq/figures.h"
#include "server_sync/hq/report_question.h"

namespace menting::bench {
namespace {

using hq::sql::Connection;

constexpr int branches_at_once = 500;

std::string branch_id(int number) {
  std::string digits = std::to_string(number);
  return "CN-" + std::string(5 - digits.size(), '0') + digits;
}

template <typename Work>
void in_one_piece(Connection& connection, const Work& work) {
  connection.begin_writing();
  work();
  connection.commit();
}

void make_branches(Connection& connection, int branches, std::int64_t now_ms) {
  const char* regions[] = {"华北", "华东", "华南", "西南", "东北"};
  const char* tiers[] = {"flagship", "first", "market", "partner"};
  const std::int64_t day = hq::day_in_china(now_ms);
  for (int number = 1; number <= branches; ++number) {
    const std::string id = branch_id(number);
    connection
        .statement(
            "INSERT INTO branch (id, name, added_at, contact_at, tier, region, day) VALUES ($1, $2, $3, $4, $5, $6, "
            "$7)")
        .bind(1, id)
        .bind(2, "第 " + std::to_string(number) + " 营业厅")
        .bind(3, now_ms)
        .bind(4, now_ms - number % 50 * 1'000)
        .bind(5, tiers[number % 4])
        .bind(6, regions[number % 5])
        .bind(7, day)
        .run();
  }
}

/// Days with their number, and the parts of each day.
void make_frame(Connection& connection, int days, std::int64_t now_ms) {
  connection.run(
      "CREATE TEMPORARY TABLE bench_day (day INTEGER, n INTEGER); "
      "CREATE TEMPORARY TABLE bench_part (part TEXT, name TEXT, n INTEGER); "
      "INSERT INTO bench_part VALUES ('clerk', '1001', 8), ('clerk', '1002', 7), ('clerk', '1003', 5), "
      "('counter', '1', 10), ('counter', '2', 10), ('hour', '01', 2), ('hour', '02', 3), ('hour', '03', 4), "
      "('hour', '05', 3), ('hour', '06', 2), ('hour', '07', 3), ('hour', '08', 2), ('hour', '09', 1), "
      "('low_aspect', 'speed', 1), ('service', 'A', 9), ('service', 'B', 7), ('service', 'C', 4)");
  const int today = hq::day_in_china(now_ms);
  for (int n = 0; n < days; ++n) {
    connection.statement("INSERT INTO bench_day (day, n) VALUES ($1, $2)")
        .bind(1, hq::days_after(today, n + 1 - days))
        .bind(2, n)
        .run();
  }
}

/// How a day's visits of a part spread: `v` is about five times the part's weight.
std::string expression_of(const std::string& sum) {
  if (sum == "taken" || sum == "calls" || sum == "called" || sum == "judged" || sum == "served") return "v";
  if (sum == "within_target" || sum == "finished") return "v * 9 / 10";
  if (sum == "waited_ms_sum" || sum == "all_waited_ms_sum") return "v * 420000";
  if (sum == "served_ms_sum" || sum == "all_served_ms_sum") return "v * 360000";
  if (sum == "score_5") return "v / 4";
  if (sum == "score_4") return "v / 10";
  if (sum == "score_1" || sum == "score_2") return "v / 40";
  if (sum == "wait_2" || sum == "serve_7") return "v / 3";
  if (sum == "wait_10" || sum == "serve_10") return "v - v / 3 - v / 10";
  if (sum == "wait_20" || sum == "serve_20") return "v / 10";
  return "0";
}

void make_rollups(Connection& connection, int branches, const std::function<void(int)>& tell) {
  std::string columns;
  std::string values;
  for (const std::string& sum : hq::sum_names()) {
    columns += ", " + sum;
    values += ", " + expression_of(sum);
  }
  const std::string sql =
      "INSERT INTO rollup_part (branch, day, part, name" + columns + ") SELECT id, day, part, name" + values +
      " FROM (SELECT b.id, d.day, p.part, p.name, p.n * (3 + (CAST(substr(b.id, 4) AS INTEGER) * 7 + "
      "d.n * 13) % 5) AS v FROM branch b CROSS JOIN bench_day d CROSS JOIN bench_part p "
      "WHERE b.id BETWEEN $1 AND $2) AS rows ORDER BY id, day, part, name";
  for (int first = 1; first <= branches; first += branches_at_once) {
    const int last = std::min(branches, first + branches_at_once - 1);
    in_one_piece(connection,
                 [&] { connection.statement(sql).bind(1, branch_id(first)).bind(2, branch_id(last)).run(); });
    tell(last);
  }
}

/// People who wait, counters, devices in repair, and what branches say of themselves.
void make_now(Connection& connection, std::int64_t now_ms) {
  const std::string now = std::to_string(now_ms);
  const std::string today = std::to_string(hq::day_in_china(now_ms));
  connection.run("CREATE TEMPORARY TABLE bench_number (n INTEGER)");
  for (int n = 1; n <= 20; ++n) connection.statement("INSERT INTO bench_number (n) VALUES ($1)").bind(1, n).run();
  connection.run(
      "INSERT INTO credential (branch, hash, public_key, made_at) SELECT id, 'c' || id, 'key', 0 FROM branch; "
      "INSERT INTO live_counter (branch, counter, state, since) SELECT b.id, k.n, CASE WHEN k.n < 5 THEN 'open' ELSE "
      "'closed' END, 0 FROM branch b CROSS JOIN bench_number k WHERE k.n <= 6; "
      "INSERT INTO live_ticket (branch, ticket_id, day, service, state, taken_at, counter) SELECT b.id, '" +
      today + "-A' || (100 + k.n), " + today + ", 'A', CASE WHEN k.n < 5 THEN 'waiting' ELSE 'serving' END, " + now +
      " - (k.n * 60000 * (1 + CAST(substr(b.id, 4) AS INTEGER) % 11)), 0 FROM branch b CROSS JOIN bench_number k "
      "WHERE k.n <= 8; "
      "INSERT INTO live_repair (branch, repair_id, journal, day, opened, came_back, kind, brand, model, age, faults, "
      "promised_day, ready_day, state) SELECT b.id, 'R26112000' || (10 + k.n), 'j', 20261120, 1, 0, 'phone', '华为', "
      "'Mate 60', '0-5', 'screen', " +
      today +
      " + 3 - k.n / 5, 0, 'repairing' FROM branch b CROSS JOIN bench_number k WHERE k.n <= 15 OR "
      "CAST(substr(b.id, 4) AS INTEGER) % 20 = 0; "
      "INSERT INTO branch_now (branch, journal, board, at, received_at, body) SELECT id, 'j', 1, " +
      now + ", " + now +
      ", '{\"health\":{\"status\":\"ok\",\"printer\":\"ready\",\"disk_free_mb\":9000},\"services\":[' || "
      "'{\"letter\":\"A\",\"name\":{\"zh-CN\":\"新业务\"},\"waiting\":3,\"open\":true}]}' FROM branch");
}

}  // namespace

void make_year(Connection& connection, const YearSize& size, std::int64_t now_ms,
               const std::function<void(int)>& tell) {
  in_one_piece(connection, [&] {
    make_branches(connection, size.branches, now_ms);
    make_frame(connection, size.days, now_ms);
    make_now(connection, now_ms);
  });
  make_rollups(connection, size.branches, tell);
  connection.run("ANALYZE");
}

}  // namespace menting::bench
