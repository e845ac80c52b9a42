#include "server_sync/hq/router.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/scope.h"
#include "server_sync/hq/second_factor.h"
#include "server_sync/hq/session_cookie.h"
#include "server_sync/hq/sessions.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {
namespace {

constexpr std::size_t router_connections_max = 4;
constexpr int router_tries_max = 5;

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t from = 1; from <= path.size();) {
    const std::size_t to = std::min(path.find('/', from), path.size());
    parts.emplace_back(path.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

bool is_param(const std::string& part) {
  return part.starts_with('{');
}

/// Also fills `params`.
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path, Params& params) {
  if (pattern.size() != path.size()) return false;
  Params found;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_param(pattern[i])) {
      if (path[i].empty()) return false;
      found[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
    } else if (pattern[i] != path[i]) {
      return false;
    }
  }
  params = std::move(found);
  return true;
}

/// The branch that the path itself is about; empty: none.
std::string branch_in(const std::string& pattern, const Params& params) {
  const bool by_id = pattern.find("/branches/{id}") != std::string::npos;
  const auto found = params.find(by_id ? "id" : "branch");
  return found == params.end() ? "" : found->second;
}

Deed deed_of(const Route& route, const Params& params, const std::string& address) {
  Deed deed;
  deed.action = action_of(route.path);
  deed.branch = branch_in(route.path, params);
  deed.address = address;
  for (const auto& [name, value] : params) {
    if (value != deed.branch) deed.about += (deed.about.empty() ? "" : " ") + value;
  }
  return deed;
}

std::string refusal_in(const http::Response& response) {
  const auto body = nlohmann::json::parse(response.body, nullptr, false);
  return body.is_object() ? body.value("refusal", "") : "";
}

