#include "base/crypto/crypto.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("the same key gives the same answer and happens once") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto key = fresh_key();
  const Reply first = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + key);
  hall.clock().advance_ms(90'000);
  const Reply again = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + key);
  CHECK(first.status() == 201);
  CHECK(again.status() == 201);
  CHECK(again.http.body == first.http.body);
  CHECK(hall.get("/api/v1/tickets", clerk).body["total"] == 1);
}

TEST_CASE("every command under a key is answered alike a second time") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  const auto twice = [&](const std::string& path, const Json& body = Json::object()) {
    CAPTURE(path);
    const auto key = fresh_key();
    const Reply first = hall.post(path, body, clerk + key);
    hall.clock().advance_ms(11'000);
    const Reply again = hall.post(path, body, clerk + key);
    CHECK(again.status() == first.status());
    CHECK(again.http.body == first.http.body);
    return first.status();
  };
  CHECK(twice("/api/v1/counters/1/call-next") == 409);  // a refusal is kept as well
  CHECK(twice("/api/v1/counters/1/open") == 200);
  CHECK(twice("/api/v1/counters/1/pause", {{"reason", "the coffee machine"}}) == 200);
  CHECK(twice("/api/v1/counters/1/open") == 200);
  CHECK(twice("/api/v1/counters/1/call-next") == 200);
  CHECK(twice("/api/v1/counters/1/recall") == 200);
  CHECK(twice("/api/v1/counters/1/start") == 200);
  CHECK(twice("/api/v1/counters/1/finish") == 200);
  CHECK(twice("/api/v1/ratings", {{"counter", 1}, {"score", 3}}) == 201);
  CHECK(twice("/api/v1/counters/1/call", {{"ticket", "A002"}}) == 200);
  CHECK(twice("/api/v1/tickets/A002/reprint") == 200);
  CHECK(twice("/api/v1/counters/1/recall") == 200);
  hall.post("/api/v1/counters/1/recall", Json::object(), clerk);
  CHECK(twice("/api/v1/counters/1/no-show") == 200);
  CHECK(twice("/api/v1/counters/1/close") == 200);
}

TEST_CASE("a key outlives the session and a restart") {
  ScratchFolder folder;
  const auto key = fresh_key();
  std::string body;
  {
    Hall hall(folder);
    const Reply first = hall.post("/api/v1/tickets", {{"service", "B"}}, hall.as("1001") + key);
    REQUIRE(first.status() == 201);
    body = first.http.body;
  }
  Hall hall(folder);
  const Reply again = hall.post("/api/v1/tickets", {{"service", "B"}}, hall.as("1001") + key);
  CHECK(again.status() == 201);
  CHECK(again.http.body == body);
  CHECK(hall.get("/api/v1/tickets", hall.as("1001")).body["total"] == 1);
}

TEST_CASE("a key is good for one request of one person") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto key = fresh_key();
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + key);
  const Reply other = hall.post("/api/v1/tickets", {{"service", "B"}}, clerk + key);
  CHECK(other.status() == 409);
  CHECK(other.refusal() == "idempotency_key_reused");
  CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, hall.as("1002") + key).status() == 409);
  CHECK(hall.get("/api/v1/tickets", clerk).body["total"] == 1);
}

TEST_CASE("a key is a UUID, in either case") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (const char* bad : {"1", "not-a-uuid", "00000000-0000-0000-0000-00000000000g", "00000000000000000000000000000000",
                          "{00000000-0000-0000-0000-000000000000}"}) {
    CAPTURE(bad);
    const Reply reply = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + HttpHeaders{{"Idempotency-Key", bad}});
    CHECK(reply.status() == 422);
    CHECK(reply.body["field"] == "Idempotency-Key");
  }
  const auto post = [&](const char* key) {
    return hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + HttpHeaders{{"Idempotency-Key", key}}).http.body;
  };
  CHECK(post("0a0b0c0d-0000-4000-8000-00000000abcd") == post("0A0B0C0D-0000-4000-8000-00000000ABCD"));
}
