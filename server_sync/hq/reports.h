#pragma once

#include <string>
#include <vector>

#include "server_sync/hq/figures.h"
#include "server_sync/hq/report_question.h"

namespace menting::hq {

/// What a report is about; it reads only the sums that it needs.
enum class ReportKind { waits, service, ratings };

struct ReportRow {
  /// Of by=hour and day the number; of counter and clerk the branch and the name; of branch id, name, tier and region.
  std::vector<std::string> keys;
  Figures figures;
};

/// By what a report of this kind can be counted.
const std::vector<std::string_view>& groupings_of(ReportKind kind);

/// The rows by key, without sort and limit, in the transaction that is under way.
std::vector<ReportRow> read_report(sql::Connection& connection, ReportKind kind, const ReportQuestion& question);

/// The hour in the branch's own time of what happened in this hour of UTC on its business day.
int local_hour(const std::string& timezone, int day, int utc_hour);

}  // namespace menting::hq
