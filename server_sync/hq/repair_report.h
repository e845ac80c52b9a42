#pragma once

#include "base/http/server.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// GET /api/v1/reports/repairs?from&to&branch&by: JSON, or CSV with the same names for Accept: text/csv or format=csv.
/// What is asked wrongly is answered 422 and names the field.
/// `regions`: of who asks; empty: all.
http::Response repair_report(const http::Request& request, const std::vector<std::string>& regions, Store& store);

}  // namespace menting::hq
