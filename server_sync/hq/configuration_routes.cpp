#include "server_sync/hq/configuration_routes.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "base/time/zone.h"
#include "base/toml/overlay.h"
#include "server_sync/hq/configuration.h"
#include "server_sync/hq/configuration_composer.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/scope.h"
#include "server_sync/wire/configuration.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t note_bytes_max = 400;
constexpr std::size_t faults_told_max = 50;

http::Response no_object(const http::Request& request) {
  return refuse(request, 400, "malformed", {"请求不是 JSON 对象。", "Send a JSON object."});
}

http::Response no_such_version(const http::Request& request) {
  return refuse(request, 404, "unknown_version", {"没有这个版本。", "There is no such version."});
}

/// How the branches stand that have a version.
struct Counts {
  std::int64_t sent = 0, applied = 0, refused = 0, waiting = 0;
  void add(const std::string& state) {
    ++sent;
    applied += state == "applied" ? 1 : 0;
    refused += state == "refused" ? 1 : 0;
    waiting += state == "waiting" ? 1 : 0;
  }
  Json json() const { return {{"sent", sent}, {"applied", applied}, {"refused", refused}, {"waiting", waiting}}; }
};

/// One scope's branches, as the asker may see them, with what each of them has and said.
struct ScopeNow {
  ScopeNow(sql::Connection& connection, const std::string& scope, const std::vector<std::string>& regions)
      : branches(branches_of(connection, scope, regions)), standings(configuration_standings(connection)) {
    const ConfigurationComposer composer(connection, 0);
    for (const ChainBranch& branch : branches) {
      for (const auto& [of_scope, version] : composer.versions(branch)) {
        if (of_scope == scope) has[branch.id] = version;
      }
    }
  }
  const ConfigurationStanding& standing(const std::string& branch) const {
    static const ConfigurationStanding nothing;
    const auto found = standings.find(branch);
    return found == standings.end() ? nothing : found->second;
  }
  /// `version` 0: whichever they have.
  Counts counts(std::int64_t version) const {
    Counts counts;
    for (const auto& [branch, has_version] : has) {
      if (version == 0 || has_version == version) counts.add(standing(branch).state());
    }
    return counts;
  }

  std::vector<ChainBranch> branches;
  std::map<std::string, ConfigurationStanding> standings;
  std::map<std::string, std::int64_t> has;
};

Json version_json(const ConfigurationVersion& version, const ScopeNow& now) {
  return {{"scope", version.scope},
          {"version", version.version},
          {"note", version.note},
          {"at", base::rfc3339(version.made_at_ms)},
          {"by", version.made_by},
          {"state", version.state},
          {"counts", now.counts(version.version).json()}};
}

Json general_json(const std::vector<ConfigurationVersion>& versions) {
  for (const ConfigurationVersion& version : versions) {
    if (version.state == "general") return version.version;
  }
  return nullptr;
}

/// A scope of the path; the refusal when the asker has nothing to do with it. Documents that reach beyond the asker's
/// regions are for those who have none.
std::optional<http::Response> outside(Store& store, const Asker& asker, const http::Request& request,
                                      const std::string& scope, bool writes) {
  if (!is_scope(scope)) {
    return refuse(
        request, 404, "unknown_scope",
        {"范围应为 chain、tier:…、region:… 或 branch:…。", "A scope is chain, tier:…, region:… or branch:…."});
  }
  const auto& regions = asker.user.regions;
  constexpr std::string_view one_branch = "branch:";
  const bool of_branch = scope.starts_with(one_branch);
  const std::string branch = of_branch ? scope.substr(one_branch.size()) : "";
  if (of_branch && !in_scope(store.connection(), regions, branch)) return no_such_branch(request);
  if (regions.empty() || of_branch || !writes) return std::nullopt;
  const bool own_region = std::any_of(regions.begin(), regions.end(),
                                      [&](const std::string& region) { return scope == "region:" + region; });
  if (own_region) return std::nullopt;
  return refuse(request, 403, "role_missing",
                {"您只能改动所负责大区的配置。", "You may change what concerns your own regions alone."});
}

