#include <future>
#include <set>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("the board shows services, counters and calls, and nobody's name") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/counters/2/open", Json::object(), clerk);
  hall.post("/api/v1/counters/2/call-next", Json::object(), clerk);
  const Reply reply = hall.get("/api/v1/board");
  REQUIRE(reply.status() == 200);
  const Json& board = reply.body;
  CHECK(board["business_day"] == "2026-11-23");
  CHECK(board["timezone"] == "Asia/Shanghai");
  CHECK(board["name"]["zh-CN"] == "西单营业厅");
  CHECK(board["open"] == true);
  REQUIRE(board["services"].size() == 4);
  CHECK(board["services"][0]["letter"] == "A");
  CHECK(board["services"][0]["waiting"] == 1);
  CHECK(board["services"][0]["open"] == true);
  CHECK(board["services"][0]["estimate_minutes"]["high"].is_number());
  REQUIRE(board["counters"].size() == 5);
  CHECK(board["counters"][1]["number"] == 2);
  CHECK(board["counters"][1]["state"] == "open");
  CHECK(board["counters"][1]["ticket"] == "A001");
  CHECK(board["counters"][1]["ticket_state"] == "called");
  CHECK(board["counters"][0]["ticket"].is_null());
  REQUIRE(board["calls"].size() == 1);
  CHECK(board["calls"][0]["ticket"] == "A001");
  CHECK(board["calls"][0]["counter"] == 2);
  CHECK(board["calls"][0]["recall"] == false);
  CHECK(reply.http.body.find("李晓梅") == std::string::npos);
  CHECK(reply.http.body.find("1001") == std::string::npos);
  CHECK(reply.http.body.find("code") == std::string::npos);
}

TEST_CASE("a client that has the board is told so") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply first = hall.get("/api/v1/board");
  const std::string version = std::to_string(first.body["version"].get<std::int64_t>());
  CHECK(hall.get("/api/v1/board", {{"If-None-Match", first.http.header("ETag")}}).status() == 304);
  CHECK(hall.get("/api/v1/board?since=" + version).status() == 304);
  CHECK(hall.get("/api/v1/board?since=0&wait_s=30").status() == 200);
  for (const char* bad : {"since=x", "since=-1", "wait_s=x", "since=1&wait_s=-1", "since=99999999999999999999"}) {
    CAPTURE(bad);
    CHECK(hall.get(std::string("/api/v1/board?") + bad).status() == 422);
  }
  CHECK(hall.get("/api/v1/board?since=" + version + "&wait_s=1").status() == 304);
}

TEST_CASE("who waits for a newer board gets it when it is there") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  const auto version = hall.get("/api/v1/board").body["version"].get<std::int64_t>();
  RawConnection waiting(hall.port());
  waiting.send(request_text("GET", "/api/v1/board?wait_s=30&since=" + std::to_string(version)));
  CHECK(hall.get("/api/v1/health").status() == 200);
  hall.post("/api/v1/tickets", {{"service", "C"}}, clerk);
  const Json board = Json::parse(waiting.read_answer().body);
  CHECK(board["version"].get<std::int64_t>() > version);
  CHECK(board["services"][2]["waiting"] == 1);
}

TEST_CASE("the stream brings the board at once, on every change, and a sign of life between") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.heartbeat_ms = 30;
  Hall hall(folder, settings);
  const auto clerk = hall.as("1001");
  RawConnection client(hall.port());
  client.send(request_text("GET", "/api/v1/stream"));
  const HttpAnswer head = client.read_answer(false);
  CHECK(head.status == 200);
  CHECK_THAT(head.header("Content-Type"), ContainsSubstring("text/event-stream"));
  const auto next_board = [&client] {
    client.read_until("event: board\ndata: ");
    const std::string text = client.read_until("\n\n");
    return Json::parse(text);
  };
  const Json first = next_board();
  CHECK(first["services"][0]["waiting"] == 0);
  CHECK_THAT(client.read_until("\n\n"), ContainsSubstring(": "));
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  Json newer = next_board();
  while (newer["services"][0]["waiting"] != 1) newer = next_board();
  CHECK(newer["version"].get<std::int64_t>() > first["version"].get<std::int64_t>());
}

TEST_CASE("the server stops with streams and waiting requests open") {
  ScratchFolder folder;
  auto hall = std::make_unique<Hall>(folder);
  RawConnection stream(hall->port());
  stream.send(request_text("GET", "/api/v1/stream"));
  stream.read_until("event: board");
  RawConnection waiting(hall->port());
  waiting.send(request_text("GET", "/api/v1/board?wait_s=60&since=" + std::to_string(INT64_MAX)));
  CHECK(hall->get("/api/v1/health").status() == 200);
  hall.reset();
  CHECK(waiting.read_all().empty());
}

