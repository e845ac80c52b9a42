#include "server_sync/hq/sign_in.h"

#include <exception>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/people.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/session_cookie.h"
#include "server_sync/hq/sessions.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr int checks_at_once_max = 4;  ///< of the workers, so that others are left for who is signed in
constexpr std::size_t password_bytes_max = 256;
constexpr std::size_t user_bytes_max = 64;

/// Checked for names that are not there, so that the answer takes as long: the hash of a random password.
const std::string& nobodys_hash() {
  static const std::string hash = crypto::hash_password(crypto::random_bytes(16));
  return hash;
}

http::Response session_answer(const User& user, bool totp, bool totp_required) {
  const Json body{{"user", user.id},
                  {"name", user.name},
                  {"roles", user.roles},
                  {"regions", user.regions},
                  {"rights", rights_of(user)},
                  {"totp", totp},
                  {"totp_required", totp_required && !totp}};
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

http::Response too_many(const http::Request& request, std::int64_t wait_s) {
  http::Response response =
      refuse(request, 429, "too_many_attempts",
             {"尝试次数过多，请一分钟后再试。", "Too many attempts. Wait a minute and try again."});
  response.headers.emplace_back("Retry-After", std::to_string(wait_s));
  return response;
}

}  // namespace

SignIn::SignIn(const Settings& settings, bool encrypted, http::Server& server, Router& router,
               const SecondFactor& factor)
    : settings_(settings), encrypted_(encrypted), server_(server), router_(router), factor_(factor) {
  nobodys_hash();
}

void SignIn::sign_in(const http::ExchangePtr& exchange) {
  Typed typed;
  if (auto refusal = read(exchange->request(), true, typed)) return exchange->answer(std::move(*refusal));
  check(exchange, typed, Doing::signing_in);
}

void SignIn::totp_off(const http::ExchangePtr& exchange) {
  Typed typed;
  if (auto refusal = read(exchange->request(), false, typed)) return exchange->answer(std::move(*refusal));
  server_.work([this, exchange, typed]() mutable {
    try {
      const auto user = router_.user_of(exchange->request());
      if (!user) {
        return exchange->answer(refuse(exchange->request(), 401, "not_signed_in", {"请先登录。", "Sign in first."}));
      }
      typed.user = user->id;
    } catch (const std::exception& error) {
      log::error("web", error.what());
      return exchange->answer(storage_unavailable(exchange->request()));
    }
    server_.post([this, exchange, typed] { check(exchange, typed, Doing::turning_totp_off); });
  });
}

std::optional<http::Response> SignIn::read(const http::Request& request, bool with_user, Typed& typed) const {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    return refuse(request, 400, "malformed",
                  {"请求不是 JSON 对象：请发送 {\"user\", \"password\"}。",
                   "Send a JSON object with \"user\" and \"password\"."});
  }
  typed = {text_of(body, "user"), text_of(body, "password"), text_of(body, "totp")};
  const bool no_user = with_user && (typed.user.empty() || typed.user.size() > user_bytes_max);
  if (no_user || typed.password.empty() || typed.password.size() > password_bytes_max) {
    return refuse(request, 422, no_user ? "user" : "password",
                  {"请填写用户名和密码。", "Fill in the user name and the password."});
  }
  if (typed.totp.size() > user_bytes_max) {
    return refuse(request, 422, "totp", {"验证码是六位数字。", "The code has six digits."});
  }
  return std::nullopt;
}

void SignIn::check(const http::ExchangePtr& exchange, const Typed& typed, Doing doing) {
  const http::Request& request = exchange->request();
  if (checks_under_way_ >= checks_at_once_max) return exchange->answer(too_many(request, 1));
  if (!wrong_passwords_.begin(typed.user, client_address(request, settings_.trusted_proxies),
                              std::chrono::steady_clock::now())) {
    return exchange->answer(too_many(request, wrong_passwords_.pause().count()));
  }
  const User* known = settings_.user(typed.user);
  const std::string hash = known != nullptr ? known->password_hash : nobodys_hash();
  ++checks_under_way_;
  server_.work([this, exchange, typed, hash, doing, is_known = known != nullptr] {
    const bool matches = crypto::password_matches(hash, typed.password) && is_known;
    server_.post([this] { --checks_under_way_; });
    http::Response response;
    try {
      response = finish(exchange->request(), typed, matches, doing);
    } catch (const std::exception& error) {
      log::error("web", std::string("signing in: ") + error.what());
      response = storage_unavailable(exchange->request());
    }
    exchange->answer(std::move(response));
  });
}