http::Response list_scopes(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  Json items = Json::array();
  for (const std::string& scope : configured_scopes(store.connection())) {
    if (outside(store, asker, request, scope, false)) continue;
    const auto versions = versions_of(store.connection(), scope);
    const ScopeNow now(store.connection(), scope, asker.user.regions);
    items.push_back({{"scope", scope},
                     {"versions", versions.size()},
                     {"newest", versions.front().version},
                     {"newest_state", versions.front().state},
                     {"general", general_json(versions)},
                     {"branches", now.branches.size()},
                     {"counts", now.counts(0).json()},
                     {"at", base::rfc3339(versions.front().made_at_ms)},
                     {"by", versions.front().made_by}});
  }
  const auto total = items.size();
  return json_answer(200, {{"items", std::move(items)}, {"total", total}});
}

http::Response scope(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  const std::string& name = params.at("scope");
  if (auto refusal = outside(store, asker, request, name, false)) return std::move(*refusal);
  const auto versions = versions_of(store.connection(), name);
  const ScopeNow now(store.connection(), name, asker.user.regions);
  Json items = Json::array();
  for (const ConfigurationVersion& version : versions) items.push_back(version_json(version, now));
  return json_answer(200, {{"scope", name},
                           {"general", general_json(versions)},
                           {"branches", now.branches.size()},
                           {"text", versions.empty() ? "" : versions.front().text},
                           {"items", std::move(items)},
                           {"total", versions.size()}});
}

/// The version that the path names.
struct Named {
  std::optional<ConfigurationVersion> version;
  std::optional<http::Response> refusal;
};

Named named(Store& store, const Asker& asker, const http::Request& request, const Params& params, bool writes) {
  Named named;
  named.refusal = outside(store, asker, request, params.at("scope"), writes);
  if (named.refusal) return named;
  const std::string& text = params.at("version");
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc() && end == text.data() + text.size()) {
    named.version = find_version(store.connection(), params.at("scope"), number);
  }
  if (!named.version) named.refusal = no_such_version(request);
  if (named.version && writes) {
    asker.tell("", named.version->scope + " " + std::to_string(named.version->version));
  }
  return named;
}

Json whole_json(Store& store, const Asker& asker, const ConfigurationVersion& version) {
  const ScopeNow now(store.connection(), version.scope, asker.user.regions);
  Json json = version_json(version, now);
  json["text"] = version.text;
  json["branches"] = Json::array();
  for (const ChainBranch& branch : now.branches) {
    const auto has = now.has.find(branch.id);
    if (has == now.has.end() || has->second != version.version) continue;
    const ConfigurationStanding& standing = now.standing(branch.id);
    json["branches"].push_back({{"id", branch.id},
                                {"name", branch.name},
                                {"state", standing.state()},
                                {"sent", standing.sent},
                                {"fault", standing.fault},
                                {"at", base::rfc3339(std::max(standing.said_at_ms, standing.sent_at_ms))}});
  }
  return json;
}

http::Response version(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  Named found = named(store, asker, request, params, false);
  if (found.refusal) return std::move(*found.refusal);
  return json_answer(200, whole_json(store, asker, *found.version));
}

/// What headquarters can see by itself; the branch is the judge.
Json faults_of(const http::Request& request, const std::string& text) {
  Json faults = Json::array();
  if (const auto fault = toml_reader::syntax_fault(text)) {
    const std::string_view lead = in_language(request, {"这一行的写法有误：", "This is no TOML: "});
    faults.push_back({{"line", fault->line}, {"key", ""}, {"text", std::string(lead) + fault->what}});
    return faults;
  }
  for (const toml_reader::Key& key : toml_reader::keys_of(text)) {
    if (wire::may_be_configured(key.section, key.key) || faults.size() == faults_told_max) continue;
    const std::string name = key.key.empty() ? key.section : key.section + "." + key.key;
    faults.push_back({{"line", key.line},
                      {"key", name},
                      {"text", in_language(request, {"由网点自行设置，总部不能下发。",
                                                     "The branch's own: headquarters does not set it."})}});
  }
  return faults;
}