TEST_CASE("health tells what is well and what is not") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply well = hall.get("/api/v1/health");
  REQUIRE(well.status() == 200);
  CHECK(well.body["status"] == "ok");
  CHECK(well.body["reasons"].empty());
  CHECK(well.body["version"] == "0.1.0-test");
  CHECK(well.body["uptime_s"].is_number_integer());
  CHECK(well.body["journal"]["id"].get<std::string>().size() == 36);
  CHECK(well.body["journal"]["seq"].get<int>() >= 1);
  CHECK(well.body["journal"]["acked"] == 0);
  CHECK(well.body["printer"] == "unknown");
  CHECK(well.body["hq"] == "not_enrolled");
  CHECK(well.body["disk_free_mb"].get<std::int64_t>() > 0);
  hall.health().remark("hq", "plain HTTP");
  CHECK(hall.get("/api/v1/health").body["status"] == "ok");
  hall.health().report("printer", "The paper is out. Put in a new roll.");
  hall.health().set_printer(desk::PrinterState::paper_out);
  const Reply ill = hall.get("/api/v1/health");
  CHECK(ill.status() == 200);
  CHECK(ill.body["status"] == "degraded");
  CHECK(ill.body["printer"] == "paper_out");
  CHECK(ill.body["reasons"][0] == "打印机：打印机缺纸，请装入新纸卷。（The paper is out. Put in a new roll.）");
  const Reply english = hall.get("/api/v1/health", {{"Accept-Language", "en"}});
  CHECK(english.body["reasons"][0] == "printer: The paper is out. Put in a new roll.");
  CHECK(english.body["troubled"] == ill.body["troubled"]);
}

TEST_CASE("a branch that cannot save says 503, and nothing happened") {
  MemoryJournal journal;
  Hall hall(journal, {});
  const auto clerk = hall.as("1001");
  journal.fail_commit = true;
  const Reply unable = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk + fresh_key());
  CHECK(unable.status() == 503);
  CHECK(unable.refusal() == "branch_unable");
  CHECK_FALSE(unable.body["detail"].get<std::string>().empty());
}

TEST_CASE("a desk that has closed answers 503") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  hall.desk().stop();
  CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).status() == 503);
  CHECK(hall.get("/api/v1/board").status() == 200);
}

TEST_CASE("two clerks calling at the same instant never get the same ticket") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto first = hall.as("1001");
  const auto second = hall.as("1002");
  hall.post("/api/v1/counters/1/open", Json::object(), first);
  hall.post("/api/v1/counters/2/open", Json::object(), second);
  std::set<std::string> seen;
  for (int round = 0; round < 50; ++round) {
    hall.post("/api/v1/tickets", {{"service", "A"}}, first);
    hall.post("/api/v1/tickets", {{"service", "A"}}, first);
    auto one = std::async(std::launch::async,
                          [&] { return hall.post("/api/v1/counters/1/call-next", Json::object(), first); });
    const Reply two = hall.post("/api/v1/counters/2/call-next", Json::object(), second);
    for (const Reply& reply : {one.get(), two}) {
      REQUIRE(reply.status() == 200);
      CHECK(seen.insert(reply.body["id"].get<std::string>()).second);
    }
    for (const auto& [counter, clerk] : {std::pair{"1", first}, std::pair{"2", second}}) {
      hall.post(std::string("/api/v1/counters/") + counter + "/start", Json::object(), clerk);
      hall.post(std::string("/api/v1/counters/") + counter + "/finish", Json::object(), clerk);
    }
  }
  CHECK(seen.size() == 100);
}

TEST_CASE("sixty clients at once get sixty numbers") {
  ScratchFolder folder;
  Hall hall(folder);
  std::vector<std::future<Reply>> clients;
  clients.reserve(60);
  for (int i = 0; i < 60; ++i) {
    clients.push_back(std::async(std::launch::async, [&hall] {
      return hall.post("/api/v1/tickets", {{"service", "A"}}, Hall::as_kiosk() + fresh_key());
    }));
  }
  std::set<std::string> tickets;
  for (auto& client : clients) {
    const Reply reply = client.get();
    REQUIRE(reply.status() == 201);
    tickets.insert(reply.body["ticket"].get<std::string>());
  }
  CHECK(tickets.size() == 60);
  CHECK(*tickets.rbegin() == "A060");
}

TEST_CASE("staff see how the waits went that customers were told") {
  ScratchFolder folder;
  Hall hall(folder);
  const auto clerk = hall.as("1001");
  CHECK(hall.get("/api/v1/estimates").status() == 401);
  CHECK(hall.get("/api/v1/estimates", clerk).body["today"]["hit_rate"].is_null());
  const Json told = hall.post("/api/v1/tickets", {{"service", "A"}}, clerk).body["estimate_minutes"];
  hall.post("/api/v1/tickets", {{"service", "A"}}, clerk);
  hall.post("/api/v1/counters/2/open", Json::object(), clerk);
  hall.clock().advance_ms(told["high"].get<int>() * 60'000);  // the last moment of the range
  hall.post("/api/v1/counters/2/call-next", Json::object(), clerk);
  hall.post("/api/v1/counters/2/start", Json::object(), clerk);
  hall.post("/api/v1/counters/2/finish", Json::object(), clerk);
  hall.clock().advance_ms(170 * 60'000);
  hall.post("/api/v1/counters/2/call-next", Json::object(), clerk);
  const Json today = hall.get("/api/v1/estimates", clerk).body["today"];
  CHECK(today["told"] == 2);
  CHECK(today["within"] == 1);
  CHECK(today["later"] == 1);
  CHECK(today["sooner"] == 0);
  CHECK(today["hit_rate"] == 0.5);
}
