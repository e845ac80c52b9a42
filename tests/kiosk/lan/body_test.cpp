#include "tests/kiosk/lan/hall.h"

#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

struct Bad {
  const char* path;
  std::string body;
  int status;
  const char* refusal;
  const char* field;
};

}  // namespace

TEST_CASE("a body that is not what belongs there is refused, and the field is named") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/counters/1/open", Json::object(), clerk);
  const std::vector<Bad> table = {
      {"/api/v1/tickets", "{", 400, "malformed_json", ""},
      {"/api/v1/tickets", "{\"service\":\"A\"} x", 400, "malformed_json", ""},
      {"/api/v1/tickets", "{\"service\":\"\xff\"}", 400, "malformed_json", ""},
      {"/api/v1/tickets", std::string(30'000, '['), 400, "malformed_json", ""},
      {"/api/v1/tickets", "{\"a\":" + std::string(20'000, '[') + std::string(20'000, ']') + "}", 400, "malformed_json",
       ""},
      {"/api/v1/tickets", "[]", 422, "field_invalid", "body"},
      {"/api/v1/tickets", "\"A\"", 422, "field_invalid", "body"},
      {"/api/v1/tickets", "{}", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "{\"service\":null}", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "{\"service\":1}", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "{\"service\":\"AB\"}", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "{\"service\":\"a\"}", 422, "field_invalid", "service"},
      {"/api/v1/tickets", "{\"service\":\"Z\"}", 404, "service_unknown", ""},
      {"/api/v1/tickets", "{\"service\":\"A\",\"lane\":\"fast\"}", 422, "field_invalid", "lane"},
      {"/api/v1/tickets", "{\"service\":\"A\",\"lane\":[]}", 422, "field_invalid", "lane"},
      {"/api/v1/tickets", "{\"service\":\"A\",\"lane\":\"appointment\"}", 422, "lane_not_offered", "lane"},
      {"/api/v1/tickets", "{\"service\":\"A\",\"language\":\"<script>\"}", 422, "field_invalid", "language"},
      {"/api/v1/counters/1/call", "{}", 422, "field_invalid", "ticket"},
      {"/api/v1/counters/1/call", "{\"ticket\":\"" + std::string(100, 'A') + "\"}", 422, "field_invalid", "ticket"},
      {"/api/v1/counters/1/pause", "{\"reason\":5}", 422, "field_invalid", "reason"},
      {"/api/v1/counters/1/pause", "{\"reason\":\"" + std::string(501, 'x') + "\"}", 422, "field_invalid", "reason"},
      {"/api/v1/ratings", "{\"score\":5}", 422, "field_invalid", "code"},
      {"/api/v1/ratings", "{\"code\":\"X\",\"counter\":1,\"score\":5}", 422, "field_invalid", "counter"},
      {"/api/v1/ratings", "{\"code\":\"  \",\"score\":5}", 422, "field_invalid", "code"},
      {"/api/v1/ratings", "{\"counter\":1}", 422, "field_invalid", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":\"5\"}", 422, "field_invalid", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":4.5}", 422, "field_invalid", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":6}", 422, "score_out_of_range", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":-1}", 422, "score_out_of_range", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":99999999999999999999}", 422, "field_invalid", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":4294967301}", 422, "field_invalid", "score"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":5,\"aspects\":\"speed\"}", 422, "field_invalid", "aspects"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":5,\"aspects\":[\"magic\"]}", 422, "aspect_unknown", "aspects"},
      {"/api/v1/ratings", "{\"counter\":1,\"score\":5,\"comment\":\"" + std::string(5000, 'x') + "\"}", 422,
       "comment_too_long", "comment"},
      {"/api/v1/ratings", "{\"counter\":77,\"score\":5}", 404, "counter_unknown", ""},
      {"/api/v1/ratings", "{\"code\":\"NOSUCHCODE\",\"score\":5}", 404, "ticket_unknown", ""},
  };
  for (const Bad& bad : table) {
    CAPTURE(bad.path, bad.body.substr(0, 80));
    const Reply reply = hall.send("POST", bad.path, clerk, bad.body);
    CHECK(reply.status() == bad.status);
    CHECK(reply.refusal() == bad.refusal);
    CHECK(reply.body.value("field", "") == bad.field);
    CHECK_FALSE(reply.body.value("detail", "").empty());
  }
  CHECK(hall.get("/api/v1/tickets", clerk).body["total"] == 0);
}

TEST_CASE("a repeated key in an object is no trouble, and unknown ones are let pass") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  CHECK(hall.send("POST", "/api/v1/tickets", clerk, "{\"service\":\"A\",\"service\":\"B\",\"more\":1}").status() ==
        201);
}

TEST_CASE("the body counts, not what type it says it has") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto with = [&](const char* type) {
    return hall.send("POST", "/api/v1/tickets", clerk + HttpHeaders{{"Content-Type", type}}, "{\"service\":\"A\"}")
        .status();
  };
  CHECK(with("application/json") == 201);
  CHECK(with("Application/JSON; charset=utf-8") == 201);
  CHECK(with("text/plain") == 201);
  CHECK(with("application/x-www-form-urlencoded") == 201);
  CHECK(hall.send("POST", "/api/v1/tickets", clerk, "{\"service\":\"A\"}").status() == 201);
}

TEST_CASE("an oversized or endless request costs its sender alone") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.limits.request_ms = 200;
  Hall hall(folder, settings);
  const auto clerk = hall.as("1001");
  const Reply large = hall.send("POST", "/api/v1/tickets", clerk, std::string(100'000, ' '));
  CHECK(large.status() == 413);
  CHECK(large.refusal() == "body_too_large");
  CHECK(hall.get("/api/v1/board", {{"X-Long", std::string(20'000, 'x')}}).status() == 431);
  RawConnection slow(hall.port());
  slow.send("POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{");
  CHECK(hall.get("/api/v1/board").status() == 200);
  CHECK(slow.read_answer().status == 408);
}
