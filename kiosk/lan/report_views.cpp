#include <cmath>
#include <nlohmann/json.hpp>

#include "kiosk/lan/csv.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/lan/manager_views.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::ReportRow;

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

double share(int part, int whole) {
  return whole == 0 ? 0.0 : rounded(static_cast<double>(part) / whole);
}

std::int64_t seconds(std::int64_t ms) {
  return (ms + 500) / 1000;
}

/// Hands every figure to `put`, by its name.
template <class Put>
void each_figure(const ReportRow& row, Put&& put) {
  put("taken", Json(row.taken));
  put("called", Json(row.called));
  put("served", Json(row.served));
  put("no_shows", Json(row.no_shows));
  put("cancelled", Json(row.cancelled));
  put("waiting", Json(row.waiting));
  put("wait_mean_s", Json(seconds(domain::mean_of(row.waits_ms))));
  put("wait_p90_s", Json(seconds(domain::p90_of(row.waits_ms))));
  put("wait_max_s", Json(seconds(domain::max_of(row.waits_ms))));
  put("within_target", Json(row.within_target));
  put("within_target_share", Json(share(row.within_target, row.called)));
  put("serve_mean_s", Json(seconds(domain::mean_of(row.serves_ms))));
  put("serve_p90_s", Json(seconds(domain::p90_of(row.serves_ms))));
  put("ratings", Json(row.ratings));
  put("rating_mean", row.ratings == 0 ? Json(nullptr) : Json(share(row.score_sum, row.ratings)));
  put("low_ratings", Json(row.low_ratings));
  put("finished", Json(row.finished));
  put("unfinished", Json(row.unfinished));
  put("passed_on", Json(row.passed_on));
  put("held", Json(row.held));
}

template <class Put>
void each_estimate(const domain::Told& told, Put&& put) {
  put("told", Json(told.count));
  put("within", Json(told.within));
  put("hit_rate", told.count == 0 ? Json(nullptr) : Json(share(told.within, told.count)));
}

void add_figures(Json& json, const ReportRow& row) {
  each_figure(row, [&](const char* name, const Json& value) { json[name] = value; });
}

/// The table, then what its rows are known by.
struct Key {
  std::string table, letter, counter, staff, hour, name;
};

void add_row(std::string& csv, const Key& key, const ReportRow& row, const domain::Told* told) {
  std::vector<std::string> cells{key.table, key.letter, key.counter, key.staff, key.hour, key.name};
  each_figure(row,
              [&](const char*, const Json& value) { cells.push_back(value.is_null() ? std::string() : value.dump()); });
  each_estimate(told == nullptr ? domain::Told{} : *told, [&](const char*, const Json& value) {
    cells.push_back(told == nullptr || value.is_null() ? std::string() : value.dump());
  });
  csv += csv_row(cells);
}

std::string heading() {
  std::vector<std::string> cells{"table", "letter", "counter", "staff", "hour", "name"};
  each_figure({}, [&](const char* name, const Json&) { cells.emplace_back(name); });
  each_estimate({}, [&](const char* name, const Json&) { cells.push_back(std::string("estimates.") + name); });
  return csv_row(cells);
}

}  // namespace

std::string day_report_view(domain::BusinessDay day, const domain::DayReport& report, const ViewContext& context) {
  Json json;
  json["date"] = domain::to_string(day);
  Json& totals = json["totals"] = Json::object();
  add_figures(totals, report.totals);
  each_estimate(report.tally.told(), [&](const char* name, const Json& value) { totals["estimates"][name] = value; });
  Json& services = json["services"] = Json::array();
  for (const auto& [letter, row] : report.services) {
    const domain::Service* service = context.plan.service(letter);
    Json entry{{"letter", std::string(1, letter)}, {"name", service == nullptr ? Json(nullptr) : Json(service->name)}};
    add_figures(entry, row);
    services.push_back(std::move(entry));
  }
  Json& counters = json["counters"] = Json::array();
  for (const auto& [number, row] : report.counters) {
    Json entry{{"counter", number == 0 ? Json(nullptr) : Json(number)}};
    add_figures(entry, row);
    counters.push_back(std::move(entry));
  }
  Json& clerks = json["clerks"] = Json::array();
  for (const auto& [staff, row] : report.clerks) {
    Json entry{{"staff", staff.empty() ? Json(nullptr) : Json(staff)}, {"name", person_or_null(staff, context.plan)}};
    add_figures(entry, row);
    clerks.push_back(std::move(entry));
  }
  Json& hours = json["hours"] = Json::array();
  for (const auto& [hour, row] : report.hours) {
    Json entry{{"hour", hour}};
    add_figures(entry, row);
    hours.push_back(std::move(entry));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string day_report_csv(const domain::DayReport& report, const ViewContext& context) {
  std::string csv = heading();
  const domain::Told told = report.tally.told();
  add_row(csv, {"totals", {}, {}, {}, {}, {}}, report.totals, &told);
  for (const auto& [letter, row] : report.services) {
    const domain::Service* service = context.plan.service(letter);
    const std::string name = service == nullptr ? std::string() : domain::name_in(service->name, context.language);
    add_row(csv, {"services", std::string(1, letter), {}, {}, {}, name}, row, nullptr);
  }
  for (const auto& [number, row] : report.counters) {
    add_row(csv, {"counters", {}, number == 0 ? "" : std::to_string(number), {}, {}, {}}, row, nullptr);
  }
  for (const auto& [staff, row] : report.clerks) {
    const domain::StaffPlan* person = context.plan.person(staff);
    add_row(csv, {"clerks", {}, {}, staff, {}, person == nullptr ? std::string() : person->name}, row, nullptr);
  }
  for (const auto& [hour, row] : report.hours) {
    add_row(csv, {"hours", {}, {}, {}, std::to_string(hour), {}}, row, nullptr);
  }
  return csv;
}

}  // namespace menting::lan
