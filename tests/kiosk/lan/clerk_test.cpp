// What a clerk works from.
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

std::string take(const Hall& hall, const HttpHeaders& clerk, const char* service, const char* lane = "standard") {
  return hall.post("/api/v1/tickets", {{"service", service}, {"lane", lane}}, clerk).body["ticket"];
}

void work(const Hall& hall, const HttpHeaders& clerk, const std::string& counter,
          std::initializer_list<const char*> verbs) {
  for (const char* verb : verbs) {
    REQUIRE(hall.post("/api/v1/counters/" + counter + "/" + verb, Json::object(), clerk).status() == 200);
  }
}

std::vector<std::string> names(const Json& list) {
  std::vector<std::string> found;
  for (const Json& item : list["items"]) found.push_back(item["ticket"]);
  return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a counter's queue is in calling order, says why, and knows its targets") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  take(hall, clerk, "B");
  hall.clock().advance_ms(60'000);
  take(hall, clerk, "A");
  take(hall, clerk, "A", "care");
  take(hall, clerk, "C");
  const Reply queue = hall.get("/api/v1/counters/1/queue", clerk);
  REQUIRE(queue.status() == 200);
  CHECK(names(queue.body) == Names{"A002", "B001", "A001"});
  CHECK(queue.body["total"] == 3);
  CHECK(queue.body["elsewhere"] == 1);
  const Json& items = queue.body["items"];
  CHECK(items[0]["turn"]["why"] == "priority_lane");
  CHECK(items[1]["turn"]["why"] == "first_come");
  CHECK(items[1]["turn"]["target_at"] == "2026-11-23T02:10:00.000Z");
  CHECK(items[1]["turn"]["promised_until"].is_string());
  CHECK(items[1]["waited_s"].is_number());
  CHECK(names(hall.get("/api/v1/counters/1/queue?limit=1", clerk).body) == Names{"A002"});
  CHECK(hall.get("/api/v1/counters/1/queue?limit=1", clerk).body["total"] == 3);
  CHECK(hall.get("/api/v1/counters/1/queue").status() == 401);
  CHECK(hall.get("/api/v1/counters/77/queue", clerk).status() == 404);
  CHECK(hall.get("/api/v1/board").body["no_show_after_calls"] == 3);
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  for (const Json& item : items) {
    CHECK(hall.post("/api/v1/counters/1/call-next", Json::object(), clerk).body["ticket"] == item["ticket"]);
    work(hall, clerk, "1", {"start", "finish"});
  }
}

TEST_CASE("who waits too long is first in a counter's queue, though nothing happened meanwhile") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  take(hall, clerk, "A");
  take(hall, clerk, "A", "care");
  CHECK(names(hall.get("/api/v1/counters/1/queue", clerk).body) == Names{"A002", "A001"});
  hall.clock().advance_ms(40 * 60'000);
  take(hall, clerk, "C");  // the board is of now
  const Reply queue = hall.get("/api/v1/counters/1/queue", clerk);
  CHECK(names(queue.body) == Names{"A001", "A002"});
  CHECK(queue.body["items"][0]["turn"]["why"] == "waited_too_long");
}

TEST_CASE("a counter's queue knows who is on hold and who was not there") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (int i = 0; i < 2; ++i) take(hall, clerk, "A");
  work(hall, clerk, "1", {"open", "call-next"});
  hall.post("/api/v1/counters/1/hold", {{"reason", "form"}}, clerk);
  work(hall, clerk, "1", {"call-next"});
  for (int i = 0; i < 2; ++i) {
    hall.clock().advance_ms(11'000);
    work(hall, clerk, "1", {"recall"});
  }
  work(hall, clerk, "1", {"no-show"});
  const Json queue = hall.get("/api/v1/counters/1/queue", clerk).body;
  CHECK(names(queue["held"]) == Names{"A001"});
  CHECK(names(queue["missed"]) == Names{"A002"});
  CHECK(queue["total"] == 0);
  const Json other = hall.get("/api/v1/counters/4/queue", clerk).body;
  CHECK(other["held"]["total"] == 0);
  CHECK(other["missed"]["total"] == 0);
  hall.post("/api/v1/tickets/A002/return", Json::object(), clerk);
  CHECK(names(hall.get("/api/v1/counters/1/queue", clerk).body) == Names{"A002"});
}

TEST_CASE("a clerk's own day counts what that clerk did, at whatever counter") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto other = hall.as("1002");
  const Json nothing = hall.get("/api/v1/session/today", clerk).body;
  CHECK(nothing["served"] == 0);
  CHECK(nothing["serve_mean_s"].is_null());
  CHECK(nothing["rating_mean"].is_null());
  for (int i = 0; i < 2; ++i) take(hall, clerk, "A");
  hall.clock().advance_ms(120'000);
  work(hall, clerk, "1", {"open", "call-next", "start"});
  hall.clock().advance_ms(60'000);
  // On hold is not served yet, as in the manager's report.
  hall.post("/api/v1/counters/1/hold", {{"reason", "form"}}, clerk);
  hall.post("/api/v1/tickets/A001/resume", Json::object(), clerk);
  CHECK(hall.get("/api/v1/session/today", clerk).body["served"] == 0);
  hall.post("/api/v1/counters/1/call", {{"ticket", "A001"}}, clerk);
  work(hall, clerk, "1", {"start"});
  hall.clock().advance_ms(240'000);
  work(hall, clerk, "1", {"finish"});
  hall.post("/api/v1/ratings", {{"counter", 1}, {"score", 2}}, clerk);
  work(hall, other, "2", {"open", "call-next", "start", "finish"});
  work(hall, clerk, "1", {"close"});
  const Json day = hall.get("/api/v1/session/today", clerk).body;
  CHECK(day["served"] == 1);
  CHECK(day["serve_mean_s"] == 240);
  CHECK(day["called"] == 1);
  CHECK(day["wait_mean_s"] == 120);
  CHECK(day["ratings"] == 1);
  CHECK(day["rating_mean"] == 2.0);
  CHECK(day["low_ratings"] == 1);
  CHECK(hall.get("/api/v1/session/today", other).body["wait_mean_s"] == 420);
  CHECK(hall.get("/api/v1/session/today").status() == 401);
}
