#include "tests/kiosk/lan/hall.h"

#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("a visit goes from the ticket to the rating") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");

  const Reply taken = hall.post("/api/v1/tickets", {{"service", "A"}}, Hall::as_kiosk());
  REQUIRE(taken.status() == 201);
  CHECK(taken.body["id"] == "20261123-A001");
  CHECK(taken.body["ticket"] == "A001");
  CHECK(taken.body["service"] == "A");
  CHECK(taken.body["service_name"]["zh-CN"] == "新业务办理");
  CHECK(taken.body["lane"] == "standard");
  CHECK(taken.body["state"] == "waiting");
  CHECK(taken.body["ahead"] == 0);
  CHECK(taken.body["waited_s"] == 0);
  CHECK(taken.body["estimate_minutes"].contains("low"));
  CHECK(taken.body["code"].get<std::string>().size() == 12);
  CHECK(taken.http.header("Location") == "/api/v1/tickets/20261123-A001");

  const Reply opened = hall.post("/api/v1/counters/2/open", Json::object(), clerk);
  REQUIRE(opened.status() == 200);
  CHECK(opened.body["number"] == 2);
  CHECK(opened.body["state"] == "open");
  CHECK(opened.body["services"] == Json({"A", "B"}));
  CHECK(opened.body["staff"] == "1001");
  CHECK(opened.body["staff_name"] == "李晓梅");
  CHECK(opened.body["ticket"].is_null());

  hall.clock().advance_ms(125'000);
  const Reply called =
      hall.post("/api/v1/counters/2/call-next", Json::object(), clerk + HttpHeaders{{"Accept-Language", "en"}});
  REQUIRE(called.status() == 200);
  CHECK(called.body["ticket"] == "A001");
  CHECK(called.body["state"] == "called");
  CHECK(called.body["waited_s"] == 125);
  CHECK(called.body["counter"] == 2);
  CHECK(called.body["calls"] == 1);
  CHECK_FALSE(called.body["why"].get<std::string>().empty());
  CHECK_FALSE(called.body["called_at"].is_null());

  const Reply soon = hall.post("/api/v1/counters/2/recall", Json::object(), clerk);
  CHECK(soon.status() == 409);
  CHECK(soon.refusal() == "recall_too_soon");
  hall.clock().advance_ms(10'000);
  CHECK(hall.post("/api/v1/counters/2/recall", Json::object(), clerk).body["calls"] == 2);

  CHECK(hall.post("/api/v1/counters/2/start", Json::object(), clerk).body["state"] == "serving");
  const Reply pad = hall.get("/api/v1/counters/2/rating");
  CHECK(pad.body["rateable"] == false);
  CHECK(pad.body["reason"] == "visit_not_finished");
  hall.clock().advance_ms(300'000);
  CHECK(hall.get("/api/v1/counters/2", clerk).body["ticket"]["served_s"] == 300);
  const Reply finished = hall.post("/api/v1/counters/2/finish", {{"outcome", "partly"}}, clerk);
  CHECK(finished.body["state"] == "finished");
  CHECK(finished.body["outcome"] == "partly");
  CHECK(finished.body["served_s"] == 300);

  const Reply ready = hall.get("/api/v1/counters/2/rating");
  CHECK(ready.body["rateable"] == true);
  CHECK(ready.body["ticket"] == "A001");
  CHECK(ready.body["reason"].is_null());
  const Reply rated =
      hall.post("/api/v1/ratings", {{"counter", 2}, {"score", 5}, {"aspects", {"speed"}}, {"comment", "很好"}});
  CHECK(rated.status() == 201);
  CHECK(rated.body["score"] == 5);
  CHECK(rated.body["ticket"] == "A001");
  const Reply again = hall.post("/api/v1/ratings", {{"code", taken.body["code"]}, {"score", 1}});
  CHECK(again.status() == 409);
  CHECK(again.refusal() == "already_rated");
  CHECK(hall.get("/api/v1/counters/2/rating").body["reason"] == "already_rated");
}

TEST_CASE("a rating by code takes the code as a person types it") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  std::string code = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["code"];
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  hall.post("/api/v1/counters/1/call-next", Json::object(), clerk);
  const Json rating = {{"code", code}, {"score", 4}};
  CHECK(hall.post("/api/v1/ratings", rating).refusal() == "visit_not_finished");
  hall.post("/api/v1/counters/1/start", Json::object(), clerk);
  hall.post("/api/v1/counters/1/finish", Json::object(), clerk);
  for (char& c : code) c = static_cast<char>(std::tolower(c));
  CHECK(hall.post("/api/v1/ratings", {{"code", code.substr(0, 4) + "-" + code.substr(4)}, {"score", 4}}).status() ==
        201);
}

TEST_CASE("a no-show needs its calls first, and a paused counter calls nobody") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "B"}}, clerk);
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  hall.post("/api/v1/counters/1/call-next", Json::object(), clerk);
  CHECK(hall.post("/api/v1/counters/1/no-show", Json::object(), clerk).refusal() == "no_show_too_early");
  for (int i = 0; i < 2; ++i) {
    hall.clock().advance_ms(10'000);
    hall.post("/api/v1/counters/1/recall", Json::object(), clerk);
  }
  const Reply gone = hall.post("/api/v1/counters/1/no-show", Json::object(), clerk);
  CHECK(gone.status() == 200);
  CHECK(gone.body["state"] == "no_show");

  const Reply empty = hall.post("/api/v1/counters/1/call-next", Json::object(), clerk);
  CHECK(empty.status() == 409);
  CHECK(empty.refusal() == "queue_empty");
  const Reply paused = hall.post("/api/v1/counters/1/pause", {{"reason", "meal"}}, clerk);
  CHECK(paused.body["state"] == "paused");
  CHECK(paused.body["reason"] == "meal");
  CHECK(hall.post("/api/v1/counters/1/call-next", Json::object(), clerk).refusal() == "counter_paused");
  CHECK(hall.post("/api/v1/counters/1/open", Json::object(), clerk).body["state"] == "open");
  CHECK(hall.post("/api/v1/counters/1/close", Json::object(), clerk).body["state"] == "closed");
  CHECK(hall.get("/api/v1/counters/1", clerk).body["staff"].is_null());
}

