#include "server_sync/hq/sign_in.h"

#include <exception>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
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

std::string text_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

http::Response session_answer(const User& user) {
  const Json body{{"user", user.id},
                  {"name", user.name},
                  {"roles", user.roles},
                  {"regions", user.regions},
                  {"rights", rights_of(user)}};
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

SignIn::SignIn(const Settings& settings, bool encrypted, http::Server& server, Router& router)
    : settings_(settings), encrypted_(encrypted), server_(server), router_(router) {
  nobodys_hash();
}

const User* SignIn::user(const std::string& id) const {
  for (const User& user : settings_.users) {
    if (user.id == id) return &user;
  }
  return nullptr;
}

void SignIn::sign_in(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    exchange->answer(refuse(request, 400, "malformed",
                            {"请求不是 JSON 对象：请发送 {\"user\", \"password\"}。",
                             "Send a JSON object with \"user\" and \"password\"."}));
    return;
  }
  const std::string id = text_of(body, "user");
  const std::string password = text_of(body, "password");
  if (id.empty() || password.empty() || id.size() > user_bytes_max || password.size() > password_bytes_max) {
    exchange->answer(refuse(request, 422, id.empty() || id.size() > user_bytes_max ? "user" : "password",
                            {"请填写用户名和密码。", "Fill in the user name and the password."}));
    return;
  }
  if (checks_under_way_ >= checks_at_once_max) {
    exchange->answer(too_many(request, 1));
    return;
  }
  if (!wrong_passwords_.begin(id, client_address(request, settings_.trusted_proxies),
                              std::chrono::steady_clock::now())) {
    exchange->answer(too_many(request, wrong_passwords_.pause().count()));
    return;
  }
  const User* known = user(id);
  const std::string hash = known != nullptr ? known->password_hash : nobodys_hash();
  ++checks_under_way_;
  server_.work([this, exchange, id, password, hash, is_known = known != nullptr] {
    const bool matches = crypto::password_matches(hash, password) && is_known;
    server_.post([this] { --checks_under_way_; });
    http::Response response;
    try {
      response = finish(exchange->request(), id, matches);
    } catch (const std::exception& error) {
      log::error("web", std::string("signing in: ") + error.what());
      response = storage_unavailable(exchange->request());
    }
    exchange->answer(std::move(response));
  });
}

http::Response SignIn::finish(const http::Request& request, const std::string& user_id, bool matches) {
  const std::string address = client_address(request, settings_.trusted_proxies);
  const User* known = user(user_id);
  http::Response response;
  Deed deed;
  // A name that is not there may be a password, typed into the wrong field.
  deed.user = known == nullptr ? "" : known->id;
  deed.action = "sign-in";
  deed.address = address;
  if (matches && known != nullptr) {
    wrong_passwords_.succeeded(user_id, address);
    response = session_answer(*known);
  } else {
    response =
        refuse(request, 401, "wrong_password", {"用户名或密码不对。", "The user name or the password is wrong."});
    deed.refusal = "wrong_password";
  }
  deed.status = response.status;
  router_.change([&](Store& store) {
    if (response.status == 200) {
      const std::string token = open_session(store, user_id, address, base::wall_ms());
      const std::int64_t age_s = std::chrono::seconds(session_lifetime).count();
      response.headers = {{"Set-Cookie", session_cookie(token, age_s, encrypted_)}};
    }
    record(store.connection(), deed, base::wall_ms());
  });
  return response;
}

void add_sign_in_routes(Router& router, SignIn& sign_in, bool encrypted) {
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
  router.add({"GET", "/api/v1/session", Right::self,
              [](Store& /*store*/, const Asker& asker, const http::Request& /*request*/, const Params& /*params*/) {
                return session_answer(asker.user);
              },
              "Who is signed in, and what they may do"});
}

}  // namespace menting::hq
