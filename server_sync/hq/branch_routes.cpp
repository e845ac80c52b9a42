#include "server_sync/hq/branch_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/csv.h"
#include "server_sync/hq/fleet.h"
#include "server_sync/hq/fleet_now.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/repair_report.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr Said malformed = {"请求不是 JSON 对象。", "Send a JSON object."};

/// What a person wrote of a branch, checked.
struct Written {
  BranchChange change;
  std::optional<http::Response> refusal;
};

/// A field that is there has to be a text; tier and region may be emptied, a name may not.
Written read_change(const http::Request& request, const Json& body) {
  struct Field {
    const char* name;
    std::optional<std::string> BranchChange::*into;
    std::size_t bytes_max;
    bool may_be_empty;
    Said said;
  };
  static constexpr Field fields[] = {
      {"name",
       &BranchChange::name,
       branch_name_bytes_max,
       false,
       {"请填写网点名称，最多 200 字节。", "Write the branch's name, at most 200 bytes."}},
      {"tier",
       &BranchChange::tier,
       branch_group_bytes_max,
       true,
       {"级别最多 64 字节。", "A tier has at most 64 bytes."}},
      {"region",
       &BranchChange::region,
       branch_group_bytes_max,
       true,
       {"大区最多 64 字节。", "A region has at most 64 bytes."}},
  };
  Written written;
  for (const Field& field : fields) {
    const auto found = body.find(field.name);
    if (found == body.end()) continue;
    const std::string text = found->is_string() ? found->get<std::string>() : "";
    const bool fine =
        found->is_string() && ((text.empty() && field.may_be_empty) || is_plain_text(text, field.bytes_max));
    if (!fine) {
      written.refusal = refuse(request, 422, field.name, field.said);
      return written;
    }
    written.change.*(field.into) = text;
  }
  return written;
}

/// Who sees some regions alone may not move a branch out of them, nor one in that others have.
std::optional<http::Response> outside(const Asker& asker, const http::Request& request,
                                      const std::optional<std::string>& region) {
  const auto& regions = asker.user.regions;
  if (!region || regions.empty() || std::find(regions.begin(), regions.end(), *region) != regions.end()) return {};
  return refuse(request, 422, "region",
                {"只能填写您负责的大区。", "Write one of the regions that you are responsible for."});
}

http::Response branch_answer(Store& store, const std::string& id, const http::Request& request) {
  std::vector<BranchNow> found = {store.branch(id).value()};
  add_branch_now(store.connection(), found);
  http::Response response;
  response.body = branch_json(found.front(), base::wall_ms(), in_english(request));
  return response;
}

http::Response list_all(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  BranchFilter filter;
  filter.regions = asker.user.regions;
  filter.region = request.query_value("region").value_or("");
  filter.tier = request.query_value("tier").value_or("");
  filter.part = request.query_value("q").value_or("");
  filter.after = request.query_value("after").value_or("");
  if (const auto limit = request.query_value("limit")) {
    const auto [end, fault] = std::from_chars(limit->data(), limit->data() + limit->size(), filter.count_max);
    if (fault != std::errc() || end != limit->data() + limit->size() || filter.count_max < 1) {
      return refuse(request, 422, "limit", {"limit 必须是正整数。", "limit is a whole number from 1 on."});
    }
  }
  BranchPage page = find_branches(store, filter);
  add_branch_now(store.connection(), page.branches);
  if (wants_csv(request)) return branches_csv(page.branches, base::wall_ms(), in_english(request));
  http::Response response;
  response.body = branches_json(page.branches, page.total, base::wall_ms(), in_english(request));
  return response;
}

/// What choosing among all branches needs, and no more: of ten thousand everything is eight times as much.
http::Response names(Store& store, const Asker& asker, const http::Request& /*request*/, const Params& /*params*/) {
  Json items = Json::array();
  auto& found =
      store.connection().statement("SELECT id, name, tier, region, revoked_at IS NOT NULL FROM branch WHERE 1 = 1" +
                                   scope_sql(asker.user.regions, "id") + " ORDER BY id");
  while (found.step()) {
    items.push_back({{"id", found.text(0)},
                     {"name", found.text(1)},
                     {"tier", found.text(2)},
                     {"region", found.text(3)},
                     {"revoked", found.integer(4) != 0}});
  }
  const std::size_t total = items.size();
  return json_answer(200, {{"items", std::move(items)}, {"total", total}});
}

