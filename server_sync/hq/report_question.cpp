#include "server_sync/hq/report_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>

#include "base/time/zone.h"
#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

constexpr int days_max = 400;
constexpr int days_if_not_said = 7;
constexpr std::size_t report_rows_max = 20'000;

std::chrono::sys_days date_of(int day) {
  using namespace std::chrono;
  return year(day / 10000) / month(static_cast<unsigned>(day / 100 % 100)) /
         std::chrono::day(static_cast<unsigned>(day % 100));
}

bool is_known(sql::Connection& connection, const char* column, const std::string& value,
              const std::vector<std::string>& regions) {
  auto& found = connection.statement(
      fmt::format("SELECT 1 FROM branch WHERE {} = $1{} LIMIT 1", column, scope_sql(regions, "id")));
  found.bind(1, value);
  const bool is = found.step();
  found.reset();
  return is;
}

std::optional<WrongField> read_days(const http::Request& request, std::int64_t now_ms, ReportQuestion& question) {
  constexpr Said day_said = {"日期请写成 2026-11-23 的形式。", "Write the day as in 2026-11-23."};
  const int today = day_in_china(now_ms);
  const auto to = request.query_value("to");
  const auto from = request.query_value("from");
  const auto to_day = to ? read_day(*to) : std::optional(today);
  if (!to_day) return WrongField{422, "to", day_said};
  if (*to_day > today) return WrongField{422, "to", {"结束日期不能晚于今天。", "The last day has not come yet."}};
  const auto from_day = from ? read_day(*from) : std::optional(days_after(*to_day, 1 - days_if_not_said));
  if (!from_day) return WrongField{422, "from", day_said};
  if (*from_day > today) return WrongField{422, "from", {"开始日期不能晚于今天。", "The first day has not come yet."}};
  if (*from_day > *to_day) {
    return WrongField{422, "to", {"结束日期不能早于开始日期。", "The last day is before the first one."}};
  }
  if (days_between(*from_day, *to_day) >= days_max) {
    return WrongField{
        422, "from", {"一次最多查询 400 天，请缩短时间范围。", "At most 400 days at once: ask for fewer."}};
  }
  question.from = *from_day;
  question.to = *to_day;
  return std::nullopt;
}

std::optional<WrongField> read_order(const http::Request& request, ReportQuestion& question) {
  question.sort = request.query_value("sort").value_or("");
  const std::string order = request.query_value("order").value_or("");
  if (!order.empty() && order != "asc" && order != "desc") {
    return WrongField{422, "order", {"order 只能是 asc 或 desc。", "order is asc or desc."}};
  }
  question.descending = order == "desc";
  if (const auto limit = request.query_value("limit")) {
    std::size_t rows = 0;
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), rows);
    if (error != std::errc() || end != limit->data() + limit->size() || rows < 1 || rows > report_rows_max) {
      return WrongField{422, "limit", {"limit 只能是 1 到 20000 的整数。", "limit is a whole number from 1 to 20000."}};
    }
    question.limit = rows;
  }
  const std::string format = request.query_value("format").value_or("");
  if (!format.empty() && format != "csv" && format != "json") {
    return WrongField{422, "format", {"format 只能是 json 或 csv。", "format is json or csv."}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> read_day(std::string_view text) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
  if (!shaped) return std::nullopt;
  const auto number = [text](std::size_t from, std::size_t size) {
    return std::stoi(std::string(text.substr(from, size)));
  };
  const int day = (number(0, 4) * 100 + number(5, 2)) * 100 + number(8, 2);
  using namespace std::chrono;
  const year_month_day date{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                            std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok()) return std::nullopt;
  return day;
}

std::string day_text(int day) {
  return fmt::format("{:04}-{:02}-{:02}", day / 10000, day / 100 % 100, day % 100);
}

int day_in_china(std::int64_t at_ms) {
  static const base::Zone zone("Asia/Shanghai");
  const base::LocalTime local = zone.local(at_ms);
  return (local.year * 100 + local.month) * 100 + local.day;
}

int days_after(int day, int days) {
  const std::chrono::year_month_day date{date_of(day) + std::chrono::days(days)};
  return (static_cast<int>(date.year()) * 100 + static_cast<int>(static_cast<unsigned>(date.month()))) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

int days_between(int from, int to) {
  return static_cast<int>((date_of(to) - date_of(from)).count());
}

std::optional<WrongField> read_choice(const http::Request& request, sql::Connection& connection, BranchChoice& choice) {
  choice.branch = request.query_value("branch").value_or("");
  choice.tier = request.query_value("tier").value_or("");
  choice.region = request.query_value("region").value_or("");
  if (!choice.branch.empty() && !in_scope(connection, choice.regions, choice.branch)) {
    return WrongField{404, "unknown_branch", {"没有这个网点。", "There is no such branch."}};
  }
  if (!choice.tier.empty() && !is_known(connection, "tier", choice.tier, choice.regions)) {
    return WrongField{422, "tier", {"没有这个等级的网点。", "No branch is of this tier."}};
  }
  if (!choice.region.empty() && !is_known(connection, "region", choice.region, choice.regions)) {
    return WrongField{422, "region", {"没有这个大区的网点。", "No branch is in this region."}};
  }
  return std::nullopt;
}

std::optional<WrongField> read_question(const http::Request& request, sql::Connection& connection,
                                        const std::vector<std::string_view>& names, std::int64_t now_ms,
                                        ReportQuestion& question) {
  if (auto wrong = read_days(request, now_ms, question)) return wrong;
  question.by = request.query_value("by").value_or("day");
  if (std::find(names.begin(), names.end(), question.by) == names.end()) {
    return WrongField{422,
                      "by",
                      {"统计方式 by 不对，可用的有 hour、day、service、counter、clerk、branch、tier、region。",
                       "by is none of hour, day, service, counter, clerk, branch, tier, region."}};
  }
  question.service = request.query_value("service").value_or("");
  const bool is_letter = question.service.size() == 1 && question.service[0] >= 'A' && question.service[0] <= 'Z';
  if (!question.service.empty() && !is_letter) {
    return WrongField{422, "service", {"业务请写一个字母，例如 A。", "A service is one letter, such as A."}};
  }
  const bool by_other_part =
      question.by == "hour" || question.by == "counter" || question.by == "clerk" || question.by == "aspect";
  if (!question.service.empty() && by_other_part) {
    return WrongField{422,
                      "service",
                      {"按小时、窗口或营业员统计时不能再选业务。",
                       "By hour, counter or clerk all services are counted together: leave service out."}};
  }
  if (auto wrong = read_order(request, question)) return wrong;
  return read_choice(request, connection, question.where);
}

std::string choice_sql(const BranchChoice& choice) {
  return " AND $3 IN ('', b.id) AND $4 IN ('', b.tier) AND $5 IN ('', b.region)" + scope_sql(choice.regions, "b.id");
}

void bind_choice(const BranchChoice& choice, sql::Statement& statement) {
  statement.bind(3, choice.branch).bind(4, choice.tier).bind(5, choice.region);
}

}  // namespace menting::hq
