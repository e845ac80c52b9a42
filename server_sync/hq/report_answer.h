#pragma once

#include "base/http/server.h"
#include "server_sync/hq/reports.h"

namespace menting::hq {

/// GET /api/v1/reports/waits, service and ratings: JSON, or CSV with the same names. `regions`: the only ones whose
/// branches are told of; empty: all.
http::Response report_answer(const http::Request& request, sql::Connection& connection, ReportKind kind,
                             const std::vector<std::string>& regions, std::int64_t now_ms);

/// Half the width of the interval that has the share in 19 of 20 cases (Wilson's); none of nothing.
std::optional<double> margin_of(std::int64_t count, std::int64_t of);

}  // namespace menting::hq
