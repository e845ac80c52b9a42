// The day's report and the audit trail over HTTP.
#include <sstream>

#include "kiosk/lan/csv.h"
#include "kiosk/lan/day.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

constexpr const char* report = "/api/v1/reports/day";
constexpr const char* audit = "/api/v1/audit";

domain::Plan odd_plan() {
  domain::Plan plan = demo_plan();
  plan.staff[0].name = "=HYPERLINK(\"http://x\"),李";
  return plan;
}

/// One visit at counter 1 by 1001, two minutes' wait, four minutes' service, rated with 2.
void a_visit(Hall& hall) {
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.clock().advance_ms(120'000);
  hall.post("/api/v1/counters/1/call-next", Json::object(), clerk);
  hall.post("/api/v1/counters/1/start", Json::object(), clerk);
  hall.clock().advance_ms(240'000);
  hall.post("/api/v1/counters/1/finish", {{"outcome", "换卡 13800001111"}}, clerk);
  hall.post("/api/v1/ratings", {{"counter", 1}, {"score", 2}, {"comment", "太慢了 13800001111"}});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the report of today has totals and tables that say the same") {
  ScratchFolder folder;
  Hall hall(folder);
  a_visit(hall);
  const Reply reply = hall.get(report, hall.as("9001"));
  REQUIRE(reply.status() == 200);
  CHECK(reply.body["date"] == "2026-11-23");
  const Json& totals = reply.body["totals"];
  CHECK(totals["taken"] == 1);
  CHECK(totals["called"] == 1);
  CHECK(totals["served"] == 1);
  CHECK(totals["wait_mean_s"] == 120);
  CHECK(totals["wait_p90_s"] == 120);
  CHECK(totals["wait_max_s"] == 120);
  CHECK(totals["within_target_share"] == 1.0);
  CHECK(totals["serve_mean_s"] == 240);
  CHECK(totals["rating_mean"] == 2.0);
  CHECK(totals["low_ratings"] == 1);
  CHECK(totals["estimates"].contains("hit_rate"));
  const auto row = [&](const char* table, const char* key, const Json& value) {
    for (const Json& found : reply.body[table]) {
      if (found[key] == value) return found;
    }
    return Json();
  };
  const Json service = row("services", "letter", "A"), counter = row("counters", "counter", 1),
             clerk = row("clerks", "staff", "1001"), hour = row("hours", "hour", 10);
  CHECK(service["name"]["en"] == "New business");
  CHECK(clerk["name"] == "李晓梅");
  for (const Json& one : {service, counter, clerk, hour}) {
    for (const char* figure : {"taken", "called", "served", "wait_mean_s", "serve_p90_s", "ratings", "low_ratings"}) {
      CHECK(one[figure] == totals[figure]);
    }
  }
}

TEST_CASE("a day without anybody is zeros, one to come is not there, and no day is a fault") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto manager = hall.as("9001");
  const Reply empty = hall.get(std::string(report) + "?date=2026-11-22", manager);
  REQUIRE(empty.status() == 200);
  for (const auto& [name, value] : empty.body.at("totals").items()) {
    if (name != "estimates" && name != "rating_mean") CHECK(value == 0);
  }
  CHECK(empty.body["totals"]["rating_mean"].is_null());  // of nothing there is no mean
  CHECK(empty.body["services"].size() == 4);
  CHECK(empty.body["hours"].empty());
  for (const char* route : {report, audit}) {
    for (const char* wrong :
         {"2026-11-24", "2026-02-30", "2026-11-2", "20261123", "today", "2026-13-01", "", "2026-11-23T00"}) {
      const Reply reply = hall.get(std::string(route) + "?date=" + wrong, manager);
      CAPTURE(wrong);
      CHECK(reply.status() == 422);
      CHECK(reply.body["field"] == "date");
    }
    CHECK(hall.get(std::string(route) + "?format=xml", manager).body["field"] == "format");
  }
}

TEST_CASE("the report as a file has the same names, and no cell that a spreadsheet would run") {
  ScratchFolder folder;
  Hall hall(folder, {}, odd_plan());
  a_visit(hall);
  const auto manager = hall.as("9001") + HttpHeaders{{"Accept-Language", "en"}};
  const Reply reply = hall.get(report, manager + HttpHeaders{{"Accept", "text/csv"}});
  REQUIRE(reply.status() == 200);
  CHECK(reply.http.header("Content-Type") == "text/csv; charset=utf-8");
  CHECK(hall.get(std::string(report) + "?format=csv", manager).http.body == reply.http.body);
  const auto lines = lines_of(reply.http.body);
  CHECK(lines.at(0).starts_with("table,letter,counter,staff,hour,name,taken,called,served,no_shows,"));
  CHECK(lines.at(0).find("estimates.hit_rate") != std::string::npos);
  CHECK(lines.at(1).starts_with("totals,,,,,,1,1,1,0,0,0,120,"));
  CHECK(reply.http.body.find("services,A,,,,New business,1,") != std::string::npos);
  CHECK(reply.http.body.find("clerks,,,1001,,\"'=HYPERLINK(\"\"http://x\"\"),李\",1,") != std::string::npos);
}

TEST_CASE("cells that begin like a formula are text, and numbers stay numbers") {
  CHECK(lan::csv_row({"a", "b,c", "d\"e", "-1.5", "12"}) == "a,\"b,c\",\"d\"\"e\",-1.5,12\r\n");
  CHECK(lan::csv_row({"=1+1", "+x", "-x", "@x", "\tx"}) == "'=1+1,'+x,'-x,'@x,'\tx\r\n");
}

TEST_CASE("the audit trail says in words who did what, newest first, and nothing that people typed") {
  ScratchFolder folder;
  Hall hall(folder);
  a_visit(hall);
  const auto manager = hall.as("9001") + HttpHeaders{{"Accept-Language", "en"}};
  hall.post("/api/v1/services/B/close", {{"reason", "full"}}, manager);
  const Reply reply = hall.get(audit, manager);
  REQUIRE(reply.status() == 200);
  const Json& items = reply.body["items"];
  CHECK(reply.body["total"] == items.size());
  CHECK(items[0]["kind"] == "service_closed");
  CHECK(items[0]["staff_name"] == "陈静");
  CHECK(items[0]["service"] == "B");
  CHECK(items[0]["detail"] == "No more numbers of service B today: too many waiting.");
  for (std::size_t at = 1; at < items.size(); ++at) CHECK(items[at]["seq"] < items[at - 1]["seq"]);
  CHECK(items.back()["kind"] == "branch_started");
  CHECK(reply.http.body.find("13800001111") == std::string::npos);
  CHECK(hall.get(audit, hall.as("9001") + HttpHeaders{{"Accept-Language", "zh-CN"}})
            .http.body.find("B 类业务今日停止取号：等候人数过多。") != std::string::npos);
}

TEST_CASE("the audit trail is paged, and by kind and person") {
  ScratchFolder folder;
  Hall hall(folder);
  a_visit(hall);
  const auto manager = hall.as("9001");
  const Reply all = hall.get(audit, manager);
  const std::size_t total = all.body["total"];
  std::vector<Json> seen;
  std::string after;
  while (true) {
    const Reply page = hall.get(std::string(audit) + "?limit=3" + after, manager);
    CHECK(page.body["total"] == total);
    if (page.body["items"].empty()) break;
    for (const Json& item : page.body["items"]) seen.push_back(item);
    after = "&after=" + (seen.size() % 2 == 0 ? seen.back()["cursor"].get<std::string>()
                                              : std::to_string(seen.back()["seq"].get<int>()));
  }
  CHECK(Json(seen) == all.body["items"]);
  const Reply calls = hall.get(std::string(audit) + "?kind=ticket_called", manager);
  REQUIRE(calls.body["total"] == 1);
  CHECK(calls.body["items"][0]["ticket"] == "A001");
  CHECK(calls.body["items"][0]["counter"] == 1);
  const Json theirs = hall.get(std::string(audit) + "?staff=1001", manager).body["items"];
  CHECK_FALSE(theirs.empty());
  for (const Json& item : theirs) CHECK(item["staff"] == "1001");
  CHECK(hall.get(std::string(audit) + "?date=2026-11-22", manager).body["total"] == 0);
  CHECK(hall.get(std::string(audit) + "?kind=ticket_eaten", manager).body["field"] == "kind");
  for (const char* wrong : {"limit=0", "limit=1001", "limit=x", "after=x", "after=0", "after=1.", "after=.5"}) {
    CHECK(hall.get(std::string(audit) + "?" + wrong, manager).status() == 422);
  }
  const auto lines = lines_of(hall.get(std::string(audit) + "?format=csv", manager).http.body);
  CHECK(lines.size() == total + 1);
  CHECK(lines.at(0) == "seq,at,kind,staff,staff_name,ticket,counter,service,detail\r");
}

TEST_CASE("a day is as long as its time zone makes it") {
  constexpr std::int64_t hour_ms = 3'600'000;
  const auto length = [](int day, const char* zone) {
    const lan::DayTimes times = lan::times_of({day}, zone);
    return times.until_ms - times.from_ms;
  };
  CHECK(lan::times_of({20261123}, "Asia/Shanghai").from_ms == 1795363200000);
  CHECK(length(20261123, "Asia/Shanghai") == 24 * hour_ms);
  CHECK(length(20260329, "Europe/Berlin") == 23 * hour_ms);
  CHECK(length(20261025, "Europe/Berlin") == 25 * hour_ms);
  CHECK(lan::times_of({20261231}, "Asia/Shanghai").until_ms == lan::times_of({20270101}, "Asia/Shanghai").from_ms);
  CHECK(lan::parse_day("2028-02-29") == domain::BusinessDay{20280229});
  CHECK_FALSE(lan::parse_day("2027-02-29"));
}
