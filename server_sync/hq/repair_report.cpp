#include "server_sync/hq/repair_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server_sync/hq/csv.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/report_question.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view groupings[] = {"branch", "day", "kind", "brand", "model", "fault", "age", "state"};

struct Asked {
  RepairQuestion question;
  bool csv = false;
  std::string wrong_field;  ///< empty: all is well
  Said said{};
};

Asked read_question(const http::Request& request, const std::vector<std::string>& regions, Store& store) {
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
  BranchChoice choice;
  choice.regions = regions;
  const auto no_such = read_choice(request, store.connection(), choice);
  if (no_such) wrong(no_such->status == 404 ? "branch" : no_such->name.c_str(), no_such->said);
  asked.question.branch = choice.branch;
  asked.question.tier = choice.tier;
  asked.question.region = choice.region;
  asked.question.regions = regions;
  return asked;
}

std::string with_dashes(const std::string& day) {
  return day.size() == 8 ? day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6) : day;
}

Json row_of(const RepairRow& row, const std::string& by) {
  const RepairTally& tally = row.tally;
  return {{by, by == "day" ? with_dashes(row.name) : row.name},
          {"opened", tally.opened},
          {"came_back", tally.came_back},
          {"came_back_share", share_json(tally.came_back, tally.opened)},
          {"ended", Json{{"handed_over", tally.handed_over},
                         {"returned_unrepaired", tally.returned_unrepaired},
                         {"abandoned", tally.abandoned}}},
          {"promises", Json{{"kept", tally.promises_kept},
                            {"broken", tally.promises - tally.promises_kept},
                            {"kept_share", share_json(tally.promises_kept, tally.promises)}}}};
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
  const Asked asked = read_question(request, regions, store);
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
    return csv_answer(items.dump(-1, ' ', false, Json::error_handler_t::replace), pattern.dump(), "repairs-by-" + by,
                      csv_reader(request));
  }
  http::Response response;
  const Json body = {{"items", items}, {"total", items.size()}};
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace menting::hq
