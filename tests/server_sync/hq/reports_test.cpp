// Reports on waits, service and ratings: what is asked, what is answered, and that the sums are those of the events.
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/time/zone.h"
#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/csv.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/hq/report_answer.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;
using Json = nlohmann::json;
using Query = std::vector<std::pair<std::string, std::string>>;

namespace reports_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;  // 2026-11-23 in the morning of China
constexpr std::int64_t minute_ms = 60'000;

std::string window(const std::string& ticket, int counter, const std::string& staff, const std::string& rest) {
  return R"({"ticket_id":")" + ticket + R"(","counter":)" + std::to_string(counter) + R"(,"staff":")" + staff +
         R"(",)" + rest + "}";
}

/// A whole visit that began at 10:00 of China, on a day of this month.
void add_visit(FakeJournal& journal, const std::string& ticket, int waited_minutes, int served_minutes, int score,
               const std::string& staff = "1001") {
  const std::string day = "2026-" + ticket.substr(4, 2) + "-" + ticket.substr(6, 2);
  const std::int64_t taken_ms = *base::parse_rfc3339(day + "T02:00:00.000Z");
  const std::int64_t called_ms = taken_ms + waited_minutes * minute_ms;
  const std::int64_t ended_ms = called_ms + served_minutes * minute_ms;
  journal.add("ticket_taken", R"({"ticket_id":")" + ticket + R"("})", base::rfc3339(taken_ms));
  journal.add("ticket_called",
              window(ticket, 2, staff,
                     R"("target_minutes":15,"kept_ms":0,"waited_ms":)" + std::to_string(waited_minutes * minute_ms)),
              base::rfc3339(called_ms));
  journal.add("visit_finished",
              window(ticket, 2, staff, R"("served_ms":)" + std::to_string(served_minutes * minute_ms)),
              base::rfc3339(ended_ms));
  if (score > 0) {
    journal.add("visit_rated", window(ticket, 2, staff, R"("aspects":["speed"],"score":)" + std::to_string(score)),
                base::rfc3339(ended_ms));
  }
}

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), store(database.open()) {
    add("BJ-0001", "西单营业厅", "first", "华北");
    add("SH-0002", "=人民广场", "flagship", "华东");
  }
  void add(const std::string& id, const std::string& name, const std::string& tier, const std::string& region) {
    change_store(*store, [&] {
      store->add_branch(id, name, now_ms);
      store->connection()
          .statement("UPDATE branch SET tier = $2, region = $3 WHERE id = $1")
          .bind(1, id)
          .bind(2, tier)
          .bind(3, region)
          .run();
    });
  }
  void take(const std::string& branch, const FakeJournal& journal) {
    change_store(*store, [&] { ingest(*store, branch, journal.all(), now_ms); });
  }
  http::Response ask(ReportKind kind, Query query, const std::string& accept = "",
                     const std::vector<std::string>& regions = {}) {
    http::Request request;
    request.query = std::move(query);
    request.headers = {{"Accept", accept}, {"Accept-Language", "en"}};
    store->connection().begin_reading();
    const http::Response response = report_answer(request, store->connection(), kind, regions, now_ms);
    store->rollback();
    return response;
  }
  Json answer(ReportKind kind, Query query, const std::vector<std::string>& regions = {}) {
    const http::Response response = ask(kind, std::move(query), "", regions);
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    return Json::parse(response.body);
  }
  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

/// Two halls; one with a good day and a bad one, by two clerks.
void two_halls(Hq& hq) {
  FakeJournal north;
  add_visit(north, "20261122-A001", 5, 8, 5);
  add_visit(north, "20261123-A001", 20, 8, 2, "1002");
  add_visit(north, "20261123-B001", 70, 3, 0);
  north.add("ticket_taken", R"({"ticket_id":"20261123-B002"})", "2026-11-23T02:05:00.000Z");
  north.add("ticket_cancelled", R"({"ticket_id":"20261123-B002"})", "2026-11-23T03:05:00.000Z");
  hq.take("BJ-0001", north);
  FakeJournal east("SH-0002", "1d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  add_visit(east, "20261123-A001", 1, 10, 4);
  hq.take("SH-0002", east);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0, end = 0; (end = text.find("\r\n", from)) != std::string::npos; from = end + 2) {
    lines.push_back(text.substr(from, end - from));
  }
  return lines;
}

}  // namespace

