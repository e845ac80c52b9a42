#pragma once

#include <string>
#include <vector>

#include "server_sync/hq/router.h"

namespace menting::hq {

struct Description {
  std::string json;                 ///< OpenAPI 3.1
  std::vector<std::string> faults;  ///< routes without shapes, and shapes without a route
};

/// The table of routes in the words of OpenAPI, with the shapes of what is asked and answered from the folder's
/// *.json files (assets/api/README.md says how they are written). Throws std::runtime_error for a file that is no JSON.
Description describe(const std::vector<Route>& routes, const std::string& folder);

/// GET /api/v1/openapi.json
void add_description_route(Router& router, const std::string& folder);

}  // namespace menting::hq
