// What only a manager may do, over HTTP.
#include <vector>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

struct Address {
  const char* method;
  const char* target;
};

constexpr Address manager_only[] = {
    {"POST", "/api/v1/services/A/close"},
    {"POST", "/api/v1/services/A/reopen"},
    {"POST", "/api/v1/counters/1/services"},
    {"POST", "/api/v1/ratings/20261123-A001/answer"},
};

Json queue_of(Hall& hall, const std::string& letter, const HttpHeaders& headers) {
  for (const Json& queue : hall.get("/api/v1/queues", headers).body["items"]) {
    if (queue["letter"] == letter) return queue;
  }
  return {};
}

/// A visit at counter 1 by 1001, rated.
std::string rated(Hall& hall, int score) {
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  const std::string id = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["id"];
  for (const char* step : {"call-next", "start", "finish"}) {
    hall.post(std::string("/api/v1/counters/1/") + step, Json::object(), clerk);
  }
  CHECK(hall.post("/api/v1/ratings", {{"counter", 1}, {"score", score}}).status() == 201);
  return id;
}

}  // namespace

TEST_CASE("what a manager does is refused to a stranger, the kiosk, a clerk and a technician") {
  ScratchFolder folder;
  Hall hall(folder);
  for (const Address& address : manager_only) {
    CAPTURE(address.target);
    const auto ask = [&](const HttpHeaders& headers) { return hall.send(address.method, address.target, headers, ""); };
    CHECK(ask({}).status() == 401);
    CHECK(ask(Hall::as_kiosk()).status() == 403);
    CHECK(ask(hall.as("1001")).status() == 403);
    CHECK(ask(hall.as("1003")).status() == 403);
  }
}

TEST_CASE("a manager closes a service for the day and opens it again") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto manager = hall.as("9001"), clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  const Reply closed = hall.post("/api/v1/services/A/close", {{"reason", "no_staff"}}, manager);
  REQUIRE(closed.status() == 200);
  CHECK(closed.body["letter"] == "A");
  CHECK(closed.body["name"]["zh-CN"] == "新业务办理");
  CHECK(closed.body["open"] == false);
  CHECK(closed.body["closed_by_manager"] == true);
  CHECK(closed.body["closed_reason"] == "no_staff");
  CHECK(closed.body["waiting"] == 1);
  CHECK(queue_of(hall, "A", clerk)["closed_by_manager"] == true);
  const Json board = hall.get("/api/v1/board").body["services"][0];
  CHECK(board["open"] == false);
  CHECK(board["closed_by_manager"] == true);
  CHECK_FALSE(board.contains("closed_reason"));
  const Reply refused =
      hall.post("/api/v1/tickets", {{"service", "A"}}, Hall::as_kiosk() + HttpHeaders{{"Accept-Language", "en"}});
  CHECK(refused.status() == 409);
  CHECK(refused.refusal() == "service_closed");
  CHECK(refused.body["detail"] == "Service A gives no more numbers today. Please choose another one or ask our staff.");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  CHECK(hall.post("/api/v1/counters/1/call-next", Json::object(), clerk).body["ticket"] == "A001");
  const Reply reopened = hall.post("/api/v1/services/A/reopen", Json::object(), manager);
  CHECK(reopened.status() == 200);
  CHECK(reopened.body["open"] == true);
  CHECK(reopened.body["closed_by_manager"] == false);
  CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).status() == 201);
}

TEST_CASE("closing a service under the same key happens once and is answered the same") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto manager = hall.as("9001") + fresh_key();
  const Reply first = hall.post("/api/v1/services/B/close", {{"reason", "full"}}, manager);
  const Reply again = hall.post("/api/v1/services/B/close", {{"reason", "full"}}, manager);
  CHECK(first.status() == 200);
  CHECK(again.body == first.body);
  CHECK(hall.post("/api/v1/services/B/close", {{"reason", "system"}}, manager).refusal() == "idempotency_key_reused");
}