TEST_CASE("waits are told by day, hour, service, clerk, counter, branch, tier and region") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  two_halls(hq);
  const Json by_day = hq.answer(ReportKind::waits, {{"from", "2026-11-22"}, {"branch", "BJ-0001"}});
  CHECK(by_day.at("by") == "day");
  CHECK(by_day.at("total") == 2);
  CHECK(by_day.at("items").at(0) == Json::parse(R"({"day":"2026-11-22","taken":1,"calls":1,"called":1,"no_show":0,
    "cancelled":0,"waited":{"sum_s":300.0,"average_s":300.0,"median_s":330.0,"p90_s":402.0},
    "within_target":{"count":1,"of":1,"share":1.0,"unknown":0}})"));
  CHECK(by_day.at("totals").at("taken") == 4);
  CHECK(by_day.at("totals").at("cancelled") == 1);
  CHECK(by_day.at("totals").at("waited").at("sum_s") == 95 * 60);
  CHECK(by_day.at("totals").at("within_target").at("share") == 0.3333);

  const Json by_hour = hq.answer(ReportKind::waits, {{"by", "hour"}});
  REQUIRE(by_hour.at("items").size() == 2);
  CHECK(by_hour.at("items").at(0).at("hour") == 10);  // of China, and of the taking, however long it took
  CHECK(by_hour.at("items").at(0).at("called") == 4);
  CHECK(by_hour.at("items").at(1).at("hour") == 11);
  CHECK(by_hour.at("items").at(1).at("cancelled") == 1);

  const auto count = [&](const char* by) { return hq.answer(ReportKind::waits, {{"by", by}}).at("total"); };
  CHECK(count("service") == 2);
  CHECK(count("tier") == 2);
  CHECK(count("region") == 2);
  const Json clerks = hq.answer(ReportKind::waits, {{"by", "clerk"}}).at("items");
  REQUIRE(clerks.size() == 3);
  CHECK(clerks.at(1).at("branch") == "BJ-0001");
  CHECK(clerks.at(1).at("clerk") == "1002");
  CHECK(clerks.at(1).at("called") == 1);
  CHECK_FALSE(clerks.at(1).contains("taken"));
  CHECK(hq.answer(ReportKind::waits, {{"by", "counter"}}).at("items").at(1).at("counter") == 2);
  const Json branches = hq.answer(ReportKind::waits, {{"by", "branch"}}).at("items");
  REQUIRE(branches.size() == 2);
  CHECK(branches.at(0).at("branch") == "BJ-0001");  // the one that waits longest
  CHECK(branches.at(0).at("tier") == "first");
  CHECK(branches.at(1).at("name") == "=人民广场");
}

TEST_CASE("serving times and ratings are told with what they are worth") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  two_halls(hq);
  const Json service = hq.answer(ReportKind::service, {{"by", "service"}, {"branch", "BJ-0001"}});
  CHECK(service.at("items").at(0).at("serving").at("average_s") == 480);
  CHECK(service.at("totals").at("served") == 3);
  const Json ratings = hq.answer(ReportKind::ratings, {{"by", "branch"}, {"sort", "rated"}, {"order", "desc"}});
  CHECK(ratings.at("items").at(0) ==
        Json::parse(R"({"branch":"BJ-0001","name":"西单营业厅","tier":"first","region":"华北","served":3,"rated":2,
    "response_share":0.6667,"average":3.5,"satisfied":{"count":1,"share":0.5,"margin":0.4055},
    "low":{"count":1,"share":0.5},"scores":{"1":0,"2":1,"3":0,"4":0,"5":1}})"));
  const Json aspects = hq.answer(ReportKind::ratings, {{"by", "aspect"}});
  CHECK(aspects.at("items") == Json::parse(R"([{"aspect":"speed","count":1,"share":1.0}])"));
  CHECK(hq.answer(ReportKind::ratings, {{"by", "aspect"}, {"branch", "SH-0002"}}).at("items").empty());
  CHECK(hq.answer(ReportKind::ratings, {{"service", "A"}}).at("totals").at("rated") == 3);
  CHECK(hq.answer(ReportKind::ratings, {{"tier", "flagship"}}).at("totals").at("rated") == 1);
}

