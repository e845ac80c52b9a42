#include "server_sync/hq/schema.h"

#include <chrono>
#include <future>
#include <thread>

#include "base/postgres/connection.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/hq/postgres_sql.h"
#include "server_sync/hq/sqlite_sql.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;

namespace {

constexpr std::int64_t now_ms = 1795399200000;
constexpr std::size_t before_one_table = 13;
constexpr std::size_t before_batches = 14;

/// The database as a program that knew fewer steps left it.
std::unique_ptr<sql::Connection> as_of(std::size_t step, const Place& place) {
  const auto steps = schema_steps().first(step);
  if (place.in_one_file()) return sql::open_sqlite(place.data_folder + "/hq.db", steps);
  return sql::open_postgres(place.database, steps);
}

std::string zeros(std::size_t count) {
  std::string text;
  while (count-- > 0) text += ", 0";
  return text;
}

}  // namespace

TEST_CASE("sums that only the older table had go over to the one that is left, and stand up to verify") {
  const auto kind = GENERATE(tests::Kind::sqlite, tests::Kind::postgresql);
  const tests::AnyDatabase other(kind);
  const auto expected = other.open();
  const tests::FakeJournal journal = tests::FakeJournal().add_visit("20261123-A001", 60'000, 120'000, 5);
  const auto put_in = [&](SqlStore& store) {
    store.begin();
    store.add_branch("BJ-0001", "西单营业厅", now_ms);
    ingest(store, "BJ-0001", journal.all(), now_ms);
    store.commit();
  };
  put_in(*expected);

  // The sums as they were kept then, of the same events, and a day of a letter that was transferred away only.
  const tests::AnyDatabase database(kind);
  const std::string sums = zeros(36);
  as_of(before_one_table, database.place())
      ->run("INSERT INTO rollup_part VALUES ('BJ-0001', 20261123, 'service', 'A'" + sums +
            "); INSERT INTO rollup_part VALUES ('BJ-0001', 20261123, 'hour', '02'" + sums +
            "); INSERT INTO rollup_day VALUES ('BJ-0001', 20261123, 'A', 1, 1, 1, 0, 0, 1, 5, 60000, 120000), "
            "('BJ-0001', 20261122, 'B', 0, 0, 0, 0, 0, 0, 0, 0, 777), ('BJ-0001', 20261121, 'C', 0, 0, 0, 0, 0, 0, 0, "
            "0, 0)");
  const auto moved = database.open();
  CHECK(database.number("SELECT count(*) FROM rollup_part") == 3);
  CHECK(database.number("SELECT all_served_ms_sum FROM rollup_part WHERE day = 20261122 AND part = 'service' AND "
                        "name = 'B' AND taken = 0") == 777);
  CHECK(database.number("SELECT count(*) FROM rollup_part WHERE part = 'hour' AND all_waited_ms_sum = 0") == 1);
  for (const std::string sum : {"all_waited_ms_sum", "all_served_ms_sum"}) {
    const std::string of_a = "SELECT " + sum + " FROM rollup_part WHERE part = 'service' AND name = 'A'";
    CHECK(database.number(of_a) == other.number(of_a));
  }
  CHECK_THROWS(database.run("SELECT * FROM rollup_day"));

  // What comes from now on is kept in one place.
  database.run("DELETE FROM rollup_part");
  put_in(*moved);
  CHECK(moved->verify().empty());
}

namespace {

/// PostgreSQL's events as they were kept until then.
constexpr const char* events_by_month = R"(
DROP TABLE event;
CREATE TABLE event (
  branch TEXT NOT NULL, journal TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL, version BIGINT NOT NULL,
  at TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, received_at BIGINT NOT NULL,
  PRIMARY KEY (branch, journal, seq, received_at)
) PARTITION BY RANGE (received_at);
CREATE TABLE event_2026_10 PARTITION OF event FOR VALUES FROM (1790812800000) TO (1793491200000);
CREATE TABLE event_2026_11 PARTITION OF event FOR VALUES FROM (1793491200000) TO (1796083200000);
CREATE TABLE event_2026_12 PARTITION OF event FOR VALUES FROM (1796083200000) TO (1798761600000);)";

constexpr std::int64_t november_ms = 1793491200000;
constexpr std::int64_t december_ms = 1796083200000;

