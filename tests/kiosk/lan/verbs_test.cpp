#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

const HttpHeaders english{{"Accept-Language", "en"}};

/// Counter `n` is the clerk's, and the next ticket called there.
std::string call_at(const Hall& hall, int n, const HttpHeaders& clerk) {
  const std::string counter = "/api/v1/counters/" + std::to_string(n);
  hall.post(counter + "/open", Json::object(), clerk);
  return hall.post(counter + "/call-next", Json::object(), clerk).body.value("ticket", "");
}

}  // namespace

TEST_CASE("a customer is held with a reason, and resumed") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.clock().advance_ms(90'000);
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  const Reply without = hall.post("/api/v1/counters/1/hold", Json::object(), clerk);
  CHECK(without.status() == 422);
  CHECK(without.body["field"] == "reason");
  const Reply held = hall.post("/api/v1/counters/1/hold", {{"reason", "documents"}}, clerk);
  REQUIRE(held.status() == 200);
  CHECK(held.body["state"] == "held");
  CHECK(held.body["hold_reason"] == "documents");
  CHECK(held.body["holds"] == 1);
  CHECK(hall.get("/api/v1/tickets?state=held", clerk).body["total"] == 1);
  CHECK(hall.get("/api/v1/counters/1", clerk).body["ticket"].is_null());
  const Reply again = hall.post("/api/v1/counters/1/hold", {{"reason", "documents"}}, clerk);
  CHECK(again.status() == 409);
  CHECK(again.refusal() == "counter_has_no_ticket");
  hall.clock().advance_ms(600'000);
  const Reply resumed = hall.post("/api/v1/tickets/20261123-A001/resume", Json::object(), clerk);
  CHECK(resumed.status() == 200);
  CHECK(resumed.body["state"] == "waiting");
  CHECK(resumed.body["ahead"].is_null());  // not the slip's any more
  const Reply now = hall.get("/api/v1/tickets/A001", clerk);
  CHECK(now.body["ahead"] == 0);
  CHECK(now.body["waited_s"] == 90);
  CHECK(hall.post("/api/v1/tickets/A001/resume", Json::object(), clerk).refusal() == "ticket_not_held");
  CHECK(hall.post("/api/v1/tickets/A777/resume", Json::object(), clerk).status() == 404);
}

TEST_CASE("a customer is passed on to a service or to a counter") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto other = hall.as("1002");
  for (int i = 0; i < 2; ++i) hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  for (const Json& bad : {Json::object(), Json({{"service", "B"}, {"counter", 2}}), Json({{"service", "bb"}})}) {
    CHECK(hall.post("/api/v1/counters/1/transfer", bad, clerk).status() == 422);
  }
  CHECK(hall.post("/api/v1/counters/1/transfer", {{"service", "Z"}}, clerk).status() == 404);
  CHECK(hall.post("/api/v1/counters/1/transfer", {{"counter", 99}}, clerk).status() == 404);
  const Reply empty = hall.post("/api/v1/counters/1/transfer", {{"counter", 3}}, clerk + english);
  CHECK(empty.refusal() == "counter_unstaffed");
  CHECK_THAT(empty.body["detail"].get<std::string>(), ContainsSubstring("counter 3"));
  const Reply to_service = hall.post("/api/v1/counters/1/transfer", {{"service", "C"}}, clerk);
  REQUIRE(to_service.status() == 200);
  CHECK(to_service.body["ticket"] == "A001");
  CHECK(to_service.body["service"] == "C");
  CHECK(to_service.body["service_name"]["zh-CN"] == "售后服务");
  CHECK(to_service.body["state"] == "waiting");

  hall.post("/api/v1/counters/3/open", Json::object(), other);
  REQUIRE(call_at(hall, 1, clerk) == "A002");
  const Reply to_counter = hall.post("/api/v1/counters/1/transfer", {{"counter", 3}}, clerk);
  CHECK(to_counter.body["for_counter"] == 3);
  const Reply waiting = hall.get("/api/v1/tickets?state=waiting", clerk);
  CHECK(waiting.body["total"] == 2);
  CHECK(hall.get("/api/v1/board").body["services"][0]["waiting"] == 1);
  const Reply called = hall.post("/api/v1/counters/3/call-next", Json::object(), other + english);
  CHECK(called.body["ticket"] == "A002");
  CHECK_THAT(called.body["why"].get<std::string>(), ContainsSubstring("Passed on to this counter"));
  // The call board shows the number, whatever service it waits for now.
  CHECK(hall.get("/api/v1/board").body["calls"][0]["ticket"] == "A002");
}

