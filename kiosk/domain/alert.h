#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/domain/ids.h"

namespace menting::domain {

enum class AlertKind {
  target_passed,  ///< waits longer than the service's target
  target_near,    ///< will soon, or was told so
  low_rating,     ///< and no manager has said what was done
  printer,
  paper_low,
  disk,
  hq_lag,  ///< headquarters lacks events for too long
  assistance,
  storage,
  no_counter,      ///< somebody waits for a service that no open counter serves
  repair_overdue,  ///< promised for a day that is over
  repair_due,      ///< promised for today or the next workday, and not ready
  repair_stuck,    ///< no step for too long
  loaner_overdue,  ///< to be back on a day that is over
};
enum class AlertLevel { urgent, warning };

/// Something that a manager should look at.
struct Alert {
  AlertKind kind = AlertKind::storage;
  AlertLevel level = AlertLevel::warning;
  std::string id;             ///< the same as long as it is the same matter
  std::int64_t since_ms = 0;  ///< 0: not known
  TicketId ticket;
  std::string ticket_name;
  ServiceLetter service = 0;  ///< 0: none
  CounterNumber counter = 0;
  StaffId staff;
  std::int64_t amount = 0;  ///< minutes waited, the score, events, MB or how many wait
  std::string about;        ///< a code: place of a call for help, state of the printer or of a repair; a loaner's label
  std::string repair;       ///< the order's number
  BusinessDay day;          ///< promised, or when the loaner is due
  bool operator==(const Alert&) const = default;
};

/// [alerts] of the configuration.
struct AlertLimits {
  int near_percent = 80;  ///< of the target
  int low_rating_days = 7;
  int hq_lag_minutes = 15;
  int disk_free_mb = 200;
};

/// A rating of this or less stays an alert until a manager says what was done.
constexpr int low_score_max = 2;

std::string_view to_string(AlertKind kind);
std::string_view to_string(AlertLevel level);

}  // namespace menting::domain