http::Response SignIn::finish(const http::Request& request, const Typed& typed, bool matches, Doing doing) {
  const std::string address = client_address(request, settings_.trusted_proxies);
  const User* known = settings_.user(typed.user);
  // Counted once, also when the transaction is done again.
  const bool code_allowed =
      !matches || typed.totp.empty() || wrong_codes_.begin(typed.user, std::chrono::steady_clock::now());
  http::Response response;
  Deed deed;
  router_.change([&](Store& store) {
    // A name that is not there may be a password, typed into the wrong field.
    deed = {known == nullptr ? "" : known->id,
            doing == Doing::signing_in ? "sign-in" : "account.totp.off",
            "",
            "",
            0,
            "",
            address};
    std::optional<http::Response> refusal;
    if (!matches) {
      deed.refusal = "wrong_password";
      refusal = refuse(request, doing == Doing::signing_in ? 401 : 403, "wrong_password",
                       {"用户名或密码不对。", "The user name or the password is wrong."});
    } else if (!code_allowed) {
      deed.refusal = "too_many_attempts";
      refusal = too_many(request, wrong_codes_.pause().count());
    } else if (doing == Doing::turning_totp_off && !SecondFactor::is_on(store.connection(), typed.user)) {
      deed.refusal = "totp_not_on";
      refusal = refuse(request, 409, "totp_not_on", {"两步验证没有开启。", "Two-step sign-in is not on."});
    } else if ((refusal = refuse_code(request, typed, store))) {
      deed.refusal = typed.totp.empty() ? "totp_needed" : "wrong_totp";
      if (doing == Doing::turning_totp_off) refusal->status = 403;
    }
    if (refusal) {
      response = std::move(*refusal);
    } else if (doing == Doing::signing_in) {
      response = open(*known, address, store);
    } else {
      SecondFactor::turn_off(store.connection(), typed.user);
      response = {204, "application/json", "", {}};
    }
    deed.status = response.status;
    record(store.connection(), deed, base::wall_ms());
  });
  if (deed.refusal.empty()) {
    wrong_passwords_.succeeded(typed.user, address);
    wrong_codes_.succeeded(typed.user);
  } else if (deed.refusal == "totp_needed") {
    wrong_passwords_.take_back(typed.user, address);
  }
  return response;
}

std::optional<http::Response> SignIn::refuse_code(const http::Request& request, const Typed& typed, Store& store) {
  if (!SecondFactor::is_on(store.connection(), typed.user)) return std::nullopt;
  if (typed.totp.empty()) {
    return refuse(request, 401, "totp_needed",
                  {"请输入验证器上的六位数字，或一个恢复码。",
                   "Type the six digits that your authenticator shows, or a recovery code."});
  }
  if (factor_.take(store.connection(), typed.user, typed.totp, base::wall_ms())) return std::nullopt;
  return refuse(request, 401, "wrong_totp",
                {"验证码不对或已用过，请等下一个。", "This code is wrong or was used already. Wait for the next one."});
}

http::Response SignIn::open(const User& user, const std::string& address, Store& store) const {
  const std::int64_t now = base::wall_ms();
  const std::string token = open_session(store, user.id, address, now);
  note_sign_in(store.connection(), user.id, address, now);
  http::Response response =
      session_answer(user, SecondFactor::is_on(store.connection(), user.id), settings_.requires_totp(user));
  response.headers.emplace_back("Set-Cookie",
                                session_cookie(token, std::chrono::seconds(session_lifetime).count(), encrypted_));
  return response;
}

void add_sign_in_routes(Router& router, SignIn& sign_in, const Settings& settings, bool encrypted) {
  router.add({"POST",
              "/api/v1/sign-in",
              Right::open,
              {},
              "Sign in; the answer's cookie is the session",
              [&sign_in](const http::ExchangePtr& exchange, const Params& /*params*/) { sign_in.sign_in(exchange); }});
  router.add(
      {"POST", "/api/v1/sign-out", Right::open,
       [encrypted](Store& store, const Asker& /*asker*/, const http::Request& request, const Params& /*params*/) {
         close_session(store, request.cookie(session_cookie_name));
         http::Response response;
         response.status = 204;
         response.headers.emplace_back("Set-Cookie", session_cookie("", 0, encrypted));
         return response;
       },
       "Sign out: the session is over"});
  router.add(
      {"GET", "/api/v1/session", Right::self,
       [&settings](Store& store, const Asker& asker, const http::Request& /*request*/, const Params& /*params*/) {
         return session_answer(asker.user, SecondFactor::is_on(store.connection(), asker.user.id),
                               settings.requires_totp(asker.user));
       },
       "Who is signed in, and what they may do"});
  router.add({"POST",
              "/api/v1/account/totp/off",
              Right::self,
              {},
              "Turn two-step sign-in off, with password and code",
              [&sign_in](const http::ExchangePtr& exchange, const Params& /*params*/) { sign_in.totp_off(exchange); }});
}

}  // namespace menting::hq