TEST_CASE("a service has the name that most of the chosen branches call it by, and a letter without one stays alone") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  two_halls(hq);
  hq.add("BJ-0002", "", "first", "华北");
  hq.add("BJ-0003", "", "first", "华北");
  const auto tell = [&](const std::string& branch, const std::string& name) {
    change_store(*hq.store, [&] {
      keep_branch_now(
          hq.store->connection(), branch, {"j", 1, now_ms},
          R"({"services":[{"letter":"A","name":{"zh-CN":")" + name + R"(","en":"New"}},7,{"letter":null}]})", now_ms);
    });
  };
  tell("BJ-0001", "新业务办理");
  tell("BJ-0002", "新业务办理");
  tell("SH-0002", "开户");
  const auto named = [&](Query query, const std::vector<std::string>& regions = {}) {
    query.emplace_back("by", "service");
    return hq.answer(ReportKind::waits, std::move(query), regions).at("items");
  };
  CHECK(named({}).at(0).at("service_name") == Json::parse(R"({"zh-CN":"新业务办理","en":"New"})"));
  CHECK(named({{"branch", "SH-0002"}}).at(0).at("service_name").at("zh-CN") == "开户");
  CHECK(named({}, {"华东"}).at(0).at("service_name").at("zh-CN") == "开户");
  CHECK(named({}).at(1).at("service") == "B");
  CHECK(named({}).at(1).at("service_name").is_null());
  const auto lines = lines_of(hq.ask(ReportKind::waits, {{"by", "service"}, {"format", "csv"}}).body);
  CHECK(lines.at(0).starts_with("\xEF\xBB\xBFservice,service_name.zh-CN,service_name.en,taken,"));
  CHECK(lines.at(1).starts_with("A,新业务办理,New,"));
  CHECK(lines.at(2).starts_with("B,,,"));
}

TEST_CASE("a person of a region is told of its branches alone") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  two_halls(hq);
  const std::vector<std::string> east = {"华东"};
  CHECK(hq.answer(ReportKind::waits, {}, east).at("totals").at("called") == 1);
  CHECK(hq.answer(ReportKind::waits, {{"by", "branch"}}, east).at("total") == 1);
  CHECK(hq.ask(ReportKind::waits, {{"branch", "BJ-0001"}}, "", east).status == 404);
  CHECK(hq.ask(ReportKind::waits, {{"region", "华北"}}, "", east).status == 422);
}

TEST_CASE("a table has the names of the JSON, whole numbers add up to it, and no cell is a formula") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  two_halls(hq);
  const http::Response csv = hq.ask(ReportKind::waits, {{"by", "branch"}}, "text/csv;q=0.9, application/json;q=0.5");
  CHECK(csv.content_type == "text/csv; charset=utf-8");
  const auto lines = lines_of(csv.body);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        "branch,name,tier,region,taken,calls,called,no_show,cancelled,waited.sum_s,waited.average_s,waited.median_s,"
        "waited.p90_s,within_target.count,within_target.of,within_target.share,within_target.unknown");
  CHECK(lines[1].starts_with("BJ-0001,西单营业厅,first,华北,4,3,3,0,1,5700.0,1900.0,"));
  CHECK(lines[2].starts_with("SH-0002,'=人民广场,flagship,华东,1,1,1,0,0,60.0,60.0,"));
  CHECK(hq.ask(ReportKind::waits, {{"format", "csv"}})
            .body.starts_with("\xEF\xBB\xBF"
                              "day,"));
  // What stands in the tables is what verify holds against the events.
  CHECK(hq.store->verify().empty());
  CHECK(hq.database.number("SELECT sum(waited_ms_sum) FROM rollup_part WHERE part = 'service'") == 5'760'000);
}

TEST_CASE("what is asked wrongly is refused, and the field is named") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const auto wrong = [&](const std::string& field, const std::string& value, const std::string& refusal,
                         int status = 422) {
    const http::Response response = hq.ask(ReportKind::waits, {{field, value}});
    CAPTURE(field, value, response.body);
    CHECK(response.status == status);
    CHECK(Json::parse(response.body).at("refusal") == refusal);
  };
  for (const char* day : {"2026-02-30", "yesterday", "20261123", "", "2026-13-01"}) wrong("from", day, "from");
  wrong("to", "2026-11-24", "to");  // tomorrow
  wrong("from", "2026-11-24", "from");
  wrong("to", "2026-11-31", "to");
  wrong("from", "2025-10-01", "from");  // more than 400 days
  wrong("by", "colour", "by");
  wrong("by", "aspect", "by");  // of ratings alone
  wrong("branch", "XX-9999", "unknown_branch", 404);
  wrong("tier", "golden", "tier");
  wrong("region", "月球", "region");
  wrong("service", "AB", "service");
  wrong("sort", "waited", "sort");
  wrong("sort", "waited/p90_s", "sort");
  wrong("sort", "name", "sort");
  wrong("order", "up", "order");
  for (const char* limit : {"0", "20001", "-1", "1.5", "many"}) wrong("limit", limit, "limit");
  wrong("format", "xml", "format");
  const http::Response order = hq.ask(ReportKind::waits, {{"from", "2026-11-20"}, {"to", "2026-11-19"}});
  CHECK(Json::parse(order.body).at("refusal") == "to");
  CHECK(hq.ask(ReportKind::waits, {{"by", "hour"}, {"service", "A"}}).status == 422);
  CHECK(hq.answer(ReportKind::waits, {{"from", "2025-10-20"}, {"by", "branch"}}).at("items").empty());
}