http::Response add(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  const std::string& scope = params.at("scope");
  if (auto refusal = outside(store, asker, request, scope, true)) return std::move(*refusal);
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("text") || !body["text"].is_string()) return no_object(request);
  const std::string text = text_of(body, "text");
  const std::string note = text_of(body, "note");
  if (note.size() > note_bytes_max) {
    return refuse(request, 422, "note", {"说明最多 400 字节。", "A note has at most 400 bytes."});
  }
  if (text.size() > wire::configuration_bytes_max) {
    return refuse(request, 422, "text", {"配置最大 256 KB。", "A configuration has at most 256 kB."});
  }
  Json faults = faults_of(request, text);
  if (!faults.empty()) {
    http::Response refusal = refuse(
        request, 422, "text", {"配置有误，请按行改正。", "The configuration has faults: correct the lines named."});
    Json problem = Json::parse(refusal.body);
    problem["faults"] = std::move(faults);
    refusal.body = problem.dump();
    return refusal;
  }
  const ConfigurationVersion made =
      add_version(store.connection(), {scope, 0, text, note, base::wall_ms(), asker.user.id, ""});
  asker.tell("", scope + " " + std::to_string(made.version));
  return json_answer(201, version_json(made, ScopeNow(store.connection(), scope, asker.user.regions)));
}

http::Response preview(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  Named found = named(store, asker, request, params, false);
  if (found.refusal) return std::move(*found.refusal);
  const auto branches = branches_of(store.connection(), found.version->scope, asker.user.regions);
  const std::string wanted = request.query_value("branch").value_or("");
  const auto branch = std::find_if(branches.begin(), branches.end(),
                                   [&](const ChainBranch& one) { return wanted.empty() || one.id == wanted; });
  if (branch == branches.end() && !wanted.empty()) return no_such_branch(request);
  if (branch == branches.end()) {
    return json_answer(200, {{"branch", nullptr}, {"branches", 0}, {"before", ""}, {"after", found.version->text}});
  }
  return json_answer(200, {{"branch", branch->id},
                           {"branches", branches.size()},
                           {"before", configuration_text(store.connection(), *branch)},
                           {"after", configuration_text(store.connection(), *branch, &*found.version)}});
}

/// The same share is the same branches each time, so that a larger one has the smaller in it.
std::vector<ChainBranch> share_of(std::vector<ChainBranch> branches, std::int64_t percent) {
  std::stable_sort(branches.begin(), branches.end(), [](const ChainBranch& a, const ChainBranch& b) {
    return std::hash<std::string>{}(a.id) < std::hash<std::string>{}(b.id);
  });
  const std::size_t count = (branches.size() * static_cast<std::size_t>(percent) + 99) / 100;
  branches.resize(std::min(branches.size(), count));
  return branches;
}

/// Those that are named; none when one of them is not of the scope.
std::optional<std::vector<ChainBranch>> named_of(const std::vector<ChainBranch>& branches, const Json& names) {
  std::set<std::string> wanted;
  for (const Json& name : names) {
    if (!name.is_string()) return std::nullopt;
    wanted.insert(name.get<std::string>());
  }
  std::vector<ChainBranch> chosen;
  for (const ChainBranch& branch : branches) {
    if (wanted.contains(branch.id)) chosen.push_back(branch);
  }
  if (chosen.size() != wanted.size() || chosen.empty()) return std::nullopt;
  return chosen;
}

