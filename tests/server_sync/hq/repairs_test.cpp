// Devices in repair as headquarters counts them: the fold, the sums on both databases, the report.
#include "server_sync/hq/repairs.h"

#include <nlohmann/json.hpp>

#include "server_sync/hq/ingest.h"
#include "server_sync/hq/repair_report.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;
using Json = nlohmann::json;

namespace repairs_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

std::string device(const std::string& brand, const std::string& model, const std::string& faults, int age_months) {
  return R"("device_kind":"phone","brand":")" + brand + R"(","model":")" + model +
         R"(","tac":"","device_hash":"","age_months":)" + std::to_string(age_months) + R"(,"faults":)" + faults;
}

std::string opened(const std::string& id, const std::string& of_device, int promised,
                   const std::string& return_of = "") {
  return R"({"repair_id":")" + id + R"(","staff":"1003","day":20261123,)" + of_device + R"(,"promised_day":)" +
         std::to_string(promised) + R"(,"return_of":")" + return_of + R"("})";
}

std::string moved(const std::string& id, const std::string& from, const std::string& to, int day,
                  std::int64_t in_state_ms) {
  return R"({"repair_id":")" + id + R"(","staff":"1003","from":")" + from + R"(","to":")" + to + R"(","day":)" +
         std::to_string(day) + R"(,"in_state_ms":)" + std::to_string(in_state_ms) + "}";
}

const std::string first = "R2611230017";
const std::string second = "R2611230025";
const std::string third = "R2611240015";