TEST_CASE("rows are sorted and cut as asked, what is unknown last") {
  Hq hq(tests::Kind::sqlite);
  two_halls(hq);
  hq.add("CD-0003", "成都", "first", "");
  FakeJournal south("CD-0003", "2d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  south.add("ticket_taken", R"({"ticket_id":"20261123-A001"})");
  hq.take("CD-0003", south);
  const auto order = [&](const char* way) {
    std::string ids;
    const Json answer = hq.answer(ReportKind::waits, {{"by", "branch"}, {"sort", "waited.average_s"}, {"order", way}});
    for (const Json& row : answer.at("items")) ids += row.at("branch").get<std::string>().substr(0, 2);
    return ids;
  };
  CHECK(order("asc") == "SHBJCD");
  CHECK(order("desc") == "BJSHCD");
  const Json one = hq.answer(ReportKind::waits, {{"by", "branch"}, {"limit", "1"}});
  CHECK(one.at("items").size() == 1);
  CHECK(one.at("total") == 3);
  CHECK(one.at("totals").at("taken") == 6);
}

TEST_CASE("an hour is the branch's own, over midnight and on the day the clocks are set") {
  CHECK(local_hour("Asia/Shanghai", 20261123, 2) == 10);
  CHECK(local_hour("Asia/Shanghai", 20261123, 16) == 0);
  CHECK(local_hour("Asia/Shanghai", 20261123, 15) == 23);
  CHECK(local_hour("Europe/Berlin", 20261025, 0) == 2);  // before three is two again
  CHECK(local_hour("Europe/Berlin", 20261025, 1) == 2);
  CHECK(local_hour("Europe/Berlin", 20261025, 10) == 11);
  CHECK(local_hour("Europe/Berlin", 20260329, 1) == 3);  // there is no two
  CHECK(local_hour("America/New_York", 20261123, 2) == 21);
  CHECK(local_hour("Mars/Olympus", 20261123, 2) == 10);
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal;
  journal.add("branch_started", R"({"version":"1","timezone":"America/New_York"})")
      .add("ticket_taken", R"({"ticket_id":"20261122-A001"})", "2026-11-23T02:30:00.000Z")
      .add("ticket_taken", R"({"ticket_id":"20261122-A002"})", "2026-11-22T14:30:00.000Z");
  hq.take("BJ-0001", journal);
  const Json hours = hq.answer(ReportKind::waits, {{"by", "hour"}}).at("items");
  REQUIRE(hours.size() == 2);
  CHECK(hours.at(0).at("hour") == 9);
  CHECK(hours.at(1).at("hour") == 21);
}

TEST_CASE("a table is sent to who wants it more than JSON") {
  const auto wants = [](const std::string& accept) {
    http::Request request;
    request.headers = {{"Accept", accept}};
    return wants_csv(request);
  };
  for (const char* accept : {"text/csv", "text/csv, */*;q=0.1", "text/csv;q=0.9,application/json;q=0.8", "TEXT/CSV",
                             "text/csv; charset=utf-8", "*/*, text/csv"}) {
    CAPTURE(accept);
    CHECK(wants(accept));
  }
  for (const char* accept : {"", "*/*", "application/json", "text/csv;q=0", "text/csv;q=0.5, application/json",
                             "application/json, text/csv", "text/csv;q=0.2, */*", "text/csvx", "text/csv;q=abc"}) {
    CAPTURE(accept);
    CHECK_FALSE(wants(accept));
  }
}

TEST_CASE("reports are for those who are signed in") {
  tests::RunningHq hq;
  const std::string path = "/api/v1/reports/ratings?by=clerk";
  CHECK(tests::ask(hq.port(), "GET", path).status == 401);
  const std::string cookie = hq.sign_in();
  const auto answer = tests::ask(hq.port(), "GET", path, "", {cookie});
  CHECK(answer.status == 200);
  CHECK(Json::parse(answer.body).at("items").empty());
  const auto csv = tests::ask(hq.port(), "GET", path, "", {cookie, "Accept: text/csv"});
  CHECK(csv.body.starts_with("branch,clerk,served,rated,"));
  CHECK(tests::ask(hq.port(), "GET", "/api/v1/reports/service?by=x", "", {cookie}).status == 422);
}

}  // namespace reports_test
