#include "server_sync/hq/report_answer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server_sync/hq/csv.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/service_names.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t rows_if_not_said = 500;

Json rounded(std::optional<double> value, double digits) {
  return value ? Json(std::round(*value * digits) / digits) : Json();
}

Json mean(double sum, std::int64_t count, double digits) {
  return count <= 0 ? Json() : rounded(sum / static_cast<double>(count), digits);
}

Json durations(std::int64_t ms_sum, std::int64_t count, std::span<const std::int64_t, step_count> steps) {
  const double sum_s = static_cast<double>(ms_sum) / 1000;
  return {{"sum_s", sum_s},
          {"average_s", mean(sum_s, count, 10)},
          {"median_s", rounded(quantile_s(steps, 0.5), 10)},
          {"p90_s", rounded(quantile_s(steps, 0.9), 10)}};
}

bool of_a_person(const std::string& by) {
  return by == "counter" || by == "clerk";
}

/// Who was never called has no counter: those columns are nothing there.
void add_waits(const Figures& figures, const std::string& by, Json& row) {
  if (!of_a_person(by)) row["taken"] = figures[Sum::taken];
  row["calls"] = figures[Sum::calls];
  row["called"] = figures[Sum::called];
  if (!of_a_person(by)) row["no_show"] = figures[Sum::no_show];
  if (!of_a_person(by)) row["cancelled"] = figures[Sum::cancelled];
  row["waited"] = durations(figures[Sum::waited_ms_sum], figures[Sum::called], figures.waits());
  row["within_target"] = {{"count", figures[Sum::within_target]},
                          {"of", figures[Sum::judged]},
                          {"share", share_json(figures[Sum::within_target], figures[Sum::judged])},
                          {"unknown", figures[Sum::called] - figures[Sum::judged]}};
}

void add_service(const Figures& figures, Json& row) {
  row["called"] = figures[Sum::called];
  row["served"] = figures[Sum::served];
  row["finished"] = figures[Sum::finished];
  row["serving"] = durations(figures[Sum::served_ms_sum], figures[Sum::served], figures.servings());
}

void add_ratings(const Figures& figures, Json& row) {
  const std::int64_t rated = figures.rated();
  const std::int64_t satisfied = figures.scored(4) + figures.scored(5);
  const std::int64_t low = figures.scored(1) + figures.scored(2);
  row["served"] = figures[Sum::served];
  row["rated"] = rated;
  row["response_share"] = share_json(rated, figures[Sum::served]);
  row["average"] = mean(static_cast<double>(figures.score_sum()), rated, 1000);
  row["satisfied"] = {{"count", satisfied},
                      {"share", share_json(satisfied, rated)},
                      {"margin", rounded(margin_of(satisfied, rated), 10'000)}};
  row["low"] = {{"count", low}, {"share", share_json(low, rated)}};
  row["scores"] = Json::object();
  for (int score = 1; score <= 5; ++score) row["scores"][std::to_string(score)] = figures.scored(score);
}

Json key_of(const ReportRow& row, const std::string& by) {
  if (by == "hour") return {{"hour", std::stoi(row.keys[0])}};
  if (by == "day") return {{"day", day_text(std::stoi(row.keys[0]))}};
  if (by == "counter") return {{"branch", row.keys[0]}, {"counter", std::stoi(row.keys[1])}};
  if (by == "clerk") return {{"branch", row.keys[0]}, {"clerk", row.keys[1]}};
  if (by == "branch")
    return {{"branch", row.keys[0]}, {"name", row.keys[1]}, {"tier", row.keys[2]}, {"region", row.keys[3]}};
  if (by == "service") return {{"service", row.keys[0]}, {"service_name", {{"zh-CN", ""}, {"en", ""}}}};
  return {{by, row.keys[0]}};
}

struct Report {
  ReportKind kind;
  std::string by;
  std::int64_t low_count = 0;                        ///< of all aspects
  std::map<std::string, std::string> services = {};  ///< their names, by letter

  void add(const Figures& figures, Json& row) const {
    if (by == "aspect") {
      const std::int64_t low = figures.scored(1) + figures.scored(2);
      row["count"] = low;
      row["share"] = share_json(low, low_count);
      return;
    }
    switch (kind) {
      case ReportKind::waits:
        return add_waits(figures, by, row);
      case ReportKind::service:
        return add_service(figures, row);
      case ReportKind::ratings:
        return add_ratings(figures, row);
    }
  }
  /// A letter alone says nothing to people; one that no branch has told the name of keeps it alone.
  void add_name(Json& row) const {
    if (by != "service") return;
    const auto found = services.find(row["service"].get<std::string>());
    row["service_name"] = found == services.end() ? Json() : Json::parse(found->second, nullptr, false);
  }
  /// The columns in their order.
  Json pattern() const {
    Json row = key_of({{"0", "0", "", ""}, {}}, by);
    add({}, row);
    return row;
  }
};

/// "waited.p90_s" as a pointer to the value; none where no column is called so.
std::optional<Json::json_pointer> column(const std::string& name, const Json& pattern) {
  std::string path = "/" + name;
  std::replace(path.begin(), path.end(), '.', '/');
  if (name.find_first_of("/~") != std::string::npos) return std::nullopt;
  const Json::json_pointer pointer(path);
  if (!pattern.contains(pointer) || pattern.at(pointer).is_object()) return std::nullopt;
  return pointer;
}

/// What is not known comes last, whichever way it goes.
void sort_rows(std::vector<Json>& rows, const Json::json_pointer& by, bool descending) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Json& a, const Json& b) {
    const Json& one = a.at(by);
    const Json& other = b.at(by);
    if (one.is_null() || other.is_null()) return !one.is_null() && other.is_null();
    return descending ? other < one : one < other;
  });
}

