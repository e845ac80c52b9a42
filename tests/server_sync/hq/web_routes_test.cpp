#include <nlohmann/json.hpp>

#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/sign_in_limit.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::ask;
using tests::FakeJournal;
using tests::RunningHq;
using Json = nlohmann::json;

namespace {

int sign_in(const RunningHq& hq, const std::string& user, const std::string& password,
            const std::vector<std::string>& headers = {}) {
  return ask(hq.port(), "POST", "/api/v1/sign-in", Json{{"user", user}, {"password", password}}.dump(), headers).status;
}

}  // namespace

TEST_CASE("the list is for people who have signed in") {
  RunningHq hq;
  CHECK(ask(hq.port(), "GET", "/api/v1/branches").status == 401);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches/BJ-0001").status == 401);
  CHECK(ask(hq.port(), "GET", "/api/v1/session").status == 401);
  CHECK(ask(hq.port(), "GET", "/api/v1/session", "", {"Cookie: menting_hq=guessed"}).status == 401);
  const std::string cookie = hq.sign_in();
  const Json who = Json::parse(ask(hq.port(), "GET", "/api/v1/session", "", {cookie}).body);
  CHECK(who.at("user") == "admin");
  CHECK(who.at("roles") == Json{"administrator"});
  CHECK(ask(hq.port(), "GET", "/api/v1/branches", "", {cookie}).body == R"({"items":[],"total":0})");
  CHECK(ask(hq.port(), "POST", "/api/v1/sign-out", "", {cookie}).status == 204);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches", "", {cookie}).status == 401);
}

TEST_CASE("the cookie is for this site alone, and for encrypted connections where there are any") {
  for (const bool encrypted : {false, true}) {
    RunningHq hq(encrypted ? "https://hq.example.com" : "");
    const auto answer = ask(hq.port(), "POST", "/api/v1/sign-in", R"({"user":"admin","password":"menting-demo"})");
    CHECK_THAT(answer.headers, ContainsSubstring("HttpOnly; SameSite=Strict"));
    CHECK((answer.headers.find("; Secure") != std::string::npos) == encrypted);
  }
}

TEST_CASE("guessing passwords is slowed down after five, also for the right one") {
  RunningHq hq;
  CHECK(ask(hq.port(), "POST", "/api/v1/sign-in", "nonsense").status == 400);
  CHECK(ask(hq.port(), "POST", "/api/v1/sign-in", "{}").status == 422);
  CHECK(sign_in(hq, "admin", std::string(300, 'x')) == 422);
  for (int guess = 0; guess < 5; ++guess) CHECK(sign_in(hq, "admin", "wrong") == 401);
  CHECK(sign_in(hq, "admin", "menting-demo") == 429);
  CHECK(sign_in(hq, "stranger", "menting-demo") == 401);
}

TEST_CASE("a pause ends, and a success forgives") {
  hq::AttemptLimit limit(3, std::chrono::seconds(60));
  const auto start = std::chrono::steady_clock::now();
  CHECK(limit.begin("a", start));
  CHECK(limit.begin("a", start));
  limit.succeeded("a");
  for (int i = 0; i < 3; ++i) CHECK(limit.begin("a", start));
  CHECK_FALSE(limit.begin("a", start + std::chrono::seconds(59)));
  CHECK(limit.begin("b", start));
  CHECK(limit.begin("a", start + std::chrono::seconds(60)));
}

TEST_CASE("behind a web server one client's guesses do not lock the others out") {
  RunningHq hq;
  const std::vector<std::string> guesser = {"X-Forwarded-For: 10.0.0.7, 203.0.113.9"};
  for (int guess = 0; guess < 5; ++guess) CHECK(sign_in(hq, "admin", "wrong", guesser) == 401);
  CHECK(sign_in(hq, "admin", "menting-demo", {"X-Forwarded-For: 10.0.0.8, 203.0.113.9"}) == 429);
  CHECK(sign_in(hq, "admin", "menting-demo", {"X-Forwarded-For: 203.0.113.9, 10.0.0.7"}) == 200);
  CHECK(sign_in(hq, "admin", "menting-demo") == 200);
}

