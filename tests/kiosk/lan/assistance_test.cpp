#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

constexpr const char* calls = "/api/v1/assistance";

}  // namespace

TEST_CASE("a call for help from the kiosk is listed until a colleague answers it") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto manager = hall.as("9001");
  CHECK(hall.get(calls, manager).body == Json({{"items", Json::array()}, {"total", 0}}));
  const Reply called = hall.post(calls, {{"place", "kiosk"}, {"language", "en"}}, Hall::as_kiosk());
  REQUIRE(called.status() == 201);
  CHECK(called.body["id"] == 1);
  CHECK(called.body["place"] == "kiosk");
  CHECK(called.body["language"] == "en");
  hall.clock().advance_ms(65'000);
  const Reply list = hall.get(calls, manager);
  REQUIRE(list.body["total"] == 1);
  CHECK(list.body["items"][0]["since"] == called.body["since"]);
  CHECK(list.body["items"][0]["waited_s"] == 65);
  CHECK(hall.get("/api/v1/session", manager).body["assistance"] == 1);
  const Reply answered = hall.post("/api/v1/assistance/1/answer", Json::object(), manager);
  CHECK(answered.status() == 200);
  CHECK(answered.body == called.body);
  CHECK(hall.get(calls, manager).body["total"] == 0);
  CHECK(hall.get("/api/v1/session", manager).body["assistance"] == 0);
}

TEST_CASE("pressing for help twice is answered twice and makes one call") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply first = hall.post(calls, {{"place", "kiosk"}}, Hall::as_kiosk());
  hall.clock().advance_ms(3'000);
  const Reply second = hall.post(calls, {{"place", "kiosk"}}, Hall::as_kiosk());
  CHECK(second.status() == 201);
  CHECK(second.body == first.body);
  CHECK(hall.post(calls, {{"place", "counter_2"}}, hall.as("1001")).body["id"] == 2);
  CHECK(hall.get(calls, hall.as("1001")).body["total"] == 2);
}

TEST_CASE("a call for help without words is from the kiosk, in the asker's language") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply called = hall.post(calls, Json::object(), Hall::as_kiosk() + HttpHeaders{{"Accept-Language", "en"}});
  CHECK(called.body["place"] == "kiosk");
  CHECK(called.body["language"] == "en");
}

TEST_CASE("wrong calls and answers are refused with what to do") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (const char* place : {"roof", "counter_9", ""}) {
    const Reply reply = hall.post(calls, {{"place", place}}, Hall::as_kiosk());
    CAPTURE(place, reply.http.body);
    CHECK(reply.status() == 422);
    CHECK(reply.refusal() == "place_unknown");
    CHECK(reply.body["field"] == "place");
  }
  CHECK(hall.post(calls, {{"language", "en/../"}}, clerk).body["field"] == "language");
  CHECK(hall.post(calls, {{"place", 5}}, clerk).body["field"] == "place");
  CHECK(hall.post(calls).status() == 401);
  for (const char* id : {"1", "0", "x", "1x", "99999999999"}) {
    const Reply reply = hall.post(std::string(calls) + "/" + id + "/answer", Json::object(), clerk);
    CHECK(reply.status() == 404);
    CHECK(reply.refusal() == "assistance_unknown");
  }
  hall.post(calls, Json::object(), Hall::as_kiosk());
  CHECK(hall.post("/api/v1/assistance/1/answer", Json::object(), Hall::as_kiosk()).status() == 403);
  CHECK(hall.post("/api/v1/assistance/1/answer", Json::object(), clerk).status() == 200);
  const Reply late = hall.post("/api/v1/assistance/1/answer", Json::object(), hall.as("9001"));
  CHECK(late.status() == 409);
  CHECK(late.refusal() == "assistance_answered");
}

TEST_CASE("a call for help is a new board for those who follow it") {
  ScratchFolder folder;
  Hall hall(folder);
  const std::int64_t before = hall.get("/api/v1/board").body["version"];
  hall.post(calls, Json::object(), Hall::as_kiosk());
  const Reply after = hall.get("/api/v1/board?since=" + std::to_string(before) + "&wait_s=20");
  CHECK(after.status() == 200);
  CHECK(after.body["version"] > before);
  CHECK_FALSE(after.body.contains("assistance"));
}

TEST_CASE("staff see every counter with its clerk and ticket in one answer") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/2/open", Json::object(), clerk);
  const Reply ticket = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/counters/2/call-next", Json::object(), clerk);
  const Reply list = hall.get("/api/v1/counters", hall.as("9001"));
  REQUIRE(list.status() == 200);
  CHECK(list.body["total"] == list.body["items"].size());
  CHECK(list.body["items"][0]["state"] == "closed");
  CHECK(list.body["items"][1] == hall.get("/api/v1/counters/2", clerk).body);
  CHECK(list.body["items"][1]["ticket"]["ticket"] == ticket.body["ticket"]);
}

TEST_CASE("health names the parts that are not well apart from what is only good to know") {
  ScratchFolder folder;
  Hall hall(folder);
  CHECK(hall.get("/api/v1/health").body["troubled"] == Json::array());
  hall.health().remark("hq", "for a trial only");
  hall.health().report("printer", "out of paper: put in a new roll");
  const Reply reply = hall.get("/api/v1/health");
  CHECK(reply.body["troubled"] == Json({"printer"}));
  CHECK(reply.body["reasons"].size() == 2);
}

TEST_CASE("tickets can be listed by what became of their slip") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const std::string first = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["id"];
  const std::string second = hall.post("/api/v1/tickets", {{"service", "B"}}, clerk).body["id"];
  hall.desk().ask(domain::RecordPrintFailed{first, "paper_out"});
  hall.desk().ask(domain::RecordPrinted{second});
  const Reply failed = hall.get("/api/v1/tickets?print=failed", clerk);
  REQUIRE(failed.body["total"] == 1);
  CHECK(failed.body["items"][0]["id"] == first);
  CHECK(hall.get("/api/v1/tickets?print=failed&state=finished", clerk).body["total"] == 0);
  CHECK(hall.get("/api/v1/tickets?print=burnt", clerk).body["field"] == "print");
}
