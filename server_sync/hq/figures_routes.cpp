#include "server_sync/hq/figures_routes.h"

#include "base/time/zone.h"
#include "server_sync/hq/overview.h"
#include "server_sync/hq/report_answer.h"

namespace menting::hq {
namespace {

RouteJob report(ReportKind kind) {
  return [kind](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
    return report_answer(request, store.connection(), kind, asker.user.regions, base::wall_ms());
  };
}

http::Response overview(ChainKeeper& keeper, Store& store, const Asker& asker, const http::Request& request) {
  BranchChoice choice;
  choice.regions = asker.user.regions;
  if (const auto wrong = read_choice(request, store.connection(), choice)) {
    return refuse(request, wrong->status, wrong->name, wrong->said);
  }
  http::Response response;
  response.body = overview_json(*keeper.newest(store.connection()), choice);
  return response;
}

}  // namespace

void add_overview_route(Router& router, ChainKeeper& keeper) {
  router.add({"GET", "/api/v1/overview", Right::view,
              [&keeper](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return overview(keeper, store, asker, request);
              },
              "The chain as it is now, and which branches need somebody to look"});
}

void add_report_routes(Router& router) {
  router.add({"GET", "/api/v1/reports/waits", Right::view, report(ReportKind::waits),
              "How long customers waited, and how many within the target"});
  router.add({"GET", "/api/v1/reports/service", Right::view, report(ReportKind::service),
              "How many were served, and how long it took"});
  router.add({"GET", "/api/v1/reports/ratings", Right::view, report(ReportKind::ratings),
              "How satisfied customers were, and what those were not satisfied with who were not"});
}

}  // namespace menting::hq