TEST_CASE("services and counters that are not there, and bodies that say nothing, are refused") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto manager = hall.as("9001");
  for (const char* letter : {"Z", "a", "AB", "1"}) {
    const Reply reply = hall.post(std::string("/api/v1/services/") + letter + "/close", Json::object(), manager);
    CHECK(reply.status() == 404);
    CHECK(reply.refusal() == "service_unknown");
  }
  CHECK(hall.post("/api/v1/services/A/close", {{"reason", 5}}, manager).body["field"] == "reason");
  CHECK(hall.post("/api/v1/services/A/close", {{"reason", std::string(501, 'x')}}, manager).status() == 422);
  CHECK(hall.get("/api/v1/services/A/close", manager).status() == 405);
  const char* services = "/api/v1/counters/1/services";
  for (const Json& wrong : {Json::array(), Json({"a"}), Json({"AB"}), Json({5}), Json("A"), Json({""})}) {
    CAPTURE(wrong.dump());
    const Reply reply = hall.post(services, {{"services", wrong}}, manager);
    CHECK(reply.status() == 422);
    CHECK(reply.body["field"] == "services");
  }
  CHECK(hall.post(services, {{"services", {"A", "A"}}}, manager).body["field"] == "services");
  CHECK(hall.post(services, {{"services", {"A", "Z"}}}, manager).refusal() == "service_unknown");
  CHECK(hall.post("/api/v1/counters/9/services", {{"services", {"A"}}}, manager).refusal() == "counter_unknown");
}

TEST_CASE("a manager moves a counter to other services and back") {
  ScratchFolder folder;
  {
    Hall hall(folder);
    const auto manager = hall.as("9001"), clerk = hall.as("1001");
    hall.post("/api/v1/counters/1/open", Json::object(), clerk);
    hall.post("/api/v1/tickets", {{"service", "D"}}, clerk);
    const Reply moved = hall.post("/api/v1/counters/1/services", {{"services", {"D", "C"}}}, manager);
    REQUIRE(moved.status() == 200);
    CHECK(moved.body["services"] == Json({"D", "C"}));
    CHECK(moved.body["services_configured"] == Json({"A", "B"}));
    CHECK(moved.body["moved"] == true);
    CHECK(hall.get("/api/v1/counters/1", clerk).body["services"] == Json({"D", "C"}));
    CHECK(hall.get("/api/v1/board").body["counters"][0]["services"] == Json({"D", "C"}));
    CHECK(hall.post("/api/v1/counters/1/call-next", Json::object(), clerk).body["ticket"] == "D001");
  }
  Hall hall(folder);  // it is the day's arrangement: a restart does not end it
  const auto manager = hall.as("9001");
  CHECK(hall.get("/api/v1/counters/1", manager).body["services"] == Json({"D", "C"}));
  const Reply back = hall.post("/api/v1/counters/1/services", {{"services", nullptr}}, manager);
  CHECK(back.body["services"] == Json({"A", "B"}));
  CHECK(back.body["moved"] == false);
}

TEST_CASE("a manager says once what was done about a rating") {
  ScratchFolder folder;
  Hall hall(folder);
  const std::string id = rated(hall, 1);
  const auto manager = hall.as("9001");
  const std::string address = "/api/v1/ratings/" + id + "/answer";
  CHECK(hall.post(address, Json::object(), manager).body["field"] == "action");
  CHECK(hall.post(address, {{"action", "shrugged"}}, manager).body["field"] == "action");
  const Reply answered = hall.post(address, {{"action", "apologised"}, {"note", "已致电道歉"}}, manager);
  REQUIRE(answered.status() == 200);
  CHECK(answered.body["action"] == "apologised");
  CHECK(answered.body["score"] == 1);
  CHECK_FALSE(answered.body.contains("note"));
  const Reply again = hall.post(address, {{"action", "solved"}}, manager);
  CHECK(again.status() == 409);
  CHECK(again.refusal() == "rating_answered");
  const Reply none = hall.post("/api/v1/ratings/20261123-A009/answer", {{"action", "none"}}, manager);
  CHECK(none.status() == 404);
  CHECK(none.refusal() == "rating_unknown");
}
