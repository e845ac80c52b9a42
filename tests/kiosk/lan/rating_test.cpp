#include "kiosk/lan/rating_gate.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;
using lan::RatingGate;

namespace {

void serve_next(const Hall& hall, const HttpHeaders& clerk) {
  for (const char* verb : {"call-next", "start", "finish"}) {
    REQUIRE(hall.post(std::string("/api/v1/counters/1/") + verb, Json::object(), clerk).status() == 200);
  }
}

}  // namespace

TEST_CASE("a pad's rating goes to the visit that it showed, or to none") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  for (int i = 0; i < 2; ++i) hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  serve_next(hall, clerk);
  REQUIRE(hall.get("/api/v1/counters/1/rating").body["ticket"] == "A001");
  serve_next(hall, clerk);
  const Reply late = hall.post("/api/v1/ratings", {{"counter", 1}, {"ticket", "A001"}, {"score", 1}});
  CHECK(late.status() == 409);
  CHECK(late.refusal() == "rating_closed");
  CHECK(hall.get("/api/v1/counters/1/rating").body["rateable"] == true);
  const Reply rated = hall.post("/api/v1/ratings", {{"counter", 1}, {"ticket", "A002"}, {"score", 5}});
  CHECK(rated.status() == 201);
  CHECK(rated.body["ticket"] == "A002");
  CHECK(hall.post("/api/v1/ratings", {{"counter", 1}, {"ticket", 2}, {"score", 5}}).body["field"] == "ticket");
}

TEST_CASE("an address whose ratings are refused over and over has to wait") {
  ScratchFolder folder;
  Hall hall(folder);
  const Json rating = {{"code", "NOSUCHCODE22"}, {"score", 5}};
  int refused = 0;
  Reply reply = hall.post("/api/v1/ratings", rating);
  while (reply.status() == 404 && refused < 1000) {
    ++refused;
    reply = hall.post("/api/v1/ratings", rating);
  }
  CHECK(refused == 300);  // the pads' own machine
  CHECK(reply.status() == 429);
  CHECK(reply.refusal() == "too_many_attempts");
  CHECK(std::stoi(reply.http.header("Retry-After")) > 0);
  CHECK(hall.get("/api/v1/board").status() == 200);
}

TEST_CASE("a rating that is taken does not count against its address") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  serve_next(hall, clerk);
  const auto key = fresh_key();
  const Json rating = {{"counter", 1}, {"score", 5}};
  for (int i = 0; i < 400; ++i) REQUIRE(hall.post("/api/v1/ratings", rating, key).status() == 201);
}

TEST_CASE("a code comes with its address once headquarters has a page for phones, and is taken with and without") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  const std::string bare = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["code"];
  CHECK(bare.size() == 12);
  hall.desk().slip_address().set("https://hq.example/");
  const std::string whole = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["code"];
  CHECK(whole.starts_with("https://hq.example/s/" + hall.desk().plan().branch_id + "#"));
  serve_next(hall, clerk);
  serve_next(hall, clerk);
  CHECK(hall.post("/api/v1/ratings", {{"code", "https://old.example/s/BJ-0001#" + bare}, {"score", 4}}).status() ==
        201);
  CHECK(hall.post("/api/v1/ratings", {{"code", whole}, {"score", 5}}).status() == 201);
}

TEST_CASE("refused ratings are counted per address and forgotten after ten minutes") {
  RatingGate gate;
  for (int i = 0; i < 30; ++i) CHECK(gate.ask("10.0.0.1", false, i));
  CHECK_FALSE(gate.ask("10.0.0.1", false, 30));
  CHECK(gate.retry_after_s("10.0.0.1", 30) == 600);
  CHECK(gate.ask("10.0.0.2", false, 30));
  gate.give_back("10.0.0.1");
  CHECK(gate.ask("10.0.0.1", false, 31));
  CHECK_FALSE(gate.ask("10.0.0.1", false, 599'999));
  CHECK(gate.ask("10.0.0.1", false, 600'000));
  gate.give_back("10.0.0.3");
}

TEST_CASE("ever new addresses do not get round the limit, and the pads on this machine go on") {
  RatingGate gate;
  int let_in = 0;
  while (let_in < 5'000 && gate.ask("10.1." + std::to_string(let_in), false, 0)) ++let_in;
  CHECK(let_in == 1'000);
  CHECK(gate.retry_after_s("10.9.9.9", 0) >= 1);
  CHECK(gate.ask("127.0.0.1", true, 0));
  CHECK(gate.ask("10.9.9.9", false, 600'000));
}
