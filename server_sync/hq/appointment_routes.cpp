#include "server_sync/hq/appointment_routes.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/time/zone.h"
#include "server_sync/hq/csv.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr int list_max = 5'000;
constexpr int days_otherwise = 14;

http::Response answer(const Json& json) {
  http::Response response;
  response.body = json.dump();
  return response;
}

std::map<std::string, std::string> branch_names(sql::Connection& sql) {
  std::map<std::string, std::string> names;
  auto& rows = sql.statement("SELECT id, name FROM branch ORDER BY id");
  while (rows.step()) names[rows.text(0)] = rows.text(1);
  return names;
}

/// The branch of ?branch=; whether the asker may see it the router has looked at.
std::optional<std::string> branch_of(Store& store, const http::Request& request) {
  auto branch = request.query_value("branch");
  if (!branch || branch->empty() || !store.has_branch(*branch)) return std::nullopt;
  return branch;
}

http::Response show_plan(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& /*params*/) {
  const auto branch = branch_of(store, request);
  if (!branch) return no_such_branch(request);
  http::Response response;
  response.body = plan_json(*branch, read_plan(store.connection(), *branch));
  return response;
}

http::Response change_plan(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  const auto branch = branch_of(store, request);
  if (!branch) return no_such_branch(request);
  std::string field;
  auto plan = plan_of_json(request.body, field);
  if (!plan) return field_invalid(request, field);
  if (!save_plan(store.connection(), *branch, *plan)) {
    return refuse(request, 409, "plan_changed",
                  {"其他人刚修改过预约安排，请刷新后再改。",
                   "Somebody else has changed the plan meanwhile. Load it again and change it once more."});
  }
  asker.tell(*branch, "plan " + std::to_string(plan->version));
  http::Response response;
  response.body = plan_json(*branch, *plan);
  return response;
}

Json slots_json(sql::Connection& sql, const std::string& branch, int from, int to) {
  const AppointmentPlan plan = read_plan(sql, branch);
  Json slots = Json::array();
  for (int day = from; day <= to; day = day_after(day, 1)) {
    const auto taken = taken_on(sql, branch, day);
    for (const Slot& slot : slots_of(plan, day)) {
      const auto found = taken.find({slot.service, slot.from_minute});
      slots.push_back({{"branch", branch},
                       {"date", day_text(day)},
                       {"service", slot.service},
                       {"from", minute_text(slot.from_minute)},
                       {"to", minute_text(slot.to_minute)},
                       {"capacity", slot.capacity},
                       {"taken", found == taken.end() ? 0 : found->second}});
    }
  }
  return slots;
}

/// Fills the question; what it names is what is wrong. Empty: nothing.
std::string read_question(const http::Request& request, const Asker& asker, int today, AppointmentQuestion& question) {
  static const std::set<std::string> states{"booked", "checked_in", "served", "no_show", "cancelled"};
  question.regions = asker.user.regions;
  question.branch = request.query_value("branch").value_or("");
  question.from = today;
  if (const auto text = request.query_value("from")) {
    const auto day = read_day(*text);
    if (!day) return "from";
    question.from = *day;
  }
  question.to = day_after(question.from, days_otherwise - 1);
  if (const auto text = request.query_value("to")) {
    const auto day = read_day(*text);
    if (!day || *day < question.from) return "to";
    question.to = *day;
  }
  question.state = request.query_value("state").value_or("");
  return question.state.empty() || states.contains(question.state) ? "" : "state";
}

http::Response list_of_day(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  sql::Connection& sql = store.connection();
  AppointmentQuestion question;
  const int today = time_at(sql, request.query_value("branch").value_or(""), base::wall_ms()).today;
  const std::string wrong = read_question(request, asker, today, question);
  if (!wrong.empty()) return field_invalid(request, wrong);
  const auto names = branch_names(sql);
  Json items = Json::array();
  for (const AppointmentRow& row : list_appointments(sql, question, list_max)) {
    const auto name = names.find(row.branch);
    items.push_back(Json::parse(appointment_json(row, name == names.end() ? "" : name->second)));
  }
  if (wants_csv(request)) {
    AppointmentRow empty;
    empty.name_json = R"({"zh-CN":"","en":""})";
    const Json pattern = Json::parse(appointment_json(empty, ""));
    return csv_answer(items.dump(), pattern.dump(), "appointments");
  }
  Json counts{{"booked", 0}, {"checked_in", 0}, {"served", 0}, {"no_show", 0}, {"cancelled", 0}};
  std::int64_t total = 0;
  for (const auto& [state, count] : count_appointments(sql, question)) {
    counts[state] = count;
    total += count;
  }
  Json body{{"items", std::move(items)}, {"total", total}, {"counts", std::move(counts)}};
  constexpr int slot_days_max = 60;
  const bool few = day_after(question.from, slot_days_max) > question.to;
  if (!question.branch.empty() && few) body["slots"] = slots_json(sql, question.branch, question.from, question.to);
  return answer(body);
}

http::Response cancel_one(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  const Json body = Json::parse(request.body, nullptr, false);
  const bool fits = body.is_object() && body.contains("branch") && body["branch"].is_string() && body.contains("id") &&
                    body["id"].is_string();
  if (!fits) return field_invalid(request, "id");
  const auto branch = body["branch"].get<std::string>();
  if (!in_scope(store.connection(), asker.user.regions, branch)) return no_such_branch(request);
  auto row = find_by_id(store.connection(), branch, body["id"].get<std::string>());
  if (!row) {
    return refuse(request, 404, "appointment_unknown", {"没有这个预约。", "There is no such appointment."});
  }
  if (!cancel(store.connection(), *row, base::wall_ms())) {
    return refuse(request, 409, "appointment_over",
                  {"该预约已签到或已过时段，不能取消。",
                   "This appointment has been checked in or is over: it cannot be cancelled."});
  }
  asker.tell(branch, row->number);
  http::Response response;
  response.body = appointment_json(*row, "");
  return response;
}

}  // namespace

std::string appointment_json(const AppointmentRow& row, const std::string& branch_name) {
  const auto names = nlohmann::ordered_json::parse(row.name_json, nullptr, false);
  Json json;
  json["id"] = row.id;
  json["branch"] = row.branch;
  json["branch_name"] = branch_name;
  json["number"] = row.number;
  json["date"] = day_text(row.day);
  json["from"] = minute_text(row.from_minute);
  json["to"] = minute_text(row.to_minute);
  json["service"] = row.service;
  json["service_name"] = names.is_object() ? names : Json::object();
  json["state"] = row.state;
  json["booked_at"] = base::rfc3339(row.booked_at_ms);
  json["noted_at"] = row.noted_at_ms == 0 ? Json(nullptr) : Json(base::rfc3339(row.noted_at_ms));
  const std::size_t dash = row.ticket.find('-');
  json["ticket"] = dash == std::string::npos ? Json(nullptr) : Json(row.ticket.substr(dash + 1));
  json["language"] = row.language;
  return json.dump();
}

void add_appointment_routes(Router& router) {
  router.add({"GET", "/api/v1/appointments/plan", Right::view, show_plan, "What of a branch can be booked"});
  router.add(
      {"POST", "/api/v1/appointments/plan", Right::operate, change_plan, "Change what of a branch can be booked"});
  router.add({"GET", "/api/v1/appointments", Right::view, list_of_day, "Appointments and how full the slots are"});
  router.add({"POST", "/api/v1/appointments/cancel-one", Right::operate, cancel_one, "Cancel somebody's appointment"});
}

}  // namespace menting::hq
