// Events that cannot be read, or not be kept as text: stored as they came, reported, and never in the way.
#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/ingest.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;
using tests::Kind;

namespace poison_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

/// As it comes over the wire.
Ingested take(SqlStore& store, const wire::Batch& batch) {
  store.begin();
  const Ingested ingested = ingest(store, batch.branch, wire::read_batch(wire::batch_json(batch)), now_ms);
  store.commit();
  return ingested;
}

std::vector<std::string> bodies(SqlStore& store) {
  std::vector<std::string> found;
  store.each_event("BJ-0001", 1, [&](const ReceivedEvent& received) { found.push_back(received.event.body); });
  return found;
}

}  // namespace

TEST_CASE("a body that is no JSON is kept byte for byte, and the events around it flow") {
  const tests::AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  store->begin();
  store->add_branch("BJ-0001", "西单营业厅", now_ms);
  store->commit();
  const std::vector<std::string> broken = {
      std::string("{\"name\":\"\xff\xfe\"}"),  // no UTF-8
      std::string("{\"name\":\"a\0b\"}", 14),  // a NUL, which PostgreSQL's text cannot hold
      R"({"ticket_id":"2026)",                 // cut short
      R"({"ticket_id":"20261123-A001")",       // never closed
      R"({"waited_ms":1e999})",                // no number
      "\xe4\xb8",                              // half a character
      "}]}",
  };
  FakeJournal journal;
  journal.add_visit("20261123-A001", 1000, 1000, 5);
  for (const std::string& body : broken) journal.add("ticket_printed", body);
  journal.add("hologram_shown", R"({"depth":"\u0000"})").add_visit("20261123-A002", 1000, 1000, 4);
  CHECK(take(*store, journal.all()).through == journal.size());
  CHECK(take(*store, journal.all()).through == journal.size());

  const auto branch = store->branch("BJ-0001");
  CHECK(branch->quarantined == static_cast<std::int64_t>(broken.size()) + 1);
  CHECK_THAT(branch_line(*branch), ContainsSubstring(R"("quarantined":8)"));
  CHECK(branch->today.taken == 2);
  const auto kept = bodies(*store);
  REQUIRE(kept.size() == static_cast<std::size_t>(journal.size()));
  for (std::size_t i = 0; i < broken.size(); ++i) CHECK(kept[5 + i] == broken[i]);
  CHECK(kept[5 + broken.size()] == R"({"depth":"\u0000"})");
  CHECK(database.number("SELECT count(*) FROM quarantine WHERE branch = 'BJ-0001' AND reason = 'not_text'") == 7);
  CHECK(store->verify().empty());

  database.run("UPDATE derived SET fold_version = 0");
  store->refold_if_needed();
  CHECK(store->branch("BJ-0001")->quarantined == 8);
  CHECK(bodies(*store) == kept);
  CHECK(store->verify().empty());
  database.run("DELETE FROM quarantine WHERE seq = 6");
  CHECK_FALSE(store->verify().empty());
}

TEST_CASE("an event larger than any is kept as it came, reported, and the events around it flow") {
  const tests::AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  store->begin();
  store->add_branch("BJ-0001", "西单营业厅", now_ms);
  store->commit();
  FakeJournal journal;
  journal.add_visit("20261123-A001", 1000, 1000, 5);
  journal.add("ticket_printed", "{\"pad\":\"" + std::string(3'000'000, 'x') + "\"}");
  journal.add_visit("20261123-A002", 1000, 1000, 4);
  CHECK(take(*store, journal.all()).through == journal.size());
  const auto branch = store->branch("BJ-0001");
  CHECK(branch->quarantined == 1);
  CHECK(branch->today.taken == 2);
  CHECK(bodies(*store)[5].size() > 3'000'000);
  CHECK(database.number("SELECT count(*) FROM quarantine WHERE reason = 'too_large' AND seq = 6") == 1);
  CHECK(store->verify().empty());
  database.run("UPDATE derived SET fold_version = 0");
  store->refold_if_needed();
  CHECK(store->branch("BJ-0001")->quarantined == 1);
  CHECK(store->verify().empty());
}

TEST_CASE("an event whose body is no JSON is shown in base 64") {
  ReceivedEvent received{"j", {7, "ticket_printed", 1, "2026-11-23T02:00:00.000Z", "aa", "\xff", true}};
  CHECK_THAT(event_line(received), ContainsSubstring(R"("body_base64":"_w")"));
}

TEST_CASE("a batch that is broken elsewhere is refused as ever") {
  FakeJournal journal;
  journal.add_visit("20261123-A001", 1000, 1000, 5);
  const std::string sound = wire::batch_json(journal.all());
  CHECK_THROWS_AS(wire::read_batch(sound.substr(0, sound.size() - 1)), std::runtime_error);
  CHECK_THROWS_AS(wire::read_batch("<html>" + sound), std::runtime_error);
  std::string kind = sound;
  kind.replace(kind.find("ticket_taken"), 1, "\xff");
  CHECK_THROWS_AS(wire::read_batch(kind), std::runtime_error);
}

}  // namespace poison_test
