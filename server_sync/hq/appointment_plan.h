#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/report_question.h"  // days in words and back
#include "server_sync/hq/sql.h"

/// What of a branch can be booked: services, days, slots. Days are numbers (20261127), minutes are of the day in the
/// branch's time zone.
namespace menting::hq {

/// A service's slots on some weekdays.
struct PlanRow {
  std::string service;        ///< one letter, as the branch has it
  std::string name_json;      ///< by language, as it was given
  std::vector<int> weekdays;  ///< 1 Monday .. 7 Sunday
  int from_minute = 0;
  int to_minute = 0;
  int slot_minutes = 30;
  int capacity = 1;  ///< in each slot
};

struct AppointmentPlan {
  int days_ahead = 14;  ///< today is the first of them
  std::vector<PlanRow> rows;
  std::vector<int> closed;   ///< days without slots
  std::int64_t version = 0;  ///< counts changes; 0: there is no plan
};

struct Slot {
  std::string service;
  int day = 0;
  int from_minute = 0;
  int to_minute = 0;
  int capacity = 0;
};

AppointmentPlan read_plan(sql::Connection& sql, const std::string& branch);
/// False: it was changed since `plan.version`, and nothing is written. Moves the version on.
bool save_plan(sql::Connection& sql, const std::string& branch, AppointmentPlan& plan);

/// Of a day, by time and service.
std::vector<Slot> slots_of(const AppointmentPlan& plan, int day);

/// Where and when a branch is: as it says itself, else as China is.
struct BranchTime {
  int today = 0;
  int minute = 0;
};
BranchTime time_at(sql::Connection& sql, const std::string& branch, std::int64_t now_ms);

/// The plan of JSON (see assets/api). `field`: what is not as it should be.
std::optional<AppointmentPlan> plan_of_json(std::string_view json, std::string& field);
std::string plan_json(const std::string& branch, const AppointmentPlan& plan);

/// "09:05"; none for what is no time.
std::string minute_text(int minute);
std::optional<int> read_minute(std::string_view text);
int day_after(int day, int days);
int weekday_of(int day);  ///< 1 Monday .. 7 Sunday

}  // namespace menting::hq