/// One handed over in time, one that came back and is late, corrected after the hand-in; one that waits.
FakeJournal three_repairs() {
  FakeJournal journal;
  journal.add("repair_opened", opened(first, device("华为", "Mate 60", R"(["screen","battery"])", 3), 20261125))
      .add("repair_opened", opened(second, device("", "", R"(["screen"])", -1), 20261124, "R2611010013"))
      .add("repair_opened", opened(third, device("=1+1", "X", "[]", 30), 20261130))
      .add("repair_advanced", moved(first, "handed_in", "received", 20261123, 60'000))
      .add("repair_advanced", moved(second, "handed_in", "received", 20261123, 30'000))
      .add("repair_corrected",
           R"({"repair_id":")" + second + R"(","staff":"1003",)" + device("小米", "14", R"(["camera"])", 8) + "}")
      .add("repair_advanced", moved(first, "received", "ready", 20261124, 5'000))
      .add("repair_advanced", moved(second, "received", "ready", 20261126, 7'000))
      .add("repair_promised",
           R"({"repair_id":")" + second + R"(","staff":"1003","promised_day":20261125,"reason":"p"})")
      .add("repair_advanced", moved(first, "ready", "handed_over", 20261126, 9'000));
  return journal.add("repair_advanced", moved(second, "ready", "returned_unrepaired", 20261127, 11'000));
}

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), store(database.open()) {
    store->begin();
    store->add_branch("BJ-0001", "西单营业厅", now_ms);
    store->commit();
  }
  void take(const wire::Batch& batch, std::int64_t at_ms = now_ms) {
    store->begin();
    ingest(*store, "BJ-0001", batch, at_ms);
    store->commit();
  }
  std::map<std::string, RepairTally> by(const std::string& what) {
    std::map<std::string, RepairTally> all;
    for (const RepairRow& row : store->repairs({"", 0, 99991231, what})) all[row.name] = row.tally;
    return all;
  }
  http::Response report(std::vector<std::pair<std::string, std::string>> query, const std::string& accept = "") {
    http::Request request;
    request.query = std::move(query);
    request.headers = {{"Accept", accept}, {"Accept-Language", "en"}};
    return repair_report(request, {}, *store);
  }
  Json items(std::vector<std::pair<std::string, std::string>> query) {
    const http::Response response = report(std::move(query));
    REQUIRE(response.status == 200);
    return Json::parse(response.body).at("items");
  }
  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

RepairSums folded(const wire::Batch& batch) {
  std::map<std::string, RepairNow> orders;
  RepairSums sums;
  for (const wire::Event& event : batch.events) {
    const auto change = read_repair(event);
    if (change) follow(*change, orders[change->repair_id], sums);
  }
  sums.drop_empty();
  return sums;
}

}  // namespace

TEST_CASE("many orders that move in one batch are each followed from where they were") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  constexpr int orders = 40;
  const auto id = [](int number) { return "R26112301" + std::to_string(10 + number); };
  FakeJournal journal;
  for (int i = 0; i < orders; ++i) {
    journal.add("repair_opened", opened(id(i), device("华为", "Mate 60", "[]", 3), 20261125));
  }
  for (int i = 0; i < orders; ++i) {
    journal.add("repair_advanced", moved(id(i), "handed_in", i % 2 == 0 ? "abandoned" : "received", 20261124, 1'000));
  }
  hq.take(journal.batch(1, orders));
  hq.take(journal.batch(orders + 1, 2 * orders));
  CHECK(hq.by("branch").at("BJ-0001").opened == orders);
  CHECK(hq.by("branch").at("BJ-0001").abandoned == orders / 2);
  CHECK(hq.by("brand").at("华为").abandoned == orders / 2);
  CHECK(hq.store->verify().empty());
}

TEST_CASE("an order counts for the day it was handed in, and for what it is after a correction") {
  const RepairSums sums = folded(three_repairs().all());
  CHECK(sums.tallies.at({20261123, "all", ""}) == RepairTally{2, 1, 1, 1, 0, 2, 1});
  CHECK(sums.tallies.at({20261124, "all", ""}) == RepairTally{1, 0, 0, 0, 0, 0, 0});
  CHECK(sums.tallies.at({20261123, "brand", "小米"}) == RepairTally{1, 1, 0, 1, 0, 1, 0});
  CHECK_FALSE(sums.tallies.contains({20261123, "brand", "unknown"}));
  CHECK(sums.tallies.at({20261123, "model", "华为 Mate 60"}).handed_over == 1);
  CHECK(sums.tallies.at({20261123, "fault", "screen"}).opened == 1);
  CHECK(sums.tallies.at({20261123, "fault", "battery"}).opened == 1);
  CHECK(sums.tallies.at({20261124, "fault", "unknown"}).opened == 1);
  CHECK(sums.tallies.at({20261123, "age", "0-5"}).promises_kept == 1);
  CHECK(sums.tallies.at({20261124, "age", "24-"}).opened == 1);
  CHECK(sums.stays.at({20261123, "handed_in"}) == StayTally{2, 90'000});
  CHECK(sums.stays.at({20261123, "ready"}) == StayTally{2, 20'000});
}

TEST_CASE("repairs are summed as they come, in whatever pieces, and stand up to verify") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_repairs();
  const std::int64_t piece = GENERATE(1, 4, 11);
  for (std::int64_t from = 1; from <= journal.size(); from += piece) {
    hq.take(journal.batch(from, std::min(from + piece - 1, journal.size())));
    CHECK(hq.store->verify().empty());
  }
  hq.take(journal.all());
  CHECK(hq.by("branch") == std::map<std::string, RepairTally>{{"BJ-0001", {3, 1, 1, 1, 0, 2, 1}}});
  CHECK(hq.by("day").at("20261123") == RepairTally{2, 1, 1, 1, 0, 2, 1});
  CHECK(hq.by("brand").size() == 3);
  CHECK(hq.by("fault").at("camera") == RepairTally{1, 1, 0, 1, 0, 1, 0});
  CHECK(hq.database.number("SELECT count(*) FROM live_repair") == 1);
  const auto states = hq.store->repair_states({});
  REQUIRE(states.size() == 3);
  CHECK(states[0].state == "handed_in");
  CHECK(states[0].now == 1);
  CHECK(states[0].stays == StayTally{2, 90'000});
  CHECK(states[2].state == "ready");
  CHECK(states[2].now == 0);
}

TEST_CASE("verify finds repair figures that the events do not say, and folding again mends them") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.take(three_repairs().all());
  const auto before = hq.by("model");
  const auto spoilt = [&](const std::string& sql, const std::string& fault) {
    hq.database.run(sql);
    const auto faults = hq.store->verify();
    REQUIRE_FALSE(faults.empty());
    CHECK_THAT(faults.at(0), ContainsSubstring(fault));
    hq.database.run("UPDATE derived SET fold_version = 0");
    hq.store->refold_if_needed();
    CHECK(hq.store->verify().empty());
    CHECK(hq.by("model") == before);
  };
  spoilt("UPDATE rollup_repair SET opened = opened + 1 WHERE name = '小米'", "the repairs of 20261123 by brand 小米");
  spoilt("DELETE FROM rollup_repair WHERE counted_by = 'age'", "by age");
  spoilt("UPDATE rollup_repair_state SET ms_sum = 0 WHERE state = 'ready'",
         "the times of repairs of 20261123 in ready");
  spoilt("UPDATE live_repair SET state = 'tested'", "repair " + third);
  spoilt("DELETE FROM live_repair", "0 of 1 open repairs");
}

TEST_CASE("a journal that goes on after a restored branch counts on, whichever events come first") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_repairs();
  FakeJournal restored("BJ-0001", "0d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  restored.add("repair_advanced", moved(third, "handed_in", "received", 20261125, 1'000));
  hq.take(journal.batch(1, 3));
  hq.take(restored.all(), now_ms + 5);
  hq.take(journal.batch(4, 11), now_ms + 9);
  auto states = hq.store->repair_states({});
  CHECK(states.at(0).now == 0);  // the newest journal says where it is
  CHECK(states.at(1).state == "received");
  CHECK(states.at(1).now == 1);
  CHECK(hq.store->verify().empty());
  restored.add("repair_advanced", moved(third, "received", "abandoned", 20261126, 1'000));
  hq.take(restored.all(), now_ms + 11);
  for (const RepairStateRow& row : hq.store->repair_states({})) CHECK(row.now == 0);
  CHECK(hq.by("branch").at("BJ-0001") == RepairTally{3, 1, 1, 1, 1, 2, 1});
  CHECK(hq.store->verify().empty());
}

TEST_CASE("a repair event that cannot be read is kept aside and changes no figure") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal = three_repairs();
  journal.add("repair_opened", opened("R26", device("a", "b", "[]", 1), 20261125))
      .add("repair_opened", opened(first, device("a\\u0000", "b", "[]", 1), 20261125))
      .add("repair_opened", opened(first, device("a", std::string(201, 'b'), "[]", 1), 20261125))
      .add("repair_opened", opened(first, device("a", "b", R"([7])", 1), 20261125))
      .add("repair_advanced", moved(third, "handed_in", "melted", 20261123, 1))
      .add("repair_advanced", moved(third, "handed_in", "received", 20261123, -1))
      .add("repair_promised", R"({"repair_id":"R2611230017","promised_day":18446744073709551615})")
      .add("repair_corrected", "[]");
  hq.take(journal.all());
  CHECK(hq.store->branch("BJ-0001")->quarantined == 8);
  CHECK(hq.by("branch").at("BJ-0001") == RepairTally{3, 1, 1, 1, 0, 2, 1});
  CHECK(hq.store->verify().empty());
}

TEST_CASE("the report answers by what is asked, for the days and the branch that are asked") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.take(three_repairs().all());
  const Json rows = hq.items({{"from", "2026-11-23"}, {"to", "2026-11-23"}, {"branch", "BJ-0001"}, {"by", "day"}});
  CHECK(rows == Json::parse(R"([{"day":"2026-11-23","opened":2,"came_back":1,
    "came_back_share":0.5,"ended":{"handed_over":1,"returned_unrepaired":1,"abandoned":0},
    "promises":{"kept":1,"broken":1,"kept_share":0.5}}])"));
  for (const char* by : {"branch", "kind"}) CHECK(hq.items({{"by", by}}).size() == 1);
  for (const char* by : {"brand", "model", "age"}) CHECK(hq.items({{"by", by}}).size() == 3);
  CHECK(hq.items({{"by", "fault"}}).size() == 4);
  CHECK(hq.items({{"by", "state"}}).at(0) ==
        Json::parse(R"({"state":"handed_in","now":1,"stays":{"count":2,"sum_s":90,"average_s":45.0}})"));
  CHECK(hq.items({{"from", "2027-01-01"}}).empty());
  hq.database.run("UPDATE branch SET tier = 'first', region = '华北'");
  CHECK(hq.items({{"by", "model"}, {"tier", "first"}, {"region", "华北"}}).size() == 3);
  CHECK(hq.items({{"by", "state"}, {"tier", "first"}}).size() == 3);
  hq.database.run("INSERT INTO branch (id, name, added_at, tier) VALUES ('SH-0002', '人民广场', 1, 'flagship')");
  CHECK(hq.items({{"by", "model"}, {"tier", "flagship"}}).empty());
  CHECK(hq.items({{"by", "state"}, {"tier", "flagship"}}).empty());
  const std::string header =
      ",opened,came_back,came_back_share,ended.handed_over,ended.returned_unrepaired,ended.abandoned,"
      "promises.kept,promises.broken,promises.kept_share\r\n";
  const http::Response csv = hq.report({{"by", "brand"}, {"from", "2026-11-24"}}, "text/csv");
  CHECK_THAT(csv.content_type, ContainsSubstring("text/csv"));
  CHECK(csv.body == "brand" + header + "'=1+1,1,0,0.0,0,0,0,0,0,\r\n");
  CHECK(hq.report({{"format", "csv"}, {"from", "2027-01-01"}}).body ==
        "\xEF\xBB\xBF"
        "branch" +
            header);
  const auto wrong = [&](const char* field, const char* value) {
    const http::Response refusal = hq.report({{field, value}});
    CHECK(refusal.status == 422);
    CHECK(Json::parse(refusal.body).at("refusal") == field);
  };
  wrong("from", "2026-02-30");
  wrong("from", "yesterday");
  wrong("to", "20261123");
  wrong("to", "");
  wrong("by", "colour");
  wrong("format", "xml");
  wrong("branch", "XX-9999");
  wrong("tier", "golden");
  wrong("region", "月球");
  CHECK(Json::parse(hq.report({{"from", "2026-11-24"}, {"to", "2026-11-23"}}).body).at("refusal") == "to");
}

TEST_CASE("the repair report is for those who are signed in") {
  tests::RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  REQUIRE(hq.send(credential, three_repairs().all()).status == 200);
  const std::string path = "/api/v1/reports/repairs?by=model&from=2026-11-23";
  CHECK(tests::ask(hq.port(), "GET", path).status == 401);
  const std::string cookie = hq.sign_in();
  const Json list = Json::parse(tests::ask(hq.port(), "GET", path, "", {cookie}).body);
  CHECK(list.at("total") == 3);
  CHECK(list.at("items").at(0).at("model").is_string());
  const auto csv = tests::ask(hq.port(), "GET", path, "", {cookie, "Accept: text/csv"});
  CHECK_THAT(csv.headers, ContainsSubstring("text/csv"));
  CHECK_THAT(csv.body, ContainsSubstring("小米 14,1,1,1.0,0,1,0,0,1,0.0\r\n"));
  CHECK(tests::ask(hq.port(), "GET", "/api/v1/reports/repairs?by=x", "", {cookie}).status == 422);
}

}  // namespace repairs_test
