#pragma once

#include <optional>
#include <string>

#include "base/http/server.h"
#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/router.h"
#include "server_sync/hq/second_factor.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/sign_in_limit.h"

namespace menting::hq {

/// What needs somebody's password. The first steps run on the server's thread; passwords are checked and rows written
/// on Server::work().
class SignIn {
 public:
  SignIn(const Settings& settings, bool encrypted, http::Server& server, Router& router, const SecondFactor& factor);

  /// POST /api/v1/sign-in {"user","password","totp"?}
  void sign_in(const http::ExchangePtr& exchange);
  /// POST /api/v1/account/totp/off {"password","totp"}
  void totp_off(const http::ExchangePtr& exchange);

 private:
  struct Typed {
    std::string user;
    std::string password;
    std::string totp;
  };
  enum class Doing { signing_in, turning_totp_off };

  /// Reads what was typed; the refusal, where that is no password of anybody.
  std::optional<http::Response> read(const http::Request& request, bool with_user, Typed& typed) const;
  /// Checks the password on a worker and goes on there.
  void check(const http::ExchangePtr& exchange, const Typed& typed, Doing doing);
  http::Response finish(const http::Request& request, const Typed& typed, bool matches, Doing doing);
  /// The second step, inside the transaction; none: it is right, or not asked for.
  std::optional<http::Response> refuse_code(const http::Request& request, const Typed& typed, Store& store);
  http::Response open(const User& user, const std::string& address, Store& store) const;

  const Settings& settings_;
  const bool encrypted_;
  http::Server& server_;
  Router& router_;
  const SecondFactor& factor_;
  SignInLimit wrong_passwords_;
  AttemptLimit wrong_codes_{5, std::chrono::seconds(300)};  ///< of a user whose password is known already
  int checks_under_way_ = 0;                                ///< Argon2id takes 64 MiB each: only so many at a time
};

/// Session, signing in and out.
void add_sign_in_routes(Router& router, SignIn& sign_in, const Settings& settings, bool encrypted);

}  // namespace menting::hq
