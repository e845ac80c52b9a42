#include "kiosk/lan/routes.h"

#include "kiosk/lan/unfit.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;
using lan::Access;

namespace {

enum class Who { nobody, clerk, technician, manager, kiosk };

/// What the contract says, written down apart from the server's own table.
int expected_gate(const lan::Route& route, Who who) {
  switch (route.access) {
    case Access::open:
      return 0;
    case Access::staff:
      return who == Who::nobody ? 401 : who == Who::kiosk ? 403 : 0;
    case Access::taker:
      return who == Who::nobody ? 401 : 0;
    case Access::clerk:
    case Access::counter:  // a technician who is no clerk: not at counter 1, which serves no repairs
      return who == Who::nobody ? 401 : who == Who::kiosk || who == Who::technician ? 403 : 0;
    case Access::technician:
      return who == Who::nobody ? 401 : who == Who::technician || who == Who::manager ? 0 : 403;
    case Access::manager:
      return who == Who::nobody ? 401 : who == Who::manager ? 0 : 403;
  }
  return -1;
}

domain::Plan plan_with_lone_technician() {
  domain::Plan plan = demo_plan();
  plan.staff.push_back({"2001", "周工", {domain::Role::technician}});
  return plan;
}

}  // namespace

TEST_CASE("every route lets in who may, and nobody else") {
  ScratchFolder folder;
  lan::LanSettings settings;
  Hall hall(folder, settings, plan_with_lone_technician());
  for (const lan::Route& route : lan::routes()) {
    if (route.action == lan::Action::stream) continue;  // open to all, and it does not end
    std::string path(route.pattern);
    if (const auto hole = path.find("{}"); hole != std::string::npos) {
      path.replace(hole, 2, path.find("counters") != std::string::npos ? "1" : "20261123-A001");
    }
    for (const Who who : {Who::nobody, Who::clerk, Who::technician, Who::manager, Who::kiosk}) {
      const HttpHeaders headers = who == Who::nobody       ? HttpHeaders{}
                                  : who == Who::clerk      ? hall.as("1001")
                                  : who == Who::technician ? hall.as("2001")
                                  : who == Who::manager    ? hall.as("9001")
                                                           : Hall::as_kiosk();
      CAPTURE(route.method, path, static_cast<int>(who));
      const Reply reply = hall.send(std::string(route.method), path, headers, {});
      const int gate = expected_gate(route, who);
      if (gate != 0) {
        CHECK(reply.status() == gate);
        CHECK(reply.refusal() == (gate == 401 ? "not_signed_in" : "role_missing"));
      } else {
        CHECK(reply.status() != 401);
        CHECK(reply.status() != 403);
      }
    }
  }
}

TEST_CASE("the table says of each address what the contract says") {
  const auto access_of = [](const char* method, const char* path) {
    const lan::Match match = lan::find_route(method, path);
    REQUIRE(match.route != nullptr);
    return match.route->access;
  };
  for (const char* path : {"/api/v1/health", "/api/v1/board", "/api/v1/stream", "/api/v1/counters/2/rating"}) {
    CHECK(access_of("GET", path) == Access::open);
  }
  CHECK(access_of("POST", "/api/v1/ratings") == Access::open);
  CHECK(access_of("POST", "/api/v1/sign-in") == Access::open);
  CHECK(access_of("POST", "/api/v1/tickets") == Access::taker);
  CHECK(access_of("POST", "/api/v1/assistance") == Access::taker);
  CHECK(access_of("POST", "/api/v1/assistance/1/answer") == Access::staff);
  for (const char* path : {"/api/v1/tickets", "/api/v1/tickets/x", "/api/v1/counters", "/api/v1/counters/2",
                           "/api/v1/session", "/api/v1/assistance", "/api/v1/estimates"}) {
    CHECK(access_of("GET", path) == Access::staff);
  }
  CHECK(access_of("POST", "/api/v1/repairs") == Access::taker);
  CHECK(access_of("GET", "/api/v1/repairs") == Access::staff);
  CHECK(access_of("GET", "/api/v1/repairs/R2611230012") == Access::staff);
  for (const char* open : {"status", "status/answer", "pickup"}) {
    CHECK(access_of("POST", (std::string("/api/v1/repairs/") + open).c_str()) == Access::open);
  }
  CHECK(access_of("GET", "/api/v1/repairs/catalogue") == Access::open);
  for (const char* step : {"receive", "diagnose", "quote", "approve", "decline", "repair", "wait-for-parts", "send-out",
                           "take-back", "test", "ready", "hand-over", "return-unrepaired", "abandon", "lend-loaner",
                           "return-loaner", "correct", "promise"}) {
    CHECK(access_of("POST", (std::string("/api/v1/repairs/R2611230012/") + step).c_str()) == Access::technician);
  }
  CHECK(access_of("GET", "/api/v1/loaners") == Access::technician);
  for (const char* path : {"/api/v1/loaners", "/api/v1/loaners/1/retire", "/api/v1/repairs/R2611230012/erase"}) {
    CHECK(access_of("POST", path) == Access::manager);
  }
  CHECK(access_of("GET", "/api/v1/reports/repairs") == Access::manager);
  for (const char* verb : {"open", "pause", "close", "call-next", "call", "recall", "start", "finish", "no-show"}) {
    CHECK(access_of("POST", (std::string("/api/v1/counters/2/") + verb).c_str()) == Access::counter);
  }
}