TEST_CASE("a ticket is called by its number, and shown by number and id") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (int i = 0; i < 3; ++i) hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  const Reply called = hall.post("/api/v1/counters/1/call", {{"ticket", "A002"}}, clerk);
  CHECK(called.body["ticket"] == "A002");
  CHECK(hall.get("/api/v1/tickets/20261123-A002", clerk).body["state"] == "called");
  CHECK(hall.get("/api/v1/tickets/A003", clerk).body["ahead"] == 1);
  const Reply unknown = hall.get("/api/v1/tickets/A999", clerk);
  CHECK(unknown.status() == 404);
  CHECK(unknown.refusal() == "ticket_unknown");
  hall.post("/api/v1/counters/2/open", Json::object(), hall.as("1002"));
  const Reply other = hall.post("/api/v1/counters/2/call", {{"ticket", "A999"}}, hall.as("1002"));
  CHECK(other.status() == 404);
}

TEST_CASE("lists are whole, or in parts, and waiting ones stand in calling order") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (const char* lane : {"standard", "standard", "care", "vip"}) {
    REQUIRE(hall.post("/api/v1/tickets", {{"service", "A"}, {"lane", lane}}, clerk).status() == 201);
  }
  hall.clock().advance_ms(61'000);
  const Reply waiting = hall.get("/api/v1/tickets?state=waiting", clerk);
  REQUIRE(waiting.status() == 200);
  CHECK(waiting.body["total"] == 4);
  REQUIRE(waiting.body["items"].size() == 4);
  CHECK(waiting.body["items"][0]["ticket"] == "A003");
  CHECK(waiting.body["items"][0]["ahead"] == 0);
  CHECK(waiting.body["items"][3]["ahead"] == 3);
  CHECK(waiting.body["items"][0]["waited_s"] == 61);
  CHECK(waiting.body["items"][0].contains("code"));

  const Reply part = hall.get("/api/v1/tickets?limit=2", clerk);
  CHECK(part.body["total"] == 4);
  REQUIRE(part.body["items"].size() == 2);
  const std::string last = part.body["items"][1]["id"];
  const Reply rest = hall.get("/api/v1/tickets?limit=2&after=" + last, clerk);
  REQUIRE(rest.body["items"].size() == 2);
  CHECK(rest.body["items"][0]["ticket"] == "A003");
  CHECK(hall.get("/api/v1/tickets?state=finished", clerk).body["total"] == 0);
  for (const char* bad : {"state=unheard", "limit=0", "limit=x", "limit=1001", "after=nobody"}) {
    CAPTURE(bad);
    CHECK(hall.get(std::string("/api/v1/tickets?") + bad, clerk).status() == 422);
  }
}

TEST_CASE("a reprint asks for one more slip") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.desk().ask(domain::RecordPrinted{"20261123-A001"});
  const Reply again = hall.post("/api/v1/tickets/20261123-A001/reprint", Json::object(), clerk);
  CHECK(again.status() == 200);
  CHECK(again.body["print"] == "pending");
  CHECK(hall.post("/api/v1/tickets/A777/reprint", Json::object(), clerk).status() == 404);
}

TEST_CASE("refusals speak the language that was asked for") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  const Reply chinese = hall.post("/api/v1/counters/1/call-next", Json::object(), clerk);
  const Reply english = hall.post("/api/v1/counters/1/call-next", Json::object(),
                                  clerk + HttpHeaders{{"Accept-Language", "en-GB,en;q=0.9"}});
  CHECK(english.http.header("Content-Type") == "application/problem+json");
  CHECK(english.body["title"] == "Conflict");
  CHECK(english.body["status"] == 409);
  CHECK_THAT(english.body["detail"].get<std::string>(), ContainsSubstring("Nobody is waiting"));
  CHECK(chinese.body["detail"] != english.body["detail"]);
  const Reply nobody = hall.get("/api/v1/session");
  CHECK_THAT(nobody.body["detail"].get<std::string>(), ContainsSubstring("登录"));
}

TEST_CASE("another clerk's counter stays theirs") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto first = hall.as("1001");
  const auto second = hall.as("1002");
  hall.post("/api/v1/counters/1/open", Json::object(), first);
  CHECK(hall.post("/api/v1/counters/1/open", Json::object(), second).refusal() == "counter_open_elsewhere");
  CHECK(hall.post("/api/v1/counters/1/call-next", Json::object(), second).refusal() == "counter_open_elsewhere");
  CHECK(hall.post("/api/v1/counters/3/open", Json::object(), first).refusal() == "clerk_at_other_counter");
  CHECK(hall.get("/api/v1/session", first).body["counter"] == 1);
  CHECK(hall.get("/api/v1/session", second).body["counter"].is_null());
}