http::Response one(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  if (!store.has_branch(params.at("id"))) return no_such_branch(request);
  return branch_answer(store, params.at("id"), request);
}

http::Response add_new(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", malformed);
  const auto found = body.find("id");
  const std::string id = found != body.end() && found->is_string() ? found->get<std::string>() : "";
  if (!is_branch_id(id)) {
    return refuse(request, 422, "id",
                  {"网点编号由 1 到 32 个字母、数字、点、横线或下划线组成，例如 BJ-0001。",
                   "A branch's id has 1 to 32 letters, digits, '.', '_' or '-', such as BJ-0001."});
  }
  Written written = read_change(request, body);
  if (written.refusal) return std::move(*written.refusal);
  if (!written.change.name) return refuse(request, 422, "name", {"请填写网点名称。", "Write the branch's name."});
  if (!asker.user.regions.empty() && !written.change.region) written.change.region = asker.user.regions.front();
  if (auto refusal = outside(asker, request, written.change.region)) return std::move(*refusal);
  asker.tell(id, "");
  if (store.has_branch(id)) {
    return refuse(request, 409, "branch_exists", {"已有这个编号的网点。", "A branch with this id is there already."});
  }
  const std::int64_t now = base::wall_ms();
  store.add_branch(id, *written.change.name, now);
  change_branch(store, id, written.change);
  const NewCode code = make_code(store, id, now);
  Json answer;
  answer["branch"] = Json::parse(branch_answer(store, id, request).body);
  answer["code"] = code.code;
  answer["code_until"] = base::rfc3339(code.until_ms);
  return json_answer(201, answer);
}

http::Response change_one(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", malformed);
  if (!store.has_branch(id)) return no_such_branch(request);
  Written written = read_change(request, body);
  if (written.refusal) return std::move(*written.refusal);
  if (auto refusal = outside(asker, request, written.change.region)) return std::move(*refusal);
  change_branch(store, id, written.change);
  return branch_answer(store, id, request);
}

http::Response code(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  if (!store.has_branch(id)) return no_such_branch(request);
  const NewCode made = make_code(store, id, base::wall_ms());
  return json_answer(201, {{"code", made.code}, {"code_until", base::rfc3339(made.until_ms)}});
}

http::Response revoke(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  if (!store.has_branch(id)) return no_such_branch(request);
  store.revoke_branch(id, base::wall_ms());
  log::info("web", "branch " + id + " was revoked by " + asker.user.id);
  return branch_answer(store, id, request);
}

http::Response acknowledge(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  if (!store.has_branch(id)) return no_such_branch(request);
  std::string kinds;
  const auto alarms = store.alarms(id);
  for (const Alarm& alarm : alarms) kinds += (kinds.empty() ? "" : " ") + alarm.kind;
  asker.tell(id, kinds);
  store.clear_alarms(id);
  return json_answer(200, {{"acknowledged", alarms.size()}});
}

http::Response report_repairs(Store& store, const Asker& asker, const http::Request& request,
                              const Params& /*params*/) {
  return repair_report(request, asker.user.regions, store);
}

}  // namespace

void add_branch_routes(Router& router) {
  router.add({"GET", "/api/v1/branches", Right::view, list_all, "Branches as they are now"});
  router.add({"GET", "/api/v1/branch-names", Right::view, names, "All branches by name, tier and region"});
  router.add(
      {"POST", "/api/v1/branches", Right::operate, add_new, "Add a branch; its one-time code is told here alone"});
  router.add({"GET", "/api/v1/branches/{id}", Right::view, one, "One branch as it is now"});
  router.add({"POST", "/api/v1/branches/{id}", Right::operate, change_one, "Change a branch's name, tier or region"});
  router.add({"POST", "/api/v1/branches/{id}/code", Right::operate, code, "Another one-time code for a branch"});
  router.add({"POST", "/api/v1/branches/{id}/revoke", Right::operate, revoke, "Take nothing more from a branch"});
  router.add({"POST", "/api/v1/branches/{id}/acknowledge", Right::operate, acknowledge,
              "Somebody has looked into a branch's alarms"});
  router.add({"GET", "/api/v1/reports/repairs", Right::view, report_repairs, "Devices in repair: sums over days"});
}

}  // namespace menting::hq
