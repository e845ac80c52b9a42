#include "server_sync/hq/appointment_plan.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <tuple>

#include "base/time/zone.h"
#include "server_sync/hq/branch_now.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t rows_max = 100;
constexpr std::size_t closed_max = 366;
constexpr std::size_t name_bytes_max = 200;
constexpr int day_minutes = 24 * 60;
constexpr const char* zone_otherwise = "Asia/Shanghai";

std::chrono::year_month_day calendar_day(int day) {
  return {std::chrono::year(day / 10000), std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
          std::chrono::day(static_cast<unsigned>(day % 100))};
}

std::string zone_of(sql::Connection& sql, const std::string& branch) {
  const auto now = read_branch_now(sql, branch);
  if (!now) return zone_otherwise;
  const Json body = Json::parse(now->body, nullptr, false);
  const std::string zone = body.is_object() && body.contains("timezone") && body["timezone"].is_string()
                               ? body["timezone"].get<std::string>()
                               : std::string();
  return base::Zone::known(zone) ? zone : zone_otherwise;
}

/// Thrown while a plan is read; names the field.
struct Wrong {
  std::string field;
};

int number_of(const Json& from, const std::string& prefix, const char* name, int least, int most) {
  const auto found = from.find(name);
  const bool fits = found != from.end() && found->is_number_integer() && *found >= least && *found <= most;
  if (!fits) throw Wrong{prefix + name};
  return found->get<int>();
}

int minute_of(const Json& from, const std::string& prefix, const char* name) {
  const auto found = from.find(name);
  const auto minute = found != from.end() && found->is_string() ? read_minute(found->get<std::string>()) : std::nullopt;
  if (!minute) throw Wrong{prefix + name};
  return *minute;
}

std::string names_of(const Json& from, const std::string& prefix) {
  const auto found = from.find("name");
  if (found == from.end() || !found->is_object() || found->empty() || found->size() > 4) throw Wrong{prefix + "name"};
  for (const auto& [language, name] : found->items()) {
    const bool fits = name.is_string() && !name.get<std::string>().empty() &&
                      name.get<std::string>().size() <= name_bytes_max && language.size() <= 16;
    if (!fits) throw Wrong{prefix + "name"};
  }
  return found->dump();
}

PlanRow row_of(const Json& from, const std::string& prefix) {
  if (!from.is_object()) throw Wrong{prefix.substr(0, prefix.size() - 1)};
  PlanRow row;
  const auto service = from.find("service");
  if (service != from.end() && service->is_string()) row.service = service->get<std::string>();
  if (row.service.size() != 1 || row.service[0] < 'A' || row.service[0] > 'Z') throw Wrong{prefix + "service"};
  row.name_json = names_of(from, prefix);
  std::set<int> weekdays;
  const auto days = from.find("weekdays");
  if (days == from.end() || !days->is_array()) throw Wrong{prefix + "weekdays"};
  for (const Json& day : *days) {
    if (!day.is_number_integer() || day < 1 || day > 7) throw Wrong{prefix + "weekdays"};
    weekdays.insert(day.get<int>());
  }
  if (weekdays.empty()) throw Wrong{prefix + "weekdays"};
  row.weekdays.assign(weekdays.begin(), weekdays.end());
  row.from_minute = minute_of(from, prefix, "from");
  row.to_minute = minute_of(from, prefix, "to");
  row.slot_minutes = number_of(from, prefix, "slot_minutes", 5, 240);
  row.capacity = number_of(from, prefix, "capacity", 1, 200);
  if (row.to_minute < row.from_minute + row.slot_minutes) throw Wrong{prefix + "to"};
  return row;
}

/// Two rows would give one service two slots at the same time.
bool overlap(const PlanRow& a, const PlanRow& b) {
  if (a.service != b.service || a.from_minute >= b.to_minute || b.from_minute >= a.to_minute) return false;
  return std::any_of(a.weekdays.begin(), a.weekdays.end(),
                     [&](int day) { return std::find(b.weekdays.begin(), b.weekdays.end(), day) != b.weekdays.end(); });
}

AppointmentPlan read_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) throw Wrong{"body"};
  AppointmentPlan plan;
  plan.days_ahead = number_of(json, "", "days_ahead", 1, 60);
  if (json.contains("version")) plan.version = number_of(json, "", "version", 0, 1'000'000'000);
  const auto items = json.find("items");
  if (items == json.end() || !items->is_array() || items->size() > rows_max) throw Wrong{"items"};
  for (const Json& item : *items) {
    const std::string prefix = "items." + std::to_string(plan.rows.size()) + ".";
    PlanRow row = row_of(item, prefix);
    for (const PlanRow& other : plan.rows) {
      if (overlap(row, other)) throw Wrong{prefix + "from"};
    }
    plan.rows.push_back(std::move(row));
  }
  const Json closed = json.value("closed", Json::array());
  if (!closed.is_array() || closed.size() > closed_max) throw Wrong{"closed"};
  for (const Json& day : closed) {
    const auto read = day.is_string() ? read_day(day.get<std::string>()) : std::nullopt;
    if (!read) throw Wrong{"closed"};
    plan.closed.push_back(*read);
  }
  return plan;
}

std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) numbers.push_back(std::stoi(text.substr(at, end - at)));
    at = end + 1;
  }
  return numbers;
}

std::string joined(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : " ") + std::to_string(number);
  return text;
}

}  // namespace

