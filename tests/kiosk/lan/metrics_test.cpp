// What the branch tells Prometheus, and how far its health says that headquarters is behind.
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"
#include "tests/support/prometheus.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("the branch's figures are in Prometheus' format") {
  const ScratchFolder folder;
  Hall hall(folder);
  REQUIRE(hall.post("/api/v1/tickets", {{"service", "A"}, {"lane", "standard"}}, Hall::as_kiosk()).status() == 201);
  const Reply reply = hall.get("/metrics");
  REQUIRE(reply.status() == 200);
  const Scrape scrape = read_scrape(reply.http.body);
  for (const std::string& fault : scrape.faults) UNSCOPED_INFO(fault);
  CHECK(scrape.faults.empty());
  CHECK(scrape.values.at("menting_waiting{service=\"A\"}") == 1);
  CHECK(scrape.values.at("menting_tickets{state=\"waiting\"}") == 1);
  CHECK(scrape.values.at("menting_hq_link{state=\"not_enrolled\"}") == 1);
  CHECK(scrape.values.at("menting_journal_seq") == scrape.values.at("menting_journal_behind"));
  CHECK(scrape.values.at("menting_journal_acked") == 0);
  CHECK(scrape.values.at("menting_desk_seconds_count") >= 1);
  CHECK(scrape.values.at("menting_commit_seconds_count") >= 1);
  CHECK(scrape.values.contains("menting_disk_free_bytes"));
  CHECK(scrape.values.contains("process_resident_memory_bytes"));
  CHECK(hall.post("/metrics").status() == 405);
}

TEST_CASE("health says how far headquarters is behind and why, and that the journal forked") {
  const ScratchFolder folder;
  Hall hall(folder);
  REQUIRE(hall.post("/api/v1/tickets", {{"service", "A"}, {"lane", "standard"}}, Hall::as_kiosk()).status() == 201);
  hall.health().set_hq(desk::HqState::unreachable, "not_headquarters");
  const Json before = hall.get("/api/v1/health").body;
  CHECK(before["sync"]["behind"] == before["journal"]["seq"]);
  CHECK(before["sync"]["oldest_s"].get<std::int64_t>() >= 0);
  CHECK(before["sync"]["trouble"] == "not_headquarters");
  CHECK(before["sync"]["forked"] == false);
  hall.desk().post(desk::ForkNote{before["journal"]["id"], 1});
  REQUIRE(hall.post("/api/v1/tickets", {{"service", "B"}, {"lane", "standard"}}, Hall::as_kiosk()).status() == 201);
  const Json after = hall.get("/api/v1/health").body;
  CHECK(after["journal"]["id"] != before["journal"]["id"]);
  CHECK(after["journal"]["seq"] == before["journal"]["seq"]);  // one stayed behind, one came
}
