#include "server_sync/hq/repair_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "server_sync/hq/csv.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view groupings[] = {"branch", "day", "kind", "brand", "model", "fault", "age", "state"};

/// "2026-11-23" as 20261123.
std::optional<int> read_day(const std::string& text) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
  if (!shaped) return std::nullopt;
  const int year = std::stoi(text.substr(0, 4));
  const int month = std::stoi(text.substr(5, 2));
  const int day = std::stoi(text.substr(8, 2));
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return (year * 100 + month) * 100 + day;
}

struct Asked {
  RepairQuestion question;
  bool csv = false;
  std::string wrong_field;  ///< empty: all is well
  Said said{};
};

Asked read_question(const http::Request& request, Store& store) {
  Asked asked;
  const auto wrong = [&asked](const char* field, Said said) {
    if (asked.wrong_field.empty()) asked.said = said;
    if (asked.wrong_field.empty()) asked.wrong_field = field;
  };
  constexpr Said day_said = {"日期请写成 2026-11-23 的形式。", "Write the day as in 2026-11-23."};
  if (const auto from = request.query_value("from")) {
    const auto day = read_day(*from);
    if (!day) wrong("from", day_said);
    asked.question.from = day.value_or(0);
  }
  if (const auto to = request.query_value("to")) {
    const auto day = read_day(*to);
    if (!day) wrong("to", day_said);
    asked.question.to = day.value_or(asked.question.to);
  }
  if (asked.question.from > asked.question.to) {
    wrong("to", {"结束日期不能早于开始日期。", "The last day is before the first one."});
  }
  asked.question.by = request.query_value("by").value_or("branch");
  if (std::find(std::begin(groupings), std::end(groupings), asked.question.by) == std::end(groupings)) {
    wrong("by", {"by 只能是 branch、day、kind、brand、model、fault、age 或 state。",
                 "by is one of branch, day, kind, brand, model, fault, age, state."});
  }
  const std::string format = request.query_value("format").value_or("");
  if (!format.empty() && format != "csv" && format != "json") {
    wrong("format", {"format 只能是 json 或 csv。", "format is json or csv."});
  }
  asked.csv = wants_csv(request);
  asked.question.branch = request.query_value("branch").value_or("");
  if (asked.wrong_field.empty() && !asked.question.branch.empty() && !store.has_branch(asked.question.branch)) {
    wrong("branch", {"没有这个网点。", "There is no such branch."});
  }
  return asked;
}

std::string day_text(const std::string& day) {
  return day.size() == 8 ? day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6) : day;
}

Json row_of(const RepairRow& row, const std::string& by) {
  const RepairTally& tally = row.tally;
  return {{by, by == "day" ? day_text(row.name) : row.name},
          {"opened", tally.opened},
          {"came_back", tally.came_back},
          {"ended", Json{{"handed_over", tally.handed_over},
                         {"returned_unrepaired", tally.returned_unrepaired},
                         {"abandoned", tally.abandoned}}},
          {"promises", Json{{"kept", tally.promises_kept}, {"broken", tally.promises - tally.promises_kept}}}};
}

Json row_of(const RepairStateRow& row) {
  const Json mean = row.stays.ended == 0
                        ? Json()
                        : Json(static_cast<double>(row.stays.ms_sum) / static_cast<double>(row.stays.ended) / 1000);
  return {{"state", row.state},
          {"now", row.now},
          {"stays", Json{{"count", row.stays.ended}, {"sum_s", row.stays.ms_sum / 1000}, {"average_s", mean}}}};
}

}  // namespace

http::Response repair_report(const http::Request& request, const std::vector<std::string>& regions, Store& store) {
  Asked asked = read_question(request, store);
  asked.question.regions = regions;
  if (!asked.wrong_field.empty()) return refuse(request, 422, asked.wrong_field, asked.said);
  const std::string& by = asked.question.by;
  Json items = Json::array();
  if (by == "state") {
    for (const RepairStateRow& row : store.repair_states(asked.question)) items.push_back(row_of(row));
  } else {
    for (const RepairRow& row : store.repairs(asked.question)) items.push_back(row_of(row, by));
  }
  if (asked.csv) {
    const Json pattern = by == "state" ? row_of(RepairStateRow{}) : row_of(RepairRow{}, by);
    return csv_answer(items.dump(-1, ' ', false, Json::error_handler_t::replace), pattern.dump(), "repairs-by-" + by);
  }
  http::Response response;
  const Json body = {{"items", items}, {"total", items.size()}};
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace menting::hq