AppointmentPlan read_plan(sql::Connection& sql, const std::string& branch) {
  AppointmentPlan plan;
  auto& rules = sql.statement("SELECT days_ahead, closed, version FROM appointment_rules WHERE branch = $1");
  rules.bind(1, branch);
  if (!rules.step()) {
    rules.reset();
    return plan;
  }
  plan.days_ahead = static_cast<int>(rules.integer(0));
  plan.closed = numbers_in(rules.text(1));
  plan.version = rules.integer(2);
  rules.reset();
  auto& rows = sql.statement(
      "SELECT service, names, weekdays, from_minute, to_minute, slot_minutes, capacity FROM appointment_plan"
      " WHERE branch = $1 ORDER BY position");
  rows.bind(1, branch);
  while (rows.step()) {
    plan.rows.push_back({rows.text(0), rows.text(1), numbers_in(rows.text(2)), static_cast<int>(rows.integer(3)),
                         static_cast<int>(rows.integer(4)), static_cast<int>(rows.integer(5)),
                         static_cast<int>(rows.integer(6))});
  }
  return plan;
}

bool save_plan(sql::Connection& sql, const std::string& branch, AppointmentPlan& plan) {
  const std::int64_t before = read_plan(sql, branch).version;
  if (plan.version != 0 && plan.version != before) return false;
  plan.version = before + 1;
  sql.statement(
         "INSERT INTO appointment_rules (branch, days_ahead, closed, version) VALUES ($1, $2, $3, $4) ON CONFLICT"
         " (branch) DO UPDATE SET days_ahead = excluded.days_ahead, closed = excluded.closed,"
         " version = excluded.version")
      .bind(1, branch)
      .bind(2, plan.days_ahead)
      .bind(3, joined(plan.closed))
      .bind(4, plan.version)
      .run();
  sql.statement("DELETE FROM appointment_plan WHERE branch = $1").bind(1, branch).run();
  int position = 0;
  for (const PlanRow& row : plan.rows) {
    sql.statement(
           "INSERT INTO appointment_plan (branch, position, service, names, weekdays, from_minute, to_minute,"
           " slot_minutes, capacity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(1, branch)
        .bind(2, position++)
        .bind(3, row.service)
        .bind(4, row.name_json)
        .bind(5, joined(row.weekdays))
        .bind(6, row.from_minute)
        .bind(7, row.to_minute)
        .bind(8, row.slot_minutes)
        .bind(9, row.capacity)
        .run();
  }
  return true;
}

std::vector<Slot> slots_of(const AppointmentPlan& plan, int day) {
  std::vector<Slot> slots;
  if (std::find(plan.closed.begin(), plan.closed.end(), day) != plan.closed.end()) return slots;
  const int weekday = weekday_of(day);
  for (const PlanRow& row : plan.rows) {
    if (std::find(row.weekdays.begin(), row.weekdays.end(), weekday) == row.weekdays.end()) continue;
    for (int from = row.from_minute; from + row.slot_minutes <= row.to_minute; from += row.slot_minutes) {
      slots.push_back({row.service, day, from, from + row.slot_minutes, row.capacity});
    }
  }
  std::sort(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) {
    return std::tie(a.from_minute, a.service) < std::tie(b.from_minute, b.service);
  });
  return slots;
}

BranchTime time_at(sql::Connection& sql, const std::string& branch, std::int64_t now_ms) {
  const base::LocalTime local = base::Zone(zone_of(sql, branch)).local(now_ms);
  return {local.year * 10000 + local.month * 100 + local.day, local.hour * 60 + local.minute};
}

std::optional<AppointmentPlan> plan_of_json(std::string_view json, std::string& field) {
  try {
    return read_json(json);
  } catch (const Wrong& wrong) {
    field = wrong.field;
    return std::nullopt;
  }
}

std::string plan_json(const std::string& branch, const AppointmentPlan& plan) {
  Json json{{"branch", branch}, {"days_ahead", plan.days_ahead}, {"items", Json::array()}, {"closed", Json::array()}};
  for (const PlanRow& row : plan.rows) {
    json["items"].push_back({{"service", row.service},
                             {"name", Json::parse(row.name_json)},
                             {"weekdays", row.weekdays},
                             {"from", minute_text(row.from_minute)},
                             {"to", minute_text(row.to_minute)},
                             {"slot_minutes", row.slot_minutes},
                             {"capacity", row.capacity}});
  }
  for (const int day : plan.closed) json["closed"].push_back(day_text(day));
  json["version"] = plan.version;
  return json.dump();
}

std::string minute_text(int minute) {
  const std::string hours = std::to_string(minute / 60), minutes = std::to_string(minute % 60);
  return std::string(hours.size() < 2, '0') + hours + ":" + std::string(minutes.size() < 2, '0') + minutes;
}

std::optional<int> read_minute(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (digits.find(text[at]) == std::string_view::npos) return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
  const int minute = hours * 60 + minutes;
  if (minutes > 59 || minute > day_minutes) return std::nullopt;
  return minute;
}

int day_after(int day, int days) {
  const std::chrono::year_month_day then = std::chrono::sys_days(calendar_day(day)) + std::chrono::days(days);
  return static_cast<int>(then.year()) * 10000 + static_cast<int>(static_cast<unsigned>(then.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(then.day()));
}

int weekday_of(int day) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(calendar_day(day))).iso_encoding());
}

}  // namespace menting::hq
