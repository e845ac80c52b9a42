// A customer's phone at a whole headquarters: the slip it follows, the wait for the next change, what it asks.
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/wire/slip.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace std::chrono_literals;
using tests::ask;
using tests::RunningHq;
using Json = nlohmann::json;

namespace phones_test {

namespace {

constexpr const char* branch = "BJ-0001";
constexpr const char* code = "7K3MPQ9XT2VD";
constexpr std::int64_t day_ms = 24LL * 3600 * 1000;

struct Said {
  int status = 0;
  Json body;
};

/// A branch that says of itself what the test wants, and a phone.
struct Chain {
  Chain() : hq("https://hq.example"), credential(hq.join(branch)) {}

  Json now(Json document = Json::object()) {
    document["branch"] = branch;
    document["journal"] = "j";
    document["board"] = ++board;
    document["at"] = base::rfc3339(base::wall_ms());
    const auto answer =
        ask(hq.port(), "POST", "/sync/v1/now", document.dump(), {"Authorization: Bearer " + credential});
    CAPTURE(answer.body);
    REQUIRE(answer.status == 200);
    return Json::parse(answer.body);
  }
  Json slip(const Json& body, const char* kind = "ticket") {
    return now({{"slips",
                 {{{"key", key()},
                   {"kind", kind},
                   {"until", base::wall_ms() + day_ms},
                   {"body", wire::seal_slip(branch, code, body.dump())}}}}});
  }
  Said post(const char* path, Json body, const std::string& language = "en") {
    body.emplace("branch", branch);
    body.emplace("code", code);
    const auto answer = ask(hq.port(), "POST", path, body.dump(), {"Accept-Language: " + language});
    return {answer.status, Json::parse(answer.body, nullptr, false)};
  }
  Said status(Json body = Json::object()) { return post("/api/v1/slips/status", std::move(body)); }
  Said wish(Json body) {
    body.emplace("id", crypto::random_uuid());
    return post("/api/v1/slips/ask", std::move(body));
  }
  static std::string key() { return wire::slip_key(branch, code); }