/// A database whose events have a row each.
struct SingleRows {
  explicit SingleRows(tests::Kind kind) : database(kind), old(as_of(before_batches, database.place())) {
    if (kind == tests::Kind::postgresql) old->run(events_by_month);
    for (const char* id : {"BJ-0001", "SH-0002"}) {
      old->statement("INSERT INTO branch (id, name, added_at) VALUES ($1, '西单营业厅', 1)").bind(1, id).run();
    }
  }
  void add(const wire::Batch& batch, const wire::Event& event, std::int64_t received_at_ms) {
    auto& row = old->statement(
        "INSERT INTO event (branch, journal, seq, kind, version, at, hash, body, received_at) VALUES ($8, $1, "
        "$2, $3, 1, $4, $5, $6, $7)");
    row.bind(8, batch.branch);
    row.bind(1, batch.journal).bind(2, event.seq).bind(3, event.kind).bind(4, event.at).bind(5, event.hash);
    row.bind(6, event.damaged ? "" : event.body).bind(7, received_at_ms).run();
    if (!event.damaged) return;
    auto& bytes = old->statement(
        "INSERT INTO quarantine (branch, journal, seq, reason, body) VALUES ($4, $1, $2, 'not_text', $3)");
    bytes.bind(4, batch.branch).bind(1, batch.journal).bind(2, event.seq).bind_blob(3, event.body).run();
  }
  void acked(const wire::Batch& batch) {
    auto& row = old->statement(
        "INSERT INTO cursor (branch, journal, through, hash, started_at, last_seen) VALUES ($1, $2, $3, $4, 1, 1)");
    row.bind(1, batch.branch).bind(2, batch.journal).bind(3, batch.events.back().seq);
    row.bind(4, batch.events.back().hash).run();
  }

  tests::AnyDatabase database;
  std::unique_ptr<sql::Connection> old;
};

}  // namespace

TEST_CASE("events that had rows of their own stand together as they came, byte for byte, and more follow them") {
  SingleRows single(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  tests::FakeJournal journal;
  journal.add_visit("20261123-A001", 60'000, 120'000, 5);
  journal.add("hologram_shown", R"({"depth":"\u0000", "say":"她说\"好\"'"})").add("ticket_printed", R"({"torn":")");
  for (int i = 2; i < 8; ++i)
    journal.add("ticket_taken", R"({"ticket_id":"20261123-A00)" + std::to_string(i) + R"("})");
  wire::Batch batch = journal.all();
  batch.events[6].damaged = true;
  const std::int64_t came[] = {november_ms - 1, november_ms, november_ms, november_ms,     now_ms, now_ms, now_ms,
                               now_ms + 1,      now_ms,      december_ms, december_ms - 1, now_ms, now_ms};
  REQUIRE(std::size(came) == batch.events.size());
  for (std::size_t i = 0; i < std::size(came); ++i) single.add(batch, batch.events[i], came[i]);
  single.acked(batch);
  // Others that came at the same moments: another journal of the branch, and another branch with one of the same name.
  const std::string second = "7f1b0c9e-8a55-4d0e-9f54-0b1c2d3e4f50";
  for (tests::FakeJournal other : {tests::FakeJournal("BJ-0001", second), tests::FakeJournal("SH-0002", second)}) {
    const wire::Batch all = other.add_visit("20261123-C001", 1000, 1000, 3).all();
    for (const wire::Event& event : all.events) single.add(all, event, now_ms);
    single.acked(all);
  }
  single.old.reset();

  const auto store = single.database.open();
  store->refold_if_needed();
  CHECK(store->verify().empty());
  // 1 | 2 3 4 | 5 6 7 | 8 | 9 | 10 | 11 | 12 13
  CHECK(single.database.number("SELECT count(*) FROM event_batch") == 8 + 2);
  CHECK(single.database.number("SELECT sum(first_seq) FROM event_batch") == 1 + 2 + 5 + 8 + 9 + 10 + 11 + 12 + 2);
  CHECK_THROWS(single.database.run("SELECT * FROM event"));

  store->begin();
  journal.add_visit("20261123-A009", 1000, 1000, 4);
  CHECK(ingest(*store, "BJ-0001", journal.batch(14, 18), now_ms).through == 18);
  store->commit();
  std::vector<wire::Event> found;
  store->each_event("BJ-0001", 1, [&](const ReceivedEvent& received) {
    if (received.journal == journal.id()) found.push_back(received.event);
  });
  auto expected = journal.all().events;
  expected[6].damaged = true;
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == expected[i]);
  }
  CHECK(store->verify().empty());
}

TEST_CASE("an event that an older headquarters is storing while the schema changes is not lost") {
  SingleRows single(tests::Kind::postgresql);
  const tests::FakeJournal journal = tests::FakeJournal().add_visit("20261123-A001", 60'000, 120'000, 5);
  const wire::Batch batch = journal.all();
  single.old->begin_writing();
  for (const wire::Event& event : batch.events) single.add(batch, event, now_ms);
  single.acked(batch);
  single.old->settle();
  auto opened = std::async(std::launch::async, [&] { return single.database.open(); });
  postgres::Connection look(single.database.place().database);
  const auto waits = [&look] {
    return look.run("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'event'::regclass").integer(0, 0);
  };
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (waits() == 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(waits() == 1);
  single.old->commit();
  const auto store = opened.get();
  store->refold_if_needed();
  CHECK(store->verify().empty());
  CHECK(store->branch("BJ-0001")->through == 5);
  CHECK_THROWS(single.add(batch, batch.events.back(), now_ms));
}

TEST_CASE("every month's events are compressed quickly") {
  const tests::AnyDatabase database(tests::Kind::postgresql);
  const auto store = database.open();
  store->begin();
  store->connection().make_room(now_ms);
  store->commit();
  CHECK(
      database.number("SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname LIKE "
                      "'event_batch%' AND a.attname = 'events' AND a.attcompression = 'l'") == 4);
}
