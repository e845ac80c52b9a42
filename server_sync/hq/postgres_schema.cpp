#include "server_sync/hq/postgres_schema.h"

#include <fmt/format.h>

#include <chrono>
#include <regex>

namespace menting::hq::sql {

std::string in_postgres(const std::string& sqlite_sql) {
  std::string sql = std::regex_replace(sqlite_sql, std::regex(R"(\bINTEGER\b)"), "BIGINT");
  sql = std::regex_replace(sql, std::regex(R"(\bBLOB\b)"), "BYTEA");
  return std::regex_replace(
      sql, std::regex(R"(\)\s*(STRICT, WITHOUT ROWID|WITHOUT ROWID, STRICT|STRICT|WITHOUT ROWID))"), ")");
}

Month month_of(std::int64_t at_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds(at_ms)};
  const year_month_day day{floor<days>(at)};
  const year_month month = day.year() / day.month();
  const auto ms = [](year_month of) {
    return duration_cast<milliseconds>(sys_days(of / 1).time_since_epoch()).count();
  };
  return {fmt::format("event_batch_{:04}_{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month())),
          ms(month), ms(month + months(1))};
}

std::string partition_sql(const Month& month) {
  return fmt::format("CREATE TABLE IF NOT EXISTS {} PARTITION OF event_batch FOR VALUES FROM ({}) TO ({})",
                     month.partition, month.from_ms, month.to_ms);
}

}  // namespace menting::hq::sql
