// What a branch said of itself stands in its row, cut to what the fleet is about.
#include "server_sync/hq/fleet_now.h"

#include <nlohmann/json.hpp>

#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/branch_now.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::AnyDatabase;
using tests::Kind;
using Json = nlohmann::json;

namespace fleet_now_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;
constexpr const char* body = R"({"version":"0.1.0","open":true,"services":[{"letter":"A"}],
  "config":{"version":7,"state":"refused","fault":"service.A"},
  "health":{"status":"degraded","reasons":["printer: no paper"],"reasons_zh":["打印机：没有纸"],"printer":"paper_out","disk_free_mb":900}})";

std::string id_of(int number) {
  return "BJ-" + std::to_string(1000 + number);
}

}  // namespace

TEST_CASE("rows have what their branches said last, few as many") {
  const auto kind = GENERATE(Kind::sqlite, Kind::postgresql);
  const int count = GENERATE(2, 25);
  AnyDatabase database(kind);
  const auto store = database.open();
  change_store(*store, [&] {
    for (int number = 0; number < count; ++number) store->add_branch(id_of(number), "西单营业厅", now_ms);
    keep_branch_now(store->connection(), id_of(1), {"j", 1, now_ms}, body, now_ms + 5);
  });
  store->begin();
  auto branches = store->branches();
  add_branch_now(store->connection(), branches);
  store->commit();
  const Json items = Json::parse(branches_json(branches, count, now_ms, true)).at("items");
  REQUIRE(items.size() == static_cast<std::size_t>(count));
  CHECK(items.at(0).at("now").is_null());
  const Json now = items.at(1).at("now");
  CHECK(now.at("version") == "0.1.0");
  CHECK(now.at("config") == Json{{"version", 7}, {"state", "refused"}, {"fault", "service.A"}});
  CHECK(now.at("health").at("printer") == "paper_out");
  CHECK(now.at("health").at("reasons") == Json{"printer: no paper"});
  CHECK_FALSE(now.at("health").contains("reasons_zh"));
  const Json chinese = Json::parse(branches_json(branches, count, now_ms, false)).at("items");
  CHECK(chinese.at(1).at("now").at("health").at("reasons") == Json{"打印机：没有纸"});
  CHECK(now.at("health").at("screen").is_null());
  CHECK_FALSE(now.contains("services"));
  CHECK(now.at("at").get<std::string>().substr(0, 4) == "2026");
}

TEST_CASE("a word that is no JSON leaves the row whole") {
  BranchNow branch;
  branch.id = "BJ-0001";
  branch.said = {"{torn", now_ms, now_ms};
  const Json row = Json::parse(branch_json(branch, now_ms, true));
  CHECK(row.at("now").at("health").at("status").is_null());
  CHECK(row.at("alarm_count") == 0);
}

TEST_CASE("the fleet as CSV has the same names, joined by dots") {
  BranchNow branch;
  branch.id = "BJ-0001";
  branch.said = {body, now_ms, now_ms};
  const std::string csv = branches_csv({branch}, now_ms, true).body;
  for (const char* name : {"alarm_count", "now.version", "now.config.state", "now.health.printer"}) {
    CHECK(csv.find(name) != std::string::npos);
  }
  CHECK(csv.find("paper_out") != std::string::npos);
}

}  // namespace fleet_now_test
