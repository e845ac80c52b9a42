#include "server_sync/hq/second_factor.h"

#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/crypto/one_time.h"
#include "base/time/zone.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::ask;
using tests::Kind;
using tests::RunningHq;
using Json = nlohmann::json;

namespace second_factor_test {

namespace {

constexpr std::int64_t now_ms = 1'795'579'200'000;

/// What an authenticator program shows.
class Authenticator {
 public:
  explicit Authenticator(const std::string& base32) {
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : base32) {
      held = (held << 5) | static_cast<std::uint32_t>(std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(c));
      bits += 5;
      if (bits >= 8) secret_ += static_cast<char>((held >> (bits -= 8)) & 0xFFU);
    }
  }
  std::string at(std::int64_t at_ms) const { return crypto::totp_code(secret_, at_ms / 1000 / crypto::totp_step_s); }

 private:
  std::string secret_;
};

std::string refusal_of(const tests::WebAnswer& answer) {
  const Json body = Json::parse(answer.body, nullptr, false);
  return std::to_string(answer.status) + (body.is_object() ? " " + body.value("refusal", "") : "");
}

}  // namespace

TEST_CASE("a code is right for a step before and after, and no step twice") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  const hq::SecondFactor factor(std::string(32, 'k'));
  store->begin();
  auto& connection = store->connection();
  const auto begun = factor.begin(connection, "admin");
  CHECK(begun.otpauth ==
        "otpauth://totp/Menting:admin?secret=" + begun.secret + "&issuer=Menting&algorithm=SHA1&digits=6&period=30");
  CHECK(begun.qr.size() == begun.qr.front().size());
  const Authenticator phone(begun.secret);
  CHECK_FALSE(hq::SecondFactor::is_on(connection, "admin"));
  CHECK_FALSE(factor.confirm(connection, "admin", "12345", now_ms));
  CHECK_FALSE(factor.confirm(connection, "other", phone.at(now_ms), now_ms));
  const auto codes = factor.confirm(connection, "admin", phone.at(now_ms), now_ms);
  REQUIRE(codes);
  CHECK(codes->size() == 8);
  CHECK(hq::SecondFactor::is_on(connection, "admin"));
  CHECK_FALSE(factor.take(connection, "admin", phone.at(now_ms), now_ms));
  CHECK_FALSE(factor.take(connection, "admin", phone.at(now_ms + 60'000), now_ms));
  const std::string next = phone.at(now_ms + 30'000);
  CHECK(factor.take(connection, "admin", " " + next.substr(0, 3) + " " + next.substr(3), now_ms));
  CHECK(factor.take(connection, "admin", phone.at(now_ms + 60'000), now_ms + 90'000));
  CHECK_FALSE(factor.take(connection, "admin", phone.at(now_ms + 30'000), now_ms + 60'000));
  CHECK(factor.take(connection, "admin", codes->front(), now_ms));
  CHECK_FALSE(factor.take(connection, "admin", codes->front(), now_ms));
  CHECK(hq::SecondFactor::recovery_codes_left(connection, "admin") == 7);
  CHECK_FALSE(factor.take(connection, "admin", "", now_ms));
  const hq::SecondFactor other_key(std::string(32, 'x'));
  CHECK_FALSE(other_key.take(connection, "admin", phone.at(now_ms + 300'000), now_ms + 300'000));
  hq::SecondFactor::turn_off(connection, "admin");
  CHECK_FALSE(factor.take(connection, "admin", codes->back(), now_ms));
  store->commit();
  CHECK(database.number("SELECT count(*) FROM person WHERE totp <> ''") == 0);
}

TEST_CASE("two-step sign-in from the page: turned on with a code, asked for, turned off with password and code") {
  RunningHq hq;
  const auto post = [&](const std::string& path, const Json& body, const std::string& cookie = "X: y") {
    return ask(hq.port(), "POST", "/api/v1/" + path, body.dump(), {cookie, "Accept-Language: en"});
  };
  const auto session = [&](const std::string& cookie) {
    return Json::parse(ask(hq.port(), "GET", "/api/v1/session", "", {cookie}).body);
  };
  const std::string cookie = hq.sign_in("viewer");
  CHECK(session(cookie).at("totp") == false);
  CHECK(refusal_of(post("account/totp/confirm", {{"totp", "123456"}}, cookie)) == "409 totp_not_begun");
  const Json begun = Json::parse(post("account/totp/begin", {}, cookie).body);
  const Authenticator phone(begun.at("secret"));
  CHECK(refusal_of(post("account/totp/confirm", {{"totp", 5}}, cookie)) == "422 totp");
  const std::int64_t now = base::wall_ms();
  const Json confirmed = Json::parse(post("account/totp/confirm", {{"totp", phone.at(now - 30'000)}}, cookie).body);
  const auto recovery = confirmed.at("recovery_codes").get<std::vector<std::string>>();
  CHECK(session(cookie).at("totp") == true);
  CHECK(refusal_of(post("account/totp/begin", {}, cookie)) == "409 totp_on");

  Json typed = {{"user", "viewer"}, {"password", "menting-demo"}};
  for (int i = 0; i < 7; ++i) CHECK(refusal_of(post("sign-in", typed)) == "401 totp_needed");  // that is no guess
  typed["totp"] = phone.at(base::wall_ms());
  CHECK(post("sign-in", typed).status == 200);
  CHECK(refusal_of(post("sign-in", typed)) == "401 wrong_totp");
  typed["totp"] = recovery.front();
  CHECK(post("sign-in", typed).status == 200);
  CHECK(refusal_of(post("account/totp/off", {{"password", "wrong"}, {"totp", recovery[1]}}, cookie)) ==
        "403 wrong_password");
  CHECK(refusal_of(post("account/totp/off", {{"password", "menting-demo"}}, cookie)) == "403 totp_needed");
  CHECK(refusal_of(post("account/totp/off", {{"password", "menting-demo"}, {"totp", recovery[1]}})) ==
        "401 not_signed_in");
  CHECK(post("account/totp/off", {{"password", "menting-demo"}, {"totp", recovery[1]}}, cookie).status == 204);
  CHECK(refusal_of(post("account/totp/off", {{"password", "menting-demo"}, {"totp", "1"}}, cookie)) ==
        "409 totp_not_on");
  typed.erase("totp");
  CHECK(post("sign-in", typed).status == 200);
}

TEST_CASE("guessing codes with a known password is slowed down after five") {
  RunningHq hq;
  const std::string cookie = hq.sign_in("viewer");
  const auto post = [&](const std::string& path, const Json& body) {
    return ask(hq.port(), "POST", "/api/v1/" + path, body.dump(), {cookie});
  };
  const Authenticator phone(Json::parse(post("account/totp/begin", {}).body).at("secret"));
  const auto codes = Json::parse(post("account/totp/confirm", {{"totp", phone.at(base::wall_ms())}}).body);
  Json typed = {{"user", "viewer"}, {"password", "menting-demo"}, {"totp", "AAAAA-AAAAA"}};
  for (int guess = 0; guess < 5; ++guess) CHECK(refusal_of(post("sign-in", typed)) == "401 wrong_totp");
  typed["totp"] = codes.at("recovery_codes").at(0);
  CHECK(post("sign-in", typed).status == 429);
}

TEST_CASE(
    "whose role needs a second factor can do nothing else before it is on, and an administrator helps who lost it") {
  RunningHq hq;
  hq.change([](hq::Settings& settings) { settings.totp_roles = {"operations"}; });
  const std::string cookie = hq.sign_in("operations");
  const auto get = [&](const std::string& path) { return ask(hq.port(), "GET", "/api/v1/" + path, "", {cookie}); };
  CHECK(Json::parse(get("session").body).at("totp_required") == true);
  CHECK(refusal_of(get("branches")) == "403 totp_required");
  const auto begun = ask(hq.port(), "POST", "/api/v1/account/totp/begin", "{}", {cookie});
  const Authenticator phone(Json::parse(begun.body).at("secret"));
  CHECK(
      ask(hq.port(), "POST", "/api/v1/account/totp/confirm", Json{{"totp", phone.at(base::wall_ms())}}.dump(), {cookie})
          .status == 200);
  CHECK(get("branches").status == 200);
  CHECK(Json::parse(get("session").body).at("totp_required") == false);
  const std::string admin = hq.sign_in();
  CHECK(ask(hq.port(), "POST", "/api/v1/users/operations/totp-off", "", {admin}).status == 204);
  CHECK(ask(hq.port(), "POST", "/api/v1/users/operations/totp-off", "", {admin}).status == 409);
  CHECK(ask(hq.port(), "POST", "/api/v1/users/stranger/totp-off", "", {admin}).status == 404);
  CHECK(get("session").status == 401);
}

TEST_CASE("where one is signed in is listed and ended, and everywhere at once") {
  RunningHq hq;
  const std::string here = hq.sign_in();
  const std::string there = hq.sign_in();
  const std::string other = hq.sign_in("viewer");
  const auto sessions = [&](const std::string& cookie) {
    return Json::parse(ask(hq.port(), "GET", "/api/v1/account/sessions", "", {cookie}).body);
  };
  const Json list = sessions(here);
  REQUIRE(list.at("total") == 2);
  std::string id;
  for (const Json& session : list.at("items")) {
    if (!session.at("current")) id = session.at("id");
    CHECK(session.at("address") == "127.0.0.1");
  }
  const std::string path = "/api/v1/account/sessions/" + id + "/end";
  CHECK(ask(hq.port(), "POST", path, "", {other}).status == 404);
  CHECK(ask(hq.port(), "POST", path, "", {here}).status == 204);
  CHECK(ask(hq.port(), "POST", path, "", {here}).status == 404);
  CHECK(ask(hq.port(), "GET", "/api/v1/session", "", {there}).status == 401);
  CHECK(ask(hq.port(), "POST", "/api/v1/account/sign-out-everywhere", "", {here}).status == 204);
  CHECK(ask(hq.port(), "GET", "/api/v1/session", "", {here}).status == 401);
  CHECK(sessions(other).at("total") == 1);
}

}  // namespace second_factor_test