struct Order {
  std::string column;
  bool descending;
};

/// Branches that somebody should look at come first.
Order order_of(ReportKind kind, const ReportQuestion& question) {
  if (!question.sort.empty()) return {question.sort, question.descending};
  if (question.by == "aspect") return {"count", !question.descending};
  if (question.by != "branch") return {"", question.descending};
  switch (kind) {
    case ReportKind::waits:
      return {"waited.p90_s", true};
    case ReportKind::service:
      return {"serving.average_s", true};
    case ReportKind::ratings:
      return {"satisfied.share", false};
  }
  return {"", false};
}

const char* name_of(ReportKind kind) {
  switch (kind) {
    case ReportKind::waits:
      return "waits";
    case ReportKind::service:
      return "service";
    case ReportKind::ratings:
      return "ratings";
  }
  return "";
}

/// Without a column to sort by: by key, numbers among them by their value.
void sort_by_key(std::vector<Json>& rows, const Json& pattern, const std::string& by, bool descending) {
  if (by == "counter" || by == "clerk") sort_rows(rows, Json::json_pointer("/" + by), descending);
  sort_rows(rows, Json::json_pointer("/" + pattern.begin().key()), descending);
}

http::Response rows_answer(const ReportQuestion& question, const Report& report, const Figures& totals,
                           const std::vector<Json>& rows, std::size_t total) {
  Json body = {{"from", day_text(question.from)},
               {"to", day_text(question.to)},
               {"by", question.by},
               {"items", rows},
               {"total", total}};
  body["totals"] = Json::object();
  report.add(totals, body["totals"]);
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

std::optional<double> margin_of(std::int64_t count, std::int64_t of) {
  if (of <= 0) return std::nullopt;
  constexpr double z = 1.959964;  // of a normal distribution, for 95 %
  const auto n = static_cast<double>(of);
  const double p = static_cast<double>(count) / n;
  return z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
}

http::Response report_answer(const http::Request& request, sql::Connection& connection, ReportKind kind,
                             const std::vector<std::string>& regions, std::int64_t now_ms) {
  ReportQuestion question;
  question.where.regions = regions;
  if (const auto wrong = read_question(request, connection, groupings_of(kind), now_ms, question)) {
    return refuse(request, wrong->status, wrong->name, wrong->said);
  }
  Report report{kind, question.by, 0, {}};
  const Json pattern = report.pattern();
  const Order order = order_of(kind, question);
  const auto sort_column = order.column.empty() ? std::nullopt : column(order.column, pattern);
  if (!order.column.empty() && !sort_column) {
    return refuse(
        request, 422, "sort",
        {"sort 要写成表中的列名，例如 waited.p90_s。", "sort is the name of a column, such as waited.p90_s."});
  }
  const std::vector<ReportRow> found = read_report(connection, kind, question);
  Figures totals;
  for (const ReportRow& row : found) totals += row.figures;
  report.low_count = totals.scored(1) + totals.scored(2);
  if (question.by == "service") report.services = service_names(connection, question.where);
  std::vector<Json> rows;
  for (const ReportRow& row : found) {
    rows.push_back(key_of(row, question.by));
    report.add_name(rows.back());
    report.add(row.figures, rows.back());
  }
  sort_by_key(rows, pattern, question.by, order.descending && !sort_column);
  if (sort_column) sort_rows(rows, *sort_column, order.descending);
  const std::size_t total = rows.size();
  const bool csv = wants_csv(request);
  const std::size_t limit = question.limit.value_or(csv ? total : rows_if_not_said);
  if (rows.size() > limit) rows.resize(limit);
  if (csv) {
    return csv_answer(Json(rows).dump(-1, ' ', false, Json::error_handler_t::replace), pattern.dump(),
                      std::string(name_of(kind)) + "-by-" + question.by, csv_reader(request));
  }
  return rows_answer(question, report, totals, rows, total);
}

}  // namespace menting::hq
