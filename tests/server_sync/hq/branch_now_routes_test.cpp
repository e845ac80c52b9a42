// What a branch says of itself beside its events is what its page asks for.
#include <nlohmann/json.hpp>

#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::ask;
using tests::RunningHq;
using Json = nlohmann::json;

TEST_CASE("a branch's page gets what the branch said last, and is told when it has said nothing yet") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const std::string cookie = hq.sign_in();
  const std::string path = "/api/v1/branches/BJ-0001/now";
  CHECK(ask(hq.port(), "GET", path).status == 401);
  const auto nothing = ask(hq.port(), "GET", path, "", {cookie});
  CHECK(nothing.status == 404);
  CHECK(Json::parse(nothing.body).at("refusal") == "nothing_yet");

  const Json told = {{"branch", "BJ-0001"}, {"journal", "j1"},
                     {"board", 7},          {"at", "2026-11-26T04:30:00.000Z"},
                     {"version", "0.1.0"},  {"services", {{{"letter", "A"}, {"waiting", 3}}}}};
  const auto taken = ask(hq.port(), "POST", "/sync/v1/now", told.dump(), {"Authorization: Bearer " + credential});
  REQUIRE(taken.status == 200);
  const auto answer = ask(hq.port(), "GET", path, "", {cookie});
  REQUIRE(answer.status == 200);
  const Json body = Json::parse(answer.body);
  CHECK(body.at("at") == "2026-11-26T04:30:00.000Z");
  CHECK(body.at("received_at").get<std::string>() > "2026");
  CHECK(body.at("now").at("services").at(0).at("waiting") == 3);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches/BJ-0009/now", "", {cookie}).status == 404);
}
