#pragma once

#include <string>
#include <vector>

#include "kiosk/desk/records.h"
#include "kiosk/domain/alert.h"
#include "kiosk/domain/day_report.h"
#include "kiosk/lan/views.h"

/// The JSON of what only a manager sees, and the same as comma-separated values.
namespace menting::lan {

/// `near_percent`: from which share of a target on a wait is said to be near it.
std::string alert_list_view(const std::vector<domain::Alert>& alerts, int near_percent, const ViewContext& context);

std::string day_report_view(domain::BusinessDay day, const domain::DayReport& report, const ViewContext& context);
/// All tables below each other; the first column says which.
std::string day_report_csv(const domain::DayReport& report, const ViewContext& context);

/// No personal data: what people typed is in no event.
std::string audit_view(const desk::AuditPage& page, const ViewContext& context);
std::string audit_csv(const desk::AuditPage& page, const ViewContext& context);

}  // namespace menting::lan