http::Response roll_out(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  Named found = named(store, asker, request, params, true);
  if (found.refusal) return std::move(*found.refusal);
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return no_object(request);
  const std::int64_t now = base::wall_ms();
  sql::Connection& connection = store.connection();
  const auto branches = branches_of(connection, found.version->scope, asker.user.regions);
  if (body.value("all", Json()) == true) {
    make_general(connection, *found.version, now);
  } else if (const Json names = body.value("branches", Json()); names.is_array()) {
    const auto chosen = named_of(branches, names);
    if (!chosen) {
      return refuse(request, 422, "branches",
                    {"请填写该范围内的网点编号。", "Name branches of this scope by their ids."});
    }
    give_version(connection, *found.version, *chosen, now);
  } else {
    const Json percent = body.value("percent", Json());
    if (!percent.is_number_integer() || percent < 1 || percent > 100) {
      return refuse(
          request, 422, "percent",
          {"请选择网点、1 到 100 的百分比，或全部。", "Choose branches, a percentage from 1 to 100, or all."});
    }
    give_version(connection, *found.version, share_of(branches, percent.get<std::int64_t>()), now);
  }
  const auto again = find_version(connection, found.version->scope, found.version->version).value();
  return json_answer(200, whole_json(store, asker, again));
}

http::Response stop(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  Named found = named(store, asker, request, params, true);
  if (found.refusal) return std::move(*found.refusal);
  if (found.version->state != "rolling") {
    return refuse(request, 409, "not_rolling",
                  {"只有正在分批下发的版本可以停止。", "Only a version that is being rolled out can be stopped."});
  }
  stop_version(store.connection(), *found.version, base::wall_ms());
  const auto again = find_version(store.connection(), found.version->scope, found.version->version).value();
  return json_answer(200, whole_json(store, asker, again));
}

http::Response again(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  Named found = named(store, asker, request, params, true);
  if (found.refusal) return std::move(*found.refusal);
  const Json body = Json::parse(request.body, nullptr, false);
  ConfigurationVersion draft = *found.version;
  if (body.is_object()) draft.note = text_of(body, "note").substr(0, note_bytes_max);
  draft.made_at_ms = base::wall_ms();
  draft.made_by = asker.user.id;
  const ConfigurationVersion made = add_version(store.connection(), std::move(draft));
  return json_answer(201, version_json(made, ScopeNow(store.connection(), made.scope, asker.user.regions)));
}

http::Response of_branch(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  sql::Connection& connection = store.connection();
  const auto branches = branches_of(connection, "branch:" + id, {});
  if (branches.empty()) return no_such_branch(request);
  ConfigurationComposer composer(connection, base::wall_ms());
  const auto standings = configuration_standings(connection);
  const auto found = standings.find(id);
  const ConfigurationStanding standing = found == standings.end() ? ConfigurationStanding{} : found->second;
  Json scopes = Json::array();
  for (const auto& [scope, version] : composer.versions(branches.front())) {
    scopes.push_back({{"scope", scope}, {"version", version}});
  }
  return json_answer(200, {{"branch", id},
                           {"sent", standing.sent},
                           {"applied", standing.applied},
                           {"state", standing.state()},
                           {"fault", standing.fault},
                           {"at", standing.sent == 0 ? Json() : Json(base::rfc3339(standing.sent_at_ms))},
                           {"said_at", standing.said_at_ms == 0 ? Json() : Json(base::rfc3339(standing.said_at_ms))},
                           {"text", composer.text(branches.front())},
                           {"scopes", std::move(scopes)},
                           {"announcements", Json::parse(composer.announcements_json(branches.front()))}});
}

}  // namespace

void add_configuration_routes(Router& router) {
  const std::string all = "/api/v1/configurations";
  const std::string one = all + "/{scope}/{version}";
  router.add({"GET", all, Right::view, list_scopes, "Configuration documents by scope"});
  router.add({"GET", all + "/{scope}", Right::view, scope, "A scope's versions"});
  router.add({"POST", all + "/{scope}", Right::operate, add, "A new version, as a draft"});
  router.add({"GET", one, Right::view, version, "A version and the branches that have it"});
  router.add({"GET", one + "/preview", Right::view, preview, "What a version makes of a branch's configuration"});
  router.add({"POST", one + "/roll-out", Right::operate, roll_out, "Give a version to branches, a share or all"});
  router.add({"POST", one + "/stop", Right::operate, stop, "Take a version back from who has not applied it"});
  router.add({"POST", one + "/again", Right::operate, again, "An older version as a new draft"});
  router.add({"GET", "/api/v1/branches/{id}/configuration", Right::view, of_branch, "What a branch was told"});
}

}  // namespace menting::hq