  RunningHq hq;
  std::string credential;
  std::int64_t board = 0;
};

}  // namespace

TEST_CASE("a phone that nobody knows yet makes the branch tell, and then follows the slip") {
  Chain chain;
  const Said first = chain.status();
  CHECK(first.status == 202);
  CHECK(first.body["pending"] == true);
  const Json heard = chain.now();
  CHECK(heard["url"] == "https://hq.example");
  CHECK(heard["watched"] == Json{Chain::key()});
  chain.slip({{"kind", "ticket"}, {"ahead", 3}});

  const Said seen = chain.status({{"have", "pending"}});
  CHECK(seen.status == 200);
  CHECK(seen.body["kind"] == "ticket");
  CHECK(seen.body["slip"]["ahead"] == 3);
  CHECK(seen.body["online"] == true);
  CHECK(chain.status().body["tag"] == seen.body["tag"]);

  // The address that the QR holds does as well as the code.
  CHECK(chain.status({{"code", "https://hq.example/s/BJ-0001#" + std::string(code)}}).status == 200);
}

TEST_CASE("who waits is told as soon as the slip changes, and not before") {
  Chain chain;
  chain.status();
  chain.slip({{"kind", "ticket"}, {"ahead", 3}});
  const std::string tag = chain.status().body["tag"];
  const auto began = std::chrono::steady_clock::now();
  auto waiting = std::async(std::launch::async, [&] { return chain.status({{"have", tag}, {"wait_s", 20}}); });
  CHECK(waiting.wait_for(700ms) == std::future_status::timeout);
  chain.slip({{"kind", "ticket"}, {"ahead", 2}});
  REQUIRE(waiting.wait_for(5s) == std::future_status::ready);
  CHECK(waiting.get().body["slip"]["ahead"] == 2);
  CHECK(std::chrono::steady_clock::now() - began < 5s);

  const std::string newer = chain.status().body["tag"];
  CHECK(chain.status({{"have", newer}, {"wait_s", 1}}).body["tag"] == newer);  // its time is over
}

TEST_CASE("headquarters that stops lets nobody wait") {
  Chain chain;
  chain.status();
  chain.slip({{"kind", "ticket"}});
  const std::string tag = chain.status().body["tag"];
  const auto port = chain.hq.port();
  auto waiting = std::async(std::launch::async, [port, tag] {
    const Json body = {{"branch", branch}, {"code", code}, {"have", tag}, {"wait_s", 25}};
    return ask(port, "POST", "/api/v1/slips/status", body.dump()).status;
  });
  CHECK(waiting.wait_for(500ms) == std::future_status::timeout);
  chain.hq.restart();
  REQUIRE(waiting.wait_for(5s) == std::future_status::ready);
  CHECK(waiting.get() != 200);
}

TEST_CASE("what a customer asks reaches the branch once, sealed, and the phone hears the answer") {
  Chain chain;
  chain.status();
  chain.slip({{"kind", "ticket"}, {"ahead", 3}});
  const std::string id = crypto::random_uuid();
  const Json asked = {{"id", id}, {"kind", "let_pass"}, {"n", 2}};
  CHECK(chain.wish(asked).status == 202);
  CHECK(chain.wish(asked).status == 202);
  const Json heard = chain.now();
  REQUIRE(heard["asks"].size() == 1);
  const auto plain = wire::open_slip(branch, code, heard["asks"][0]["sealed"].get<std::string>());
  REQUIRE(plain);
  CHECK(Json::parse(*plain) == asked);

  CHECK(chain.status().body["asks"][0]["state"] == "sent");
  const Json detail = {{"zh-CN", "您后面没有人等候"}, {"en", "Nobody waits behind you"}};
  const Json answer = {{"id", id}, {"state", "refused"}, {"refusal", "nobody_behind"}, {"detail", detail}};
  CHECK(chain.now({{"answers", {answer}}})["asks"].empty());
  const Json told = chain.status().body["asks"][0];
  CHECK(told["state"] == "refused");
  CHECK(told["detail"] == detail);
}

TEST_CASE("a slip is asked only what it can do") {
  Chain chain;
  CHECK(chain.wish({{"kind", "cancel"}}).status == 404);
  chain.slip({{"kind", "ticket"}});
  CHECK(chain.wish({{"kind", "approve"}, {"quote", 1}}).status == 422);
  CHECK(chain.wish({{"kind", "let_pass"}}).status == 422);
  CHECK(chain.wish({{"kind", "let_pass"}, {"n", 11}}).status == 422);
  CHECK(chain.wish({{"kind", "rate"}, {"score", 6}}).status == 422);
  CHECK(chain.wish({{"kind", "close"}}).status == 422);
  CHECK(chain.wish({{"kind", "cancel"}, {"id", "1"}}).status == 422);
  CHECK(chain.post("/api/v1/slips/ask", Json{{"kind", "cancel"}, {"code", "nonsense"}}).status == 404);
  CHECK(chain.wish({{"kind", "rate"}, {"score", 5}, {"aspects", {"speed"}}, {"comment", "快"}}).status == 202);
  chain.slip({{"kind", "repair"}}, "repair");
  CHECK(chain.wish({{"kind", "cancel"}}).status == 422);
  CHECK(chain.wish({{"kind", "approve"}, {"quote", 1}}).status == 202);
}

TEST_CASE("a wrong code is not found, at length held up, and never hinders who has a slip") {
  Chain chain;
  chain.slip({{"kind", "ticket"}});
  const Said unknown = chain.status({{"branch", "SH-0001"}});
  CHECK(unknown.status == 404);
  CHECK(unknown.body["refusal"] == "slip_unknown");
  int refused = 0;
  for (int guess = 0; guess < 60 && refused == 0; ++guess) {
    if (chain.status({{"code", crypto::random_code(12)}}).status == 429) ++refused;
  }
  CHECK(refused == 1);
  CHECK(chain.status({{"code", "short"}}).status == 429);
  CHECK(chain.status().status == 200);
  // What the branch does not know is no slip.
  Chain other;
  other.status();
  other.now({{"unknown", {Chain::key()}}});
  CHECK(other.status().status == 404);
}

TEST_CASE("at rest headquarters cannot read a slip, and has no code") {
  Chain chain;
  chain.status();
  chain.slip({{"kind", "ticket"}, {"secret", "readable"}});
  chain.wish({{"kind", "rate"}, {"score", 1}, {"comment", "personal"}});
  hq::SqliteStore store = chain.hq.open();
  auto& sql = store.connection();
  sql.begin_reading();
  std::string all;
  for (const char* query : {"SELECT branch || slip || sealed FROM slip WHERE branch <> ''",
                            "SELECT branch || slip || sealed FROM ask WHERE branch <> ''",
                            "SELECT branch || slip FROM slip_watch WHERE branch <> ''"}) {
    auto& rows = sql.statement(query);
    while (rows.step()) all += rows.text(0);
  }
  sql.commit();
  CHECK(all.find(Chain::key()) != std::string::npos);
  for (const char* secret : {code, "readable", "personal"}) CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("the page is there for every branch and keeps the code out of requests") {
  Chain chain;
  const auto page = ask(chain.hq.port(), "GET", "/s/BJ-0001");
  CHECK(page.status == 200);
  CHECK_THAT(page.headers, ContainsSubstring("text/html"));
  CHECK_THAT(page.headers, ContainsSubstring("no-referrer"));
  CHECK(ask(chain.hq.port(), "GET", "/api/v1/slips/status").status == 405);
}

}  // namespace phones_test
