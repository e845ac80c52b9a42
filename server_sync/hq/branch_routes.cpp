#include "server_sync/hq/branch_routes.h"

#include "base/time/zone.h"
#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/repair_report.h"

namespace menting::hq {
namespace {

http::Response list(Store& store, const Asker& /*asker*/, const http::Request& /*request*/, const Params& /*params*/) {
  http::Response response;
  response.body = branches_json(store.branches(), base::wall_ms());
  return response;
}

http::Response one(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  const auto found = store.branch(params.at("id"));
  if (!found) return no_such_branch(request);
  http::Response response;
  response.body = branch_json(*found, base::wall_ms());
  return response;
}

http::Response repairs(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& /*params*/) {
  return repair_report(request, store);
}

}  // namespace

void add_branch_routes(Router& router) {
  router.add({"GET", "/api/v1/branches", Right::view, list, "All branches as they are now"});
  router.add({"GET", "/api/v1/branches/{id}", Right::view, one, "One branch as it is now"});
  router.add({"GET", "/api/v1/reports/repairs", Right::view, repairs, "Devices in repair: sums over days"});
}

}  // namespace menting::hq