TEST_CASE("a visit with an added service waits again under its number, and its story is told") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  hall.post("/api/v1/counters/1/start", Json::object(), clerk);
  CHECK(hall.post("/api/v1/tickets/A001/add-service", Json::object(), clerk).body["field"] == "service");
  const Reply added = hall.post("/api/v1/tickets/A001/add-service", {{"service", "B"}}, clerk);
  CHECK(added.status() == 200);
  CHECK(added.body["state"] == "serving");
  CHECK(added.body["added_services"] == Json({"B"}));
  CHECK(hall.post("/api/v1/tickets/A001/add-service", {{"service", "B"}}, clerk).refusal() == "service_added_already");
  hall.clock().advance_ms(120'000);
  const Reply half = hall.post("/api/v1/counters/1/finish", Json::object(), clerk);
  CHECK(half.status() == 200);
  CHECK(half.body["state"] == "waiting");
  CHECK(half.body["service"] == "B");
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  hall.post("/api/v1/counters/1/start", Json::object(), clerk);
  hall.clock().advance_ms(60'000);
  const Reply done = hall.post("/api/v1/counters/1/finish", Json::object(), clerk);
  CHECK(done.body["state"] == "finished");
  CHECK(done.body["served_s"] == 180);
  REQUIRE(done.body["servings"].size() == 2);
  CHECK(done.body["servings"][0]["service"] == "A");
  CHECK(done.body["servings"][0]["served_s"] == 120);
  CHECK(done.body["servings"][0]["staff_name"] == "李晓梅");
  CHECK(done.body["servings"][1]["outcome"] == "done");
  CHECK(hall.post("/api/v1/tickets/A001/add-service", {{"service", "C"}}, clerk).refusal() == "visit_over");
}

TEST_CASE("a no-show comes back, a lane is changed with a reason, a number is cancelled") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (int i = 0; i < 2; ++i) hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  CHECK(hall.post("/api/v1/tickets/A001/return", Json::object(), clerk).refusal() == "ticket_not_missed");
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  for (int i = 0; i < 2; ++i) {
    hall.clock().advance_ms(10'000);
    hall.post("/api/v1/counters/1/recall", Json::object(), clerk);
  }
  hall.post("/api/v1/counters/1/no-show", Json::object(), clerk);
  const Reply back = hall.post("/api/v1/tickets/20261123-A001/return", Json::object(), clerk);
  CHECK(back.status() == 200);
  CHECK(back.body["state"] == "waiting");
  CHECK(back.body["returns"] == 1);

  CHECK(hall.post("/api/v1/tickets/A002/lane", {{"lane", "care"}}, clerk).body["field"] == "reason");
  CHECK(hall.post("/api/v1/tickets/A002/lane", {{"lane", "x"}, {"reason", "y"}}, clerk).body["field"] == "lane");
  CHECK(hall.post("/api/v1/tickets/A002/lane", {{"lane", "appointment"}, {"reason", "y"}}, clerk).status() == 422);
  const Reply lane = hall.post("/api/v1/tickets/A002/lane", {{"lane", "care"}, {"reason", "elderly"}}, clerk);
  CHECK(lane.status() == 200);
  CHECK(lane.body["lane"] == "care");
  CHECK(lane.body["lane_reason"] == "elderly");

  const Reply gone = hall.post("/api/v1/tickets/A002/cancel", Json::object(), clerk);
  CHECK(gone.status() == 200);
  CHECK(gone.body["state"] == "cancelled");
  CHECK(gone.body["outcome"] == "customer_left");
  const Reply over = hall.post("/api/v1/tickets/A002/cancel", Json::object(), clerk);
  CHECK(over.status() == 409);
  CHECK(over.refusal() == "visit_over");
  CHECK(hall.post("/api/v1/tickets/A002/reprint", Json::object(), clerk).refusal() == "visit_over");
}

TEST_CASE("called, serving, held and not presented are counted apart") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto first = hall.as("1001");
  const auto second = hall.as("1002");
  for (int i = 0; i < 5; ++i) hall.post("/api/v1/tickets", {{"service", "A"}}, first);
  hall.clock().advance_ms(61'000);
  call_at(hall, 1, first);
  hall.post("/api/v1/counters/1/hold", {{"reason", "form"}}, first);
  call_at(hall, 1, first);
  hall.post("/api/v1/tickets/A002/cancel", Json::object(), first);
  call_at(hall, 1, first);
  hall.post("/api/v1/counters/1/start", Json::object(), first);
  call_at(hall, 2, second);
  CHECK(hall.get("/api/v1/queues").status() == 401);
  const Reply queues = hall.get("/api/v1/queues", second);
  REQUIRE(queues.status() == 200);
  CHECK(queues.body["total"] == 4);
  const Json& a = queues.body["items"][0];
  CHECK(a["letter"] == "A");
  CHECK(a["waiting"] == 1);
  CHECK(a["called"] == 1);
  CHECK(a["serving"] == 1);
  CHECK(a["held"] == 1);
  CHECK(a["no_show"] == 0);
  CHECK(a["cancelled"] == 1);
  CHECK(a["finished"] == 0);
  CHECK(a["longest_wait_s"] == 61);
  CHECK(queues.body["items"][1]["longest_wait_s"] == 0);
  // The public board keeps its fields.
  CHECK(hall.get("/api/v1/board").body["services"][0]["waiting"] == 1);
}

TEST_CASE("the verbs need a clerk, and happen once for a key") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  for (const char* verb : {"resume", "return", "cancel", "add-service", "lane"}) {
    const std::string address = std::string("/api/v1/tickets/A001/") + verb;
    CHECK(hall.post(address).status() == 401);
    CHECK(hall.post(address, Json::object(), Hall::as_kiosk()).status() == 403);
  }
  for (const char* verb : {"hold", "transfer"}) {
    CHECK(hall.post(std::string("/api/v1/counters/1/") + verb).status() == 401);
  }
  REQUIRE(call_at(hall, 1, clerk) == "A001");
  const auto key = fresh_key();
  const Reply once = hall.post("/api/v1/counters/1/hold", {{"reason", "form"}}, clerk + key);
  hall.clock().advance_ms(5'000);
  const Reply twice = hall.post("/api/v1/counters/1/hold", {{"reason", "form"}}, clerk + key);
  CHECK(once.status() == 200);
  CHECK(twice.http.body == once.http.body);
  const auto resume_key = fresh_key();
  const Reply resumed = hall.post("/api/v1/tickets/A001/resume", Json::object(), clerk + resume_key);
  hall.clock().advance_ms(5'000);
  CHECK(hall.post("/api/v1/tickets/A001/resume", Json::object(), clerk + resume_key).http.body == resumed.http.body);
}

TEST_CASE("in a break and after the last number the kiosk is told until when") {
  ScratchFolder folder;
  domain::Plan plan = demo_plan();
  plan.breaks = {{11 * 60, 12 * 60}};
  plan.last_number_minute = 13 * 60;
  Hall hall(folder, {}, plan);
  const auto clerk = hall.as("1001");
  CHECK(hall.get("/api/v1/board").body["break_until"].is_null());
  hall.clock().advance_ms(61 * 60'000);
  const Reply pause = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + english);
  CHECK(pause.status() == 409);
  CHECK(pause.refusal() == "on_break");
  CHECK_THAT(pause.body["detail"].get<std::string>(), ContainsSubstring("12:00"));
  CHECK(hall.get("/api/v1/board").body["break_until"] == "12:00");
  CHECK(hall.get("/api/v1/board").body["open"] == false);
  hall.clock().advance_ms(121 * 60'000);
  CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).refusal() == "intake_over");
  const Reply after = hall.get("/api/v1/board");
  CHECK(after.body["open"] == true);
  CHECK(after.body["services"][0]["open"] == false);
}
