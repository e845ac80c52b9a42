#pragma once

#include <map>
#include <set>
#include <string>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/repair_order.h"

namespace menting::domain {

/// Brands and models as orders name them, by what people type. What is not here is "other" in events and rows, and a
/// sealed note says what was typed.
struct KnownDevices {
  std::map<std::string, std::string> brands;                         ///< in any language, without spaces and case
  std::map<std::string, std::map<std::string, std::string>> models;  ///< by the brand's name in orders

  std::string brand(const std::string& typed) const;
  std::string model(const std::string& brand, const std::string& typed) const;
  /// Of any brand, with or without its name in front.
  bool has_model(const std::string& typed) const;
};
constexpr const char* other_device = "other";

/// What configuration says of repairs.
struct RepairPlan {
  ServiceLetter service = '\0';  ///< whose queue hands in and fetches; none: the first after-sales service
  std::string currency = "CNY";
  int retention_days = 180;               ///< personal data is erased so long after an order ended
  int promise_days = 2;                   ///< business days for a repair, unless `fault_days` knows better
  std::map<std::string, int> fault_days;  ///< by fault
  int technician_daily = 6;               ///< orders that one technician gets done in a day
  std::set<int> rest_weekdays;            ///< 0 Sunday .. 6 Saturday: nobody repairs then
  std::set<BusinessDay> rest_days;
  std::map<std::string, int> warranty_months;  ///< by kind of device, where the catalogue's does not hold
  int abandon_after_days = 60;                 ///< that a ready device lies there unfetched, as the terms say
  int loaner_days = 14;                        ///< that a loaner is lent at least
  std::map<RepairState, int> stuck_hours;      ///< in a state without a step, where the default does not hold
  KnownDevices devices;
  std::string terms_version = "1";
  bool identity_required = false;  ///< no device is handed over without a code or a look at papers

  int days_for(const std::string& fault) const;
  int warranty_for(const std::string& kind) const;
  int stuck_after_hours(RepairState state) const;
};

}  // namespace menting::domain
