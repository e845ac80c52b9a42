#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/audit.h"
#include "server_sync/hq/rights.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/store_pool.h"

namespace menting::hq {

/// Who asks. `user` is empty where nobody need sign in and nobody has.
struct Asker {
  User user;
  std::string address;
  Deed* deed = nullptr;

  /// What the audit trail is to say beside the route and the path's own names; of POSTs.
  void tell(const std::string& branch, const std::string& about) const {
    if (deed == nullptr) return;
    deed->branch = branch;
    deed->about = about;
  }
};

using Params = std::map<std::string, std::string>;  ///< what stands for {id} in the path

/// Runs on a worker, in a transaction: writing for POST, reading for GET. A refusal undoes what was written; an
/// interruption does all of it again.
using RouteJob = std::function<http::Response(Store&, const Asker&, const http::Request&, const Params&)>;
/// Runs on the server's thread and must not block; looks itself who asks, and answers itself.
using OwnJob = std::function<void(const http::ExchangePtr&, const Params&)>;

struct Route {
  std::string method;  ///< GET or POST
  std::string path;    ///< "/api/v1/branches/{id}"
  Right right = Right::administer;
  RouteJob job;
  std::string summary;  ///< a few English words for the description of the interface
  OwnJob own{};         ///< instead of `job`
};

/// The one table of what can be asked over HTTP, beside pages. Who may is decided here, so that no route forgets: a
/// path with {branch} or /branches/{id}, and ?branch=, is only about branches of the asker's regions.
class Router {
 public:
  Router(const Settings& settings, http::Server& server, StorePool::Open open);

  /// Before the server starts. Throws std::logic_error for a route that is there already.
  void add(Route route);
  /// False: there is no such path.
  bool respond(const http::ExchangePtr& exchange);
  /// The pattern that a path belongs to; empty: none.
  std::string pattern_of(std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }
  /// On a worker: a change in a transaction of its own, done again where it is interrupted.
  void change(const std::function<void(Store&)>& job);
  /// Who is signed in by the request's cookie; none: nobody. Asks the database.
  std::optional<User> user_of(const http::Request& request, Store& store) const;
  std::optional<User> user_of(const http::Request& request);  ///< on a worker

 private:
  struct Path {
    std::string pattern;
    std::vector<std::string> parts;
    std::map<std::string, std::size_t> methods;  ///< the routes by method
  };
  const Path* find(std::string_view path, Params& params) const;
  void work(const http::ExchangePtr& exchange, const Route& route, const Params& params);
  http::Response answer(Store& store, const http::Request& request, const Route& route, const Params& params) const;
  std::optional<http::Response> refusal(Store& store, const http::Request& request, const Route& route,
                                        const Params& params, Asker& asker) const;
  http::Response read(Store& store, const http::Request& request, const Route& route, const Params& params) const;
  http::Response write(Store& store, const http::Request& request, const Route& route, const Params& params) const;

  const Settings& settings_;
  http::Server& server_;
  StorePool stores_;
  std::vector<Route> routes_;
  std::map<std::string, Path, std::less<>> paths_;
};

/// What the server answers where no route is.
http::Response no_such_path(const http::Request& request);
http::Response no_such_branch(const http::Request& request);
http::Response storage_unavailable(const http::Request& request);

}  // namespace menting::hq
