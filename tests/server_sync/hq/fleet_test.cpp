#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "server_sync/hq/fleet.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::ask;
using tests::Kind;
using tests::RunningHq;
using Json = nlohmann::json;

namespace fleet_test {

namespace {

constexpr std::int64_t now_ms = 1'795'579'200'000;

std::vector<std::string> ids(const hq::BranchPage& page) {
  std::vector<std::string> all;
  for (const auto& branch : page.branches) all.push_back(branch.id);
  return all;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the fleet is found by region, tier and part of a name, page by page") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  store->begin();
  const auto add = [&](const std::string& id, const std::string& name, const char* tier, const char* region) {
    store->add_branch(id, name, now_ms);
    hq::change_branch(*store, id, {std::nullopt, tier, region});
  };
  add("BJ-0001", "西单营业厅", "flagship", "华北");
  add("BJ-0002", "100%_厅", "", "华北");
  add("SH-0001", "Bund hall", "flagship", "华东");
  add("XX-0001", "O'Hara", "", "");
  store->commit();
  hq::BranchFilter filter;
  CHECK(find_branches(*store, filter).total == 4);
  filter.region = "华北";
  CHECK(ids(find_branches(*store, filter)) == Ids{"BJ-0001", "BJ-0002"});
  filter.tier = "flagship";
  CHECK(ids(find_branches(*store, filter)) == Ids{"BJ-0001"});
  filter = {};
  filter.part = "西单";
  CHECK(ids(find_branches(*store, filter)) == Ids{"BJ-0001"});
  filter.part = "bUND";
  CHECK(ids(find_branches(*store, filter)) == Ids{"SH-0001"});
  filter.part = "0%_";
  CHECK(ids(find_branches(*store, filter)) == Ids{"BJ-0002"});
  filter.part = "o'h";
  CHECK(ids(find_branches(*store, filter)) == Ids{"XX-0001"});
  filter = {};
  filter.count_max = 2;
  filter.after = "BJ-0002";
  const auto page = find_branches(*store, filter);
  CHECK(ids(page) == Ids{"SH-0001", "XX-0001"});
  CHECK(page.total == 4);
  filter = {};
  filter.regions = {"华东", "it's"};
  CHECK(ids(find_branches(*store, filter)) == Ids{"SH-0001"});
  CHECK(find_branches(*store, filter).branches.front().tier == "flagship");
}

TEST_CASE("a branch is added, changed, given another code and revoked over HTTP, as on the command line") {
  RunningHq hq;
  const std::string cookie = hq.sign_in("operations");
  const auto post = [&](const std::string& path, const Json& body) {
    return ask(hq.port(), "POST", "/api/v1/branches" + path, body.dump(), {cookie});
  };
  const auto added = post("", {{"id", "BJ-0001"}, {"name", "西单营业厅"}, {"tier", "flagship"}, {"region", "华北"}});
  REQUIRE(added.status == 201);
  const Json branch = Json::parse(added.body);
  CHECK(branch.at("branch").at("region") == "华北");
  CHECK(post("", {{"id", "BJ-0001"}, {"name", "又一个"}}).status == 409);
  CHECK(hq.enrol(branch.at("code")).status == 201);
  CHECK(hq.enrol(branch.at("code")).status == 403);
  const auto changed = post("/BJ-0001", {{"name", "西单旗舰厅"}, {"tier", ""}});
  CHECK(changed.status == 200);
  CHECK(Json::parse(changed.body).at("name") == "西单旗舰厅");
  CHECK(Json::parse(changed.body).at("tier") == "");
  CHECK(Json::parse(changed.body).at("region") == "华北");
  CHECK(Json::parse(changed.body).at("alarms").size() == 1);
  CHECK(Json::parse(post("/BJ-0001/acknowledge", {}).body).at("acknowledged") == 1);
  CHECK(Json::parse(post("/BJ-0001/revoke", {}).body).at("revoked") == true);
  const auto code = post("/BJ-0001/code", {});
  CHECK(code.status == 201);
  CHECK(hq.enrol(Json::parse(code.body).at("code")).status == 201);
}

TEST_CASE("what is wrong with a branch is named by its field, and nothing is kept") {
  RunningHq hq;
  const std::string cookie = hq.sign_in("operations");
  const auto refusal = [&](const std::string& path, const std::string& body) {
    const auto answer = ask(hq.port(), "POST", "/api/v1/branches" + path, body, {cookie});
    return std::to_string(answer.status) + " " + Json::parse(answer.body).value("refusal", "");
  };
  CHECK(refusal("", "[]") == "400 malformed");
  CHECK(refusal("", R"({"id":"a b","name":"厅"})") == "422 id");
  CHECK(refusal("", R"({"id":7,"name":"厅"})") == "422 id");
  CHECK(refusal("", R"({"id":"A"})") == "422 name");
  CHECK(refusal("", R"({"id":"A","name":""})") == "422 name");
  CHECK(refusal("", R"({"id":"A","name":"a\nb"})") == "422 name");
  CHECK(refusal("", R"({"id":"A","name":"厅","tier":3})") == "422 tier");
  CHECK(refusal("", Json{{"id", "A"}, {"name", "厅"}, {"region", std::string(65, 'x')}}.dump()) == "422 region");
  for (const char* path : {"/A", "/A/code", "/A/revoke", "/A/acknowledge"})
    CHECK(refusal(path, "{}") == "404 unknown_branch");
  CHECK(ask(hq.port(), "GET", "/api/v1/branches?limit=0", "", {cookie}).status == 422);
  CHECK(ask(hq.port(), "GET", "/api/v1/branches", "", {cookie}).body == R"({"items":[],"total":0})");
}

TEST_CASE("the list is a table for Excel too") {
  RunningHq hq;
  const std::string cookie = hq.sign_in();
  hq.join("BJ-0001");
  const auto table = ask(hq.port(), "GET", "/api/v1/branches?format=csv", "", {cookie});
  CHECK_THAT(table.headers, ContainsSubstring("text/csv"));
  CHECK(table.body.starts_with("\xEF\xBB\xBFid,name,tier,region,journal,"));
  CHECK_THAT(table.body, ContainsSubstring(",today.day,today.taken,"));
  CHECK_THAT(table.body, ContainsSubstring("\r\nBJ-0001,西单营业厅,,,"));
}

}  // namespace fleet_test