TEST_CASE("whose request it is: the web server's word counts from this machine alone") {
  http::Request request;
  request.remote = "127.0.0.1";
  request.loopback = true;
  std::vector<http::Network> trusted;
  const auto client = [&](const http::Headers& headers) {
    request.headers = headers;
    return hq::client_address(request, trusted);
  };
  CHECK(client({}) == "127.0.0.1");
  CHECK(client({{"x-FORWARDED-for", "203.0.113.9"}}) == "203.0.113.9");
  CHECK(client({{"X-Forwarded-For", "1.2.3.4,\t2001:db8::7 "}}) == "2001:db8::7");
  CHECK(client({{"X-Forwarded-For", "1.2.3.4"}, {"Host", "x"}, {"X-Forwarded-For", "5.6.7.8"}}) == "5.6.7.8");
  CHECK(client({{"X-Forwarded-For", "203.0.113.9:4711"}}) == "203.0.113.9");
  CHECK(client({{"X-Forwarded-For", "[2001:db8::7]:4711"}}) == "2001:db8::7");
  CHECK(client({{"X-Forwarded-For", "[2001:db8::7]"}}) == "2001:db8::7");
  for (const char* nobody : {"", "1.2.3.4,", "unknown", "_hidden", "1.2.3.4; DROP"}) {
    CHECK(client({{"X-Forwarded-For", nobody}}) == "127.0.0.1");
  }
  CHECK(client({{"X-Forwarded-For", std::string(46, '1')}}) == "127.0.0.1");
  request.remote = "198.51.100.2";
  request.loopback = false;
  CHECK(client({{"X-Forwarded-For", "203.0.113.9"}}) == "198.51.100.2");
  trusted = {*http::parse_network("198.51.100.0/24")};
  CHECK(client({{"X-Forwarded-For", "203.0.113.9"}}) == "203.0.113.9");
}

TEST_CASE("guesses are bounded per user and address, per address, and per user") {
  const auto now = std::chrono::steady_clock::now();
  const auto allowed = [&](hq::SignInLimit& limit, const auto& user, const auto& address) {
    int count = 0;
    while (count < 1000 && limit.begin(user(count), address(count), now)) ++count;
    return count;
  };
  const auto same = [](const std::string& text) { return [text](int) { return text; }; };
  const auto other = [](int number) { return std::to_string(number); };
  hq::SignInLimit one, many_users, many_addresses;
  CHECK(allowed(one, same("admin"), same("10.0.0.1")) == 5);
  CHECK(allowed(many_users, other, same("10.0.0.1")) == 30);
  CHECK(allowed(many_addresses, same("admin"), other) == 100);
  CHECK(one.begin("admin", "10.0.0.2", now));
  CHECK(one.begin("other", "10.0.0.1", now));
  CHECK(one.begin("admin", "10.0.0.1", now + std::chrono::seconds(60)));

  // A right password in between takes back itself alone.
  hq::SignInLimit mixed;
  int wrong = 0;
  while (wrong < 1000 && mixed.begin(other(wrong), "10.0.0.1", now)) {
    ++wrong;
    if (mixed.begin("mine", "10.0.0.1", now)) mixed.succeeded("mine", "10.0.0.1");
  }
  CHECK(wrong == 30);
}

TEST_CASE("a branch's row says what its page needs") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  hq.code_for("SH-0002");
  FakeJournal journal;
  journal.add("counter_opened", R"({"counter":2,"staff":"1001"})").add_visit("20261123-A001", 90000, 30000, 4);
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A002"})", "2026-11-23T01:00:00.000Z");
  REQUIRE(hq.send(credential, journal.all()).status == 200);
  const std::string cookie = hq.sign_in();
  const Json list = Json::parse(ask(hq.port(), "GET", "/api/v1/branches", "", {cookie}).body);
  REQUIRE(list.at("total") == 2);
  Json row = list.at("items").at(0);
  CHECK(row.at("id") == "BJ-0001");
  CHECK(row.at("name") == "西单营业厅");
  CHECK(row.at("journal") == journal.id());
  CHECK(row.at("through") == 7);
  CHECK(row.at("last_seen").is_string());
  CHECK(row.at("waiting") == 1);
  CHECK(row.at("serving") == 0);
  CHECK(row.at("open_counters") == 1);
  CHECK(row.at("longest_wait_s").is_number_integer());
  CHECK(row.at("today").at("day") == "2026-11-23");
  CHECK(row.at("today").at("taken") == 2);
  CHECK(row.at("today").at("average_rating") == 4.0);
  CHECK(row.at("today").at("average_wait_s") == 90.0);
  CHECK(list.at("items").at(1).at("last_seen").is_null());
  CHECK(list.at("items").at(1).at("today").at("average_rating").is_null());
  const Json one = Json::parse(ask(hq.port(), "GET", "/api/v1/branches/BJ-0001", "", {cookie}).body);
  CHECK(one.at("through") == 7);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches/XX-9999", "", {cookie}).status == 404);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches/", "", {cookie}).status == 404);
}

