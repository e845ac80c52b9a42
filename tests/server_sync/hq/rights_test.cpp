// Who may do what: every route, asked by somebody of each role.
#include "server_sync/hq/rights.h"

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using hq::Right;
using tests::ask;
using tests::RunningHq;
using Json = nlohmann::json;

namespace rights_test {

namespace {

/// Written out once more, so that a slip in the program is seen.
const std::map<std::string, std::set<Right>> allowed = {
    {"viewer", {Right::open, Right::self, Right::view}},
    {"quality", {Right::open, Right::self, Right::view, Right::quality}},
    {"operations", {Right::open, Right::self, Right::view, Right::operate}},
    {"admin", {Right::open, Right::self, Right::view, Right::quality, Right::operate, Right::administer}},
    {"north", {Right::open, Right::self, Right::view}},
    {"nobody", {Right::open, Right::self}},
};

std::string filled(const std::string& path, const std::string& branch) {
  const std::string with_branch = std::regex_replace(path, std::regex(R"(/branches/\{id\})"), "/branches/" + branch);
  return std::regex_replace(std::regex_replace(with_branch, std::regex(R"(\{branch\})"), branch),
                            std::regex(R"(\{[a-z_]+\})"), "nothing");
}

bool is_about_a_branch(const hq::Route& route) {
  return route.path.find("/branches/{id}") != std::string::npos || route.path.find("{branch}") != std::string::npos;
}

std::string refusal_of(const tests::WebAnswer& answer) {
  const Json body = Json::parse(answer.body, nullptr, false);
  return std::to_string(answer.status) + " " + (body.is_object() ? body.value("refusal", "") : "");
}

/// These end the session that asks.
bool ends_session(const hq::Route& route) {
  return route.path == "/api/v1/sign-out" || route.path == "/api/v1/account/sign-out-everywhere";
}

}  // namespace

TEST_CASE("roles by a matrix over every route") {
  RunningHq hq;
  hq.code_for("BJ-0001");
  for (const auto& [user, rights] : allowed) {
    const std::string cookie = hq.sign_in(user);
    for (const hq::Route& route : hq.routes()) {
      if (ends_session(route) || route.right == Right::device || route.path == "/api/v1/sign-in") continue;
      CAPTURE(user, route.method, route.path);
      const auto answer = ask(hq.port(), route.method, filled(route.path, "XX-0000"), "{}", {cookie});
      CHECK(answer.status != 0);
      CHECK(answer.status != 401);
      if (rights.contains(route.right)) {
        CHECK(answer.status != 403);
      } else {
        CHECK(refusal_of(answer) == "403 role_missing");
      }
    }
  }
}

TEST_CASE("who is not signed in, or shows a foreign origin, gets nothing anywhere") {
  RunningHq hq;
  const std::string cookie = hq.sign_in();
  for (const hq::Route& route : hq.routes()) {
    CAPTURE(route.method, route.path);
    const std::string path = filled(route.path, "XX-0000");
    if (route.right != Right::open) {
      // A person's cookie is nothing to the routes of branches.
      const auto answer = ask(hq.port(), route.method, path, "{}", {route.right == Right::device ? cookie : "X: y"});
      CHECK(answer.status == (route.path.ends_with("/totp/off") ? 422 : 401));
    }
    if (route.method == "POST") {
      CHECK(refusal_of(ask(hq.port(), "POST", path, "{}", {cookie, "Origin: https://evil.example"})) ==
            "403 foreign_origin");
    }
  }
  CHECK(ask(hq.port(), "GET", "/api/v1/session", "", {cookie}).status == 200);
}

TEST_CASE("a viewer of a region sees its branches alone") {
  RunningHq hq;
  const std::string admin = hq.sign_in();
  for (const auto& [id, region] :
       {std::pair("BJ-0001", "华北"), std::pair("SH-0001", "华东"), std::pair("XX-0001", "")}) {
    const Json branch{{"id", id}, {"name", "厅"}, {"region", region}};
    REQUIRE(ask(hq.port(), "POST", "/api/v1/branches", branch.dump(), {admin}).status == 201);
  }
  const std::string cookie = hq.sign_in("north");
  const auto get = [&](const std::string& path) { return ask(hq.port(), "GET", "/api/v1/" + path, "", {cookie}); };
  const Json list = Json::parse(get("branches").body);
  REQUIRE(list.at("total") == 1);
  CHECK(list.at("items").at(0).at("id") == "BJ-0001");
  CHECK(get("branches?region=%E5%8D%8E%E4%B8%9C").body == R"({"items":[],"total":0})");
  CHECK(get("branches/BJ-0001").status == 200);
  CHECK(refusal_of(get("reports/repairs?branch=SH-0001")) == "404 unknown_branch");
  CHECK(get("reports/repairs?branch=BJ-0001").status == 200);
  for (const hq::Route& route : hq.routes()) {
    if (route.method != "GET" || route.right != Right::view || !is_about_a_branch(route)) continue;
    CAPTURE(route.path);
    for (const char* other : {"SH-0001", "XX-0001", "ZZ-9999"}) {
      CHECK(refusal_of(ask(hq.port(), "GET", filled(route.path, other), "", {cookie})) == "404 unknown_branch");
    }
  }
}

TEST_CASE("somebody of operations in one region works on its branches alone, and moves none out of it") {
  RunningHq hq;
  hq.change([](hq::Settings& settings) { settings.users[3].regions = {"华北"}; });
  const std::string admin = hq.sign_in();
  REQUIRE(
      ask(hq.port(), "POST", "/api/v1/branches", R"({"id":"SH-0001","name":"厅","region":"华东"})", {admin}).status ==
      201);
  const std::string cookie = hq.sign_in("operations");
  const auto post = [&](const std::string& path, const std::string& body) {
    return refusal_of(ask(hq.port(), "POST", "/api/v1/branches" + path, body, {cookie}));
  };
  CHECK(post("", R"({"id":"BJ-0001","name":"厅"})") == "201 ");
  CHECK(post("", R"({"id":"SH-0002","name":"厅","region":"华东"})") == "422 region");
  CHECK(post("/BJ-0001", R"({"region":"华东"})") == "422 region");
  CHECK(post("/BJ-0001", R"({"name":"新厅"})") == "200 ");
  for (const char* what : {"", "/code", "/revoke", "/acknowledge"}) {
    CHECK(post(std::string("/SH-0001") + what, "{}") == "404 unknown_branch");
  }
}

TEST_CASE("what people do is on record: who, what, about which branch, what came of it") {
  RunningHq hq;
  const std::string cookie = hq.sign_in("operations");
  REQUIRE(ask(hq.port(), "POST", "/api/v1/branches", R"({"id":"BJ-0001","name":"厅"})", {cookie}).status == 201);
  REQUIRE(ask(hq.port(), "POST", "/api/v1/branches/BJ-0002/revoke", "", {cookie}).status == 404);
  REQUIRE(ask(hq.port(), "POST", "/api/v1/users/viewer/totp-off", "", {cookie}).status == 403);
  ask(hq.port(), "POST", "/api/v1/sign-in", R"({"user":"my-password","password":"oops-secret"})");
  CHECK(ask(hq.port(), "GET", "/api/v1/audit", "", {cookie}).status == 403);
  const std::string admin = hq.sign_in();
  const auto audit = [&](const std::string& query) {
    return Json::parse(ask(hq.port(), "GET", "/api/v1/audit" + query, "", {admin}).body);
  };
  const Json all = audit("");
  std::vector<std::string> lines;
  for (const Json& row : all.at("items")) {
    lines.push_back(row.at("user").get<std::string>() + " " + row.at("action").get<std::string>() + " " +
                    row.at("branch").get<std::string>() + " " + std::to_string(row.at("status").get<int>()) + " " +
                    row.at("refusal").get<std::string>());
  }
  CHECK(lines == std::vector<std::string>{"admin sign-in  200 ", " sign-in  401 wrong_password",
                                          "operations users.totp-off  403 role_missing",
                                          "operations branches.revoke BJ-0002 404 unknown_branch",
                                          "operations branches BJ-0001 201 ", "operations sign-in  200 "});
  CHECK(all.dump().find("secret") == std::string::npos);
  CHECK(all.dump().find("my-password") == std::string::npos);
  CHECK(all.at("items").at(0).at("name") == "张主任");
  const Json page = audit("?limit=4");
  CHECK(page.at("total") == 6);
  const Json rest = audit("?limit=4&after=" + page.at("after").get<std::string>());
  CHECK(rest.at("items").size() == 2);
  CHECK(rest.at("items").at(0) == all.at("items").at(4));
  CHECK(rest.at("after").is_null());
  CHECK(audit("?branch=BJ-0001").at("total") == 1);
  CHECK(audit("?user=operations").at("total") == 4);
  CHECK(audit("?from=2999-01-01").at("total") == 0);
  CHECK(audit("?to=2999-01-01&from=2020-01-01T00:00:00Z").at("total") == 6);
  for (const char* wrong : {"?from=yesterday", "?limit=x", "?after=x"}) CHECK(audit(wrong).at("status") == 422);
  const auto table = ask(hq.port(), "GET", "/api/v1/audit", "", {admin, "Accept: text/csv"});
  CHECK_THAT(table.body, ContainsSubstring("at,id,user,name,action,branch,about,status,refusal,address\r\n"));
}

}  // namespace rights_test
