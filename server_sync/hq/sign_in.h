#pragma once

#include <string>

#include "base/http/server.h"
#include "server_sync/hq/router.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/sign_in_limit.h"

namespace menting::hq {

/// Signing in and out. The first steps run on the server's thread; passwords are checked and rows written on
/// Server::work().
class SignIn {
 public:
  SignIn(const Settings& settings, bool encrypted, http::Server& server, Router& router);

  /// POST /api/v1/sign-in {"user","password"}
  void sign_in(const http::ExchangePtr& exchange);

 private:
  const User* user(const std::string& id) const;
  /// On a worker: opens the session of somebody who may, and keeps what came of it.
  http::Response finish(const http::Request& request, const std::string& user_id, bool matches);

  const Settings& settings_;
  const bool encrypted_;
  http::Server& server_;
  Router& router_;
  SignInLimit wrong_passwords_;
  int checks_under_way_ = 0;  ///< Argon2id takes 64 MiB each: only so many at a time
};

/// Session, signing in and out.
void add_sign_in_routes(Router& router, SignIn& sign_in, bool encrypted);

}  // namespace menting::hq