TEST_CASE("an address that is not there is 404, a method that is not there 405") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  for (const char* path : {"/api/v1/nothing", "/api/v1/", "/api/v2/board", "/api/v1/counters/1/dance",
                           "/api/v1/counters//open", "/api/v1/counters/1/2/open", "/api/v1/board/", "/nothing"}) {
    CAPTURE(path);
    const Reply reply = hall.get(path, clerk);
    CHECK(reply.status() == 404);
    CHECK(reply.http.header("Content-Type") == "application/problem+json");
  }
  const Reply wrong = hall.send("DELETE", "/api/v1/tickets", clerk, {});
  CHECK(wrong.status() == 405);
  CHECK(wrong.http.header("Allow") == "POST, GET, HEAD");
  CHECK(hall.get("/api/v1/counters/1/open", clerk).http.header("Allow") == "POST");
  CHECK(hall.send("POST", "/clerk", {}, {}).status() == 405);
  for (const char* counter : {"0", "9", "x", "1x", "-1", "01", "99999999999", "%31%30", "+1", "%ff%fe", "%7B1%7D"}) {
    CAPTURE(counter);
    const Reply reply = hall.post(std::string("/api/v1/counters/") + counter + "/open", Json::object(), clerk);
    CHECK(reply.status() == 404);
    CHECK(reply.refusal() == "counter_unknown");
    CHECK(hall.get(std::string("/api/v1/counters/") + counter, clerk).status() == 404);
    CHECK(hall.get(std::string("/api/v1/counters/") + counter + "/rating").status() == 404);
  }
}

TEST_CASE("a wrong credential of the kiosk opens nothing") {
  ScratchFolder folder;
  Hall hall(folder);
  for (const char* value :
       {"Bearer ", "Bearer wrong", "Basic the-kiosks-own-credential", "the-kiosks-own-credential"}) {
    CAPTURE(value);
    CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, {{"Authorization", value}}).status() == 401);
  }
}

TEST_CASE("only names of this branch are answered") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.allowed_hosts = {"Hall.example", "192.168.1.20"};
  Hall hall(folder, settings);
  for (const char* host : {"127.0.0.1", "127.0.0.1:8470", "localhost:1", "[::1]:8470", "hall.example",
                           "HALL.EXAMPLE:80", "192.168.1.20:8470"}) {
    CAPTURE(host);
    CHECK(hall.get("/api/v1/health", {{"Host", host}}).status() == 200);
  }
  for (const char* host : {"evil.example", "hall.example.evil.example", "127.0.0.1.evil.example", "192.168.1.21", ""}) {
    CAPTURE(host);
    const Reply reply = hall.get("/api/v1/health", {{"Host", host}});
    CHECK(reply.status() == 421);
    CHECK(reply.refusal() == "host_unknown");
    CHECK(hall.get("/clerk", {{"Host", host}}).status() == 421);
  }
  RawConnection old(hall.port());
  old.send("GET /api/v1/health HTTP/1.0\r\n\r\n");
  CHECK(old.read_answer().status == 421);
}

TEST_CASE("a page of another site cannot change anything") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto status = [&](const HttpHeaders& more) {
    return hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + HttpHeaders{{"Host", "127.0.0.1:8470"}} + more)
        .status();
  };
  CHECK(status({}) == 201);
  CHECK(status({{"Origin", "http://127.0.0.1:8470"}, {"Sec-Fetch-Site", "same-origin"}}) == 201);
  CHECK(status({{"Origin", "https://127.0.0.1:8470"}}) == 201);
  for (const char* origin : {"http://127.0.0.1:8471", "http://evil.example", "null", "http://127.0.0.1", "file://",
                             "http://127.0.0.1:8470.evil.example", "127.0.0.1:8470"}) {
    CAPTURE(origin);
    CHECK(status({{"Origin", origin}}) == 403);
  }
  for (const char* site : {"cross-site", "same-site"}) CHECK(status({{"Sec-Fetch-Site", site}}) == 403);
  CHECK(hall.get("/api/v1/board", {{"Origin", "http://evil.example"}}).status() == 200);
}

TEST_CASE("every answer forbids what pages must not do") {
  ScratchFolder folder;
  Hall hall(folder);
  for (const char* path : {"/api/v1/health", "/api/v1/board", "/api/v1/session", "/nothing", "/"}) {
    CAPTURE(path);
    const HttpAnswer answer = hall.get(path).http;
    CHECK_THAT(answer.header("Content-Security-Policy"),
               ContainsSubstring("default-src 'self'") && ContainsSubstring("frame-ancestors 'none'"));
    CHECK(answer.header("Content-Security-Policy").find("unsafe") == std::string::npos);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.header("Referrer-Policy") == "no-referrer");
    CHECK_FALSE(answer.header("Cache-Control").empty());
  }
}

TEST_CASE("every refusal has a status that says whose turn it is") {
  using domain::RefusalCode;
  for (int i = 0; i <= static_cast<int>(RefusalCode::branch_unable); ++i) {
    const int status = lan::status_of(static_cast<RefusalCode>(i));
    CAPTURE(domain::to_string(static_cast<RefusalCode>(i)));
    CHECK((status == 403 || status == 404 || status == 409 || status == 422 || status == 503));
  }
  CHECK(lan::status_of(RefusalCode::queue_empty) == 409);
  CHECK(lan::status_of(RefusalCode::ticket_unknown) == 404);
  CHECK(lan::status_of(RefusalCode::score_out_of_range) == 422);
  CHECK(lan::status_of(RefusalCode::branch_unable) == 503);
}
