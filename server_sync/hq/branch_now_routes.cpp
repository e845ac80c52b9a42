#include "server_sync/hq/branch_now_routes.h"

#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

http::Response now(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  const auto row = read_branch_now(store.connection(), params.at("id"));
  const Json told = row ? Json::parse(row->body, nullptr, false) : Json();
  if (!told.is_object()) {
    return refuse(request, 404, "nothing_yet",
                  {"这家网点还没有上报现况，或者没有这家网点。",
                   "This branch has not told how it is yet, or there is no such branch."});
  }
  const Json body = {
      {"at", base::rfc3339(row->at_ms)}, {"received_at", base::rfc3339(row->received_at_ms)}, {"now", told}};
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

void add_branch_now_routes(Router& router) {
  router.add({"GET", "/api/v1/branches/{id}/now", Right::view, now, "What a branch said of itself last"});
}

}  // namespace menting::hq
