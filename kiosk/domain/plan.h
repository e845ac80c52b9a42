#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/repair_plan.h"

namespace menting::domain {

/// Texts by language tag ("zh-CN", "en"), from configuration.
using LocalName = std::map<std::string, std::string>;

/// The name in `language`, else in Chinese, else in any.
const std::string& name_in(const LocalName& names, const std::string& language);

/// The four kinds of help every hall offers.
enum class ServiceGroup { new_business, enquiry, after_sales, complaint };

/// How a service can be had without queueing.
struct OnlineWay {
  std::string url;  ///< https://…; empty: there is none
  LocalName text;   ///< what can be done there
};

struct Service {
  ServiceLetter letter = 'A';
  LocalName name;
  ServiceGroup group = ServiceGroup::new_business;
  int target_wait_minutes = 15;
  int first_number = 1;
  int last_number = 999;
  int quota = 0;        ///< numbers a day, cancelled ones not counted; 0: as many as there are
  LocalName area = {};  ///< where in the hall its counters are; empty: not said
  OnlineWay online = {};
};

/// The hall gives no numbers then.
struct Break {
  int from_minute = 0;  ///< minute of the day
  int to_minute = 0;    ///< exclusive
};

struct CounterPlan {
  CounterNumber number = 1;
  std::vector<ServiceLetter> services;  ///< preferred first
};

/// Another hall of the chain nearby, to go to when this one cannot help.
struct NearbyHall {
  LocalName name;
  LocalName address;
};

enum class Role { clerk, manager, technician };

struct StaffPlan {
  StaffId id;
  std::string name;
  std::vector<Role> roles;
};

/// When appointments can be checked in.
struct AppointmentPlan {
  int early_minutes = 30;  ///< before the slot begins
  int grace_minutes = 15;  ///< after it ends
};

/// What configuration says of the branch; rules read it, events never change it.
struct Plan {
  std::string branch_id;
  LocalName name;
  std::string tier;
  std::string timezone = "Asia/Shanghai";  ///< IANA name; told to headquarters
  std::string service_phone;               ///< the chain's telephone for customers; empty: not said
  std::vector<NearbyHall> elsewhere;
  int opens_minute = 0;              ///< minute of the day
  int closes_minute = 24 * 60;       ///< exclusive; 24 * 60 with opens 0 is an all-day branch
  int last_number_minute = 24 * 60;  ///< from then on no numbers are given, though the hall is open
  std::vector<Break> breaks;
  int priority_run_max = 2;
  double max_wait_factor = 1.5;
  int no_show_after_calls = 3;  ///< the first call counts
  int recall_gap_s = 10;
  std::vector<Service> services;
  std::vector<CounterPlan> counters;
  std::vector<StaffPlan> staff;
  RepairPlan repairs;
  AppointmentPlan appointments;

  const Service* service(ServiceLetter letter) const;
  const CounterPlan* counter(CounterNumber number) const;
  const StaffPlan* person(const StaffId& id) const;
  /// The service that repairs are handed in and fetched at; null: this hall has none.
  const Service* repair_service() const;
  /// Within the opening hours, and no break.
  bool open_at(int minute_of_day) const;
  /// The break at this time; null: there is none.
  const Break* break_at(int minute_of_day) const;
};

struct Counter;
/// What this counter serves today, preferred first: what a manager moved it to, else as configured. Points into them.
std::span<const ServiceLetter> services_of(const Plan& plan, const Counter& counter);

/// "09:05"
std::string time_of_day(int minute);

bool has_role(const StaffPlan& person, Role role);

}  // namespace menting::domain