/// What the database breaks off through no fault of the job is done again, a few times.
template <typename Job>
auto again_where_interrupted(Store& store, const Job& job) {
  std::chrono::milliseconds pause{20};
  for (int tries = 1;; ++tries) {
    try {
      return job();
    } catch (const sql::Interrupted& interruption) {
      store.rollback();
      if (tries == router_tries_max) throw;
      log::warn("web", std::string("done again: ") + interruption.what());
    } catch (...) {
      store.rollback();
      throw;
    }
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

}  // namespace

http::Response no_such_path(const http::Request& request) {
  return refuse(request, 404, "not_found", {"没有这个接口。", "There is nothing at this path."});
}

http::Response storage_unavailable(const http::Request& request) {
  return refuse(
      request, 503, "storage_unavailable",
      {"总部数据库暂时无法使用，请稍后再试。", "Headquarters' database cannot be used now. Try again later."});
}

http::Response no_such_branch(const http::Request& request) {
  return refuse(request, 404, "unknown_branch", {"没有这个网点。", "There is no such branch."});
}

Router::Router(const Settings& settings, http::Server& server, StorePool::Open open)
    : settings_(settings), server_(server), stores_(std::move(open), router_connections_max) {}

void Router::add(Route route) {
  Path& path = paths_[route.path];
  path.pattern = route.path;
  path.parts = parts_of(route.path);
  if (!path.methods.try_emplace(route.method, routes_.size()).second) {
    throw std::logic_error("two routes: " + route.method + " " + route.path);
  }
  routes_.push_back(std::move(route));
}

const Router::Path* Router::find(std::string_view path, Params& params) const {
  if (const auto exact = paths_.find(path); exact != paths_.end() && path.find('{') == std::string_view::npos) {
    return &exact->second;
  }
  // A name that is written out goes before one that stands for anything: '{' comes behind letters.
  const std::vector<std::string> parts = parts_of(path);
  for (const auto& [pattern, known] : paths_) {
    if (pattern.find('{') != std::string::npos && fits(known.parts, parts, params)) return &known;
  }
  return nullptr;
}

std::string Router::pattern_of(std::string_view path) const {
  Params ignored;
  const Path* found = find(path, ignored);
  return found == nullptr ? "" : found->pattern;
}

bool Router::respond(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  Params params;
  const Path* path = find(request.path, params);
  if (path == nullptr) return false;
  const auto method = path->methods.find(request.method);
  if (method == path->methods.end()) {
    std::string allowed;
    for (const auto& [name, route] : path->methods) allowed += (allowed.empty() ? "" : ", ") + name;
    http::Response response =
        refuse(request, 405, "method_not_allowed",
               {"这个接口不接受这种请求方法。", "This path does not take this method; see the header Allow."});
    response.headers.emplace_back("Allow", allowed);
    exchange->answer(std::move(response));
    return true;
  }
  const Route& route = routes_[method->second];
  if (route.own) {
    route.own(exchange, params);
  } else {
    work(exchange, route, params);
  }
  return true;
}

void Router::work(const http::ExchangePtr& exchange, const Route& route, const Params& params) {
  server_.work([this, exchange, &route, params] {
    http::Response response;
    try {
      const StorePool::Lease store = stores_.take();
      response = answer(*store, exchange->request(), route, params);
    } catch (const std::exception& error) {
      log::error("web", route.path + ": " + error.what());
      response = storage_unavailable(exchange->request());
    }
    exchange->answer(std::move(response));
  });
}

http::Response Router::answer(Store& store, const http::Request& request, const Route& route,
                              const Params& params) const {
  return again_where_interrupted(store, [&] {
    return route.method == "POST" ? write(store, request, route, params) : read(store, request, route, params);
  });
}

void Router::change(const std::function<void(Store&)>& job) {
  const StorePool::Lease store = stores_.take();
  again_where_interrupted(*store, [&] { change_store(*store, [&] { job(*store); }); });
}

std::optional<User> Router::user_of(const http::Request& request, Store& store) const {
  const auto id = find_session(store, request.cookie(session_cookie_name), base::wall_ms());
  if (!id) return std::nullopt;
  const User* user = settings_.user(*id);
  return user == nullptr ? std::nullopt : std::optional(*user);
}

std::optional<User> Router::user_of(const http::Request& request) {
  const StorePool::Lease store = stores_.take();
  return again_where_interrupted(*store, [&] { return user_of(request, *store); });
}

std::optional<http::Response> Router::refusal(Store& store, const http::Request& request, const Route& route,
                                              const Params& params, Asker& asker) const {
  const auto user = user_of(request, store);
  if (user) asker.user = *user;
  if (route.right == Right::open) return std::nullopt;
  if (!user) return refuse(request, 401, "not_signed_in", {"请先登录。", "Sign in first."});
  if (!may(*user, route.right)) {
    return refuse(
        request, 403, "role_missing",
        {"您的角色没有这项权限，请联系管理员。", "Your role does not allow this. Ask headquarters' administrator."});
  }
  if (route.right != Right::self && settings_.requires_totp(*user) &&
      !SecondFactor::is_on(store.connection(), user->id)) {
    return refuse(request, 403, "totp_required",
                  {"您的角色要求两步验证，请先在“我的账号”中开启。",
                   "Your role needs two-step sign-in. Turn it on under \"My account\" first."});
  }
  if (user->regions.empty()) return std::nullopt;
  const std::string asked = request.query_value("branch").value_or("");
  for (const std::string& branch : {branch_in(route.path, params), asked}) {
    if (!branch.empty() && !in_scope(store.connection(), user->regions, branch)) return no_such_branch(request);
  }
  return std::nullopt;
}

http::Response Router::read(Store& store, const http::Request& request, const Route& route,
                            const Params& params) const {
  store.connection().begin_reading();
  Asker asker;
  asker.address = client_address(request, settings_.trusted_proxies);
  auto refused = refusal(store, request, route, params, asker);
  http::Response response = refused ? std::move(*refused) : route.job(store, asker, request, params);
  store.rollback();  // nothing was written
  return response;
}

http::Response Router::write(Store& store, const http::Request& request, const Route& route,
                             const Params& params) const {
  Asker asker;
  asker.address = client_address(request, settings_.trusted_proxies);
  auto refused = refusal(store, request, route, params, asker);
  if (refused && asker.user.id.empty()) return std::move(*refused);
  Deed deed = deed_of(route, params, asker.address);
  deed.user = asker.user.id;
  asker.deed = &deed;
  store.begin();
  http::Response response = refused ? std::move(*refused) : route.job(store, asker, request, params);
  deed.status = response.status;
  if (response.status >= 400) {
    deed.refusal = refusal_in(response);
    store.rollback();
    store.begin();
  }
  if (!deed.user.empty()) record(store.connection(), deed, base::wall_ms());
  store.commit();
  return response;
}

}  // namespace menting::hq
