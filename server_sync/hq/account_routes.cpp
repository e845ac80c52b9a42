#include "server_sync/hq/account_routes.h"

#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/people.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/session_cookie.h"
#include "server_sync/hq/sessions.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

http::Response nothing_more() {
  return {204, "application/json", "", {}};
}

http::Response list_sessions(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  const std::int64_t since = base::wall_ms() - std::chrono::milliseconds(session_lifetime).count();
  const std::string own = session_id(crypto::hash_hex(request.cookie(session_cookie_name)));
  Json items = Json::array();
  for (const OpenSession& session : sessions_of(store.connection(), asker.user.id, since)) {
    items.push_back({{"id", session.id},
                     {"opened_at", base::rfc3339(session.opened_at_ms)},
                     {"address", session.address},
                     {"current", session.id == own}});
  }
  return json_answer(200, {{"items", items}, {"total", items.size()}});
}

http::Response end_one(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  if (end_session(store.connection(), asker.user.id, params.at("id"))) return nothing_more();
  return refuse(request, 404, "unknown_session", {"这个登录已经结束。", "This session is over already."});
}

http::Response begin_totp(const SecondFactor& factor, Store& store, const Asker& asker, const http::Request& request) {
  if (SecondFactor::is_on(store.connection(), asker.user.id)) {
    return refuse(request, 409, "totp_on",
                  {"两步验证已经开启：要换验证器，请先关闭。",
                   "Two-step sign-in is on already. To change the authenticator, turn it off first."});
  }
  const auto begun = factor.begin(store.connection(), asker.user.id);
  return json_answer(200, {{"secret", begun.secret}, {"otpauth", begun.otpauth}, {"qr", begun.qr}});
}

http::Response confirm_totp(const SecondFactor& factor, Store& store, const Asker& asker,
                            const http::Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", {"请求不是 JSON 对象。", "Send a JSON object."});
  if (!SecondFactor::has_begun(store.connection(), asker.user.id)) {
    return refuse(request, 409, "totp_not_begun",
                  {"请先开始设置两步验证。", "Begin the set-up of two-step sign-in first."});
  }
  const auto typed = body.find("totp");
  const auto codes = typed != body.end() && typed->is_string()
                         ? factor.confirm(store.connection(), asker.user.id, typed->get<std::string>(), base::wall_ms())
                         : std::nullopt;
  if (!codes) {
    return refuse(request, 422, "totp",
                  {"验证码不对：请输入验证器现在显示的六位数字，并核对手机的时间。",
                   "This code is wrong. Type the six digits that are shown now, and check the phone's clock."});
  }
  return json_answer(200, {{"recovery_codes", *codes}});
}

http::Response list_users(const Settings& settings, Store& store) {
  const auto known = people(store.connection());
  Json items = Json::array();
  for (const User& user : settings.users) {
    const auto found = known.find(user.id);
    const Person person = found == known.end() ? Person{} : found->second;
    const bool never = person.signed_in_at_ms == 0;
    items.push_back({{"user", user.id},
                     {"name", user.name},
                     {"roles", user.roles},
                     {"regions", user.regions},
                     {"totp", person.totp},
                     {"totp_required", settings.requires_totp(user)},
                     {"signed_in_at", never ? Json() : Json(base::rfc3339(person.signed_in_at_ms))},
                     {"signed_in_from", never ? Json() : Json(person.signed_in_from)}});
  }
  return json_answer(200, {{"items", items}, {"total", items.size()}});
}

/// For somebody who has lost the authenticator and the recovery codes.
http::Response reset_totp(const Settings& settings, Store& store, const http::Request& request,
                          const std::string& user) {
  if (settings.user(user) == nullptr)
    return refuse(request, 404, "unknown_user", {"没有这个用户。", "There is no such user."});
  if (!SecondFactor::is_on(store.connection(), user)) {
    return refuse(request, 409, "totp_not_on", {"这个用户没有开启两步验证。", "This user has no two-step sign-in."});
  }
  SecondFactor::turn_off(store.connection(), user);
  end_sessions(store.connection(), user);
  return nothing_more();
}

}  // namespace

void add_account_routes(Router& router, const Settings& settings, const SecondFactor& factor, bool encrypted) {
  router.add({"GET", "/api/v1/account/sessions", Right::self, list_sessions, "Where one is signed in"});
  router.add({"POST", "/api/v1/account/sessions/{id}/end", Right::self, end_one, "Sign out somewhere else"});
  router.add(
      {"POST", "/api/v1/account/sign-out-everywhere", Right::self,
       [encrypted](Store& store, const Asker& asker, const http::Request& /*request*/, const Params& /*params*/) {
         end_sessions(store.connection(), asker.user.id);
         http::Response response = nothing_more();
         response.headers.emplace_back("Set-Cookie", session_cookie("", 0, encrypted));
         return response;
       },
       "Sign out everywhere, here too"});
  router.add({"POST", "/api/v1/account/totp/begin", Right::self,
              [&factor](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return begin_totp(factor, store, asker, request);
              },
              "A secret for an authenticator; it counts once it is confirmed"});
  router.add({"POST", "/api/v1/account/totp/confirm", Right::self,
              [&factor](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return confirm_totp(factor, store, asker, request);
              },
              "Turn two-step sign-in on with a code; recovery codes are told here alone"});
  router.add({"GET", "/api/v1/users", Right::administer,
              [&settings](Store& store, const Asker& /*asker*/, const http::Request& /*request*/,
                          const Params& /*params*/) { return list_users(settings, store); },
              "People of the configuration, and when they were here last"});
  router.add({"POST", "/api/v1/users/{user}/totp-off", Right::administer,
              [&settings](Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
                return reset_totp(settings, store, request, params.at("user"));
              },
              "Turn off the two-step sign-in of somebody who has lost it"});
}

}  // namespace menting::hq