TEST_CASE("foreign hosts and foreign pages are turned away") {
  RunningHq hq("https://hq.example.com");
  const auto status = [&](const std::string& method, const std::vector<std::string>& headers) {
    return ask(hq.port(), method, method == "GET" ? "/api/v1/health" : "/api/v1/sign-out", "", headers).status;
  };
  CHECK(status("GET", {"Host: evil.example"}) == 421);
  CHECK(status("GET", {"Host: hq.example.com"}) == 200);
  CHECK(status("GET", {"Host: localhost:99"}) == 200);
  CHECK(status("GET", {"Origin: https://evil.example"}) == 200);
  CHECK(status("POST", {}) == 204);
  CHECK(status("POST", {"Origin: https://evil.example"}) == 403);
  CHECK(status("POST", {"Origin: null"}) == 403);
  CHECK(status("POST", {"Host: hq.example.com", "Origin: https://hq.example.com"}) == 204);
  CHECK(status("POST", {"Host: localhost:8480", "Origin: http://localhost:8480"}) == 204);
  CHECK(status("POST", {"Host: localhost:8480", "Origin: http://localhost:8470"}) == 403);
}

TEST_CASE("refusals speak the language of the browser") {
  RunningHq hq;
  const auto detail = [&](const std::string& languages) {
    return Json::parse(ask(hq.port(), "GET", "/api/v1/branches", "", {"Accept-Language: " + languages}).body)
        .at("detail")
        .get<std::string>();
  };
  CHECK(detail("en-GB,en;q=0.9,zh;q=0.5") == "Sign in first.");
  CHECK(detail("zh-CN,en;q=0.9") == "请先登录。");
  CHECK(detail("fr") == "请先登录。");
}

TEST_CASE("pages come with a strict policy and from the web folder only") {
  RunningHq hq;
  const auto page = ask(hq.port(), "GET", "/");
  CHECK(page.status == 200);
  CHECK_THAT(page.headers, ContainsSubstring("text/html"));
  CHECK_THAT(page.headers, ContainsSubstring("default-src 'none'; script-src 'self'"));
  CHECK_THAT(page.headers, ContainsSubstring("nosniff"));
  CHECK(page.body.find("<script>") == std::string::npos);
  CHECK(page.body.find("style=") == std::string::npos);
  CHECK(ask(hq.port(), "GET", "/web/hq/hq.js").status == 200);
  CHECK(ask(hq.port(), "GET", "/web/../../config/demo/hq.toml").status == 404);
  CHECK(ask(hq.port(), "GET", "/web/%2e%2e/%2e%2e/config/demo/hq.toml").status == 404);
  CHECK(ask(hq.port(), "GET", "/web/hq/").status == 404);
  CHECK(ask(hq.port(), "GET", "/web//etc/hosts").status == 404);
  CHECK(ask(hq.port(), "GET", "/web/hq/none.js").status == 404);
  const auto tag = page.headers.find("ETag: ");
  REQUIRE(tag != std::string::npos);
  const std::string value = page.headers.substr(tag + 6, page.headers.find('\r', tag) - tag - 6);
  CHECK(ask(hq.port(), "GET", "/", "", {"If-None-Match: " + value}).status == 304);
}

TEST_CASE("health is open, other paths and methods say what they are") {
  RunningHq hq;
  const Json health = Json::parse(ask(hq.port(), "GET", "/api/v1/health").body);
  CHECK(health.at("status") == "ok");
  CHECK(health.at("reasons").empty());
  CHECK(health.at("encrypted") == false);
  CHECK(ask(hq.port(), "GET", "/nowhere").status == 404);
  CHECK(ask(hq.port(), "POST", "/nowhere").status == 404);
  CHECK(ask(hq.port(), "DELETE", "/api/v1/branches").status == 405);
  CHECK(ask(hq.port(), "POST", "/api/v1/sign-in", std::string(100'000, 'x')).status == 413);
}
