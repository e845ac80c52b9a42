#include "server_sync/hq/schema.h"

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

TEST_CASE("events that had rows of their own stand in batches of one, byte for byte, and more follow them") {
  const tests::AnyDatabase database(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  tests::FakeJournal journal;
  journal.add_visit("20261123-A001", 60'000, 120'000, 5)
      .add("hologram_shown", R"({"depth":"\u0000", "say":"她说\"好\"'"})");
  journal.add("ticket_printed", R"({"torn":")").add("ticket_taken", R"({"ticket_id":"20261123-A002"})");
  wire::Batch batch = journal.batch(1, 8);
  batch.events[6].damaged = true;
  {
    const auto old = as_of(before_batches, database.place());
    old->run("INSERT INTO branch (id, name, added_at) VALUES ('BJ-0001', '西单营业厅', 1)");
    auto& row = old->statement(
        "INSERT INTO event (branch, journal, seq, kind, version, at, hash, body, received_at) VALUES ($1, $2, $3, $4, "
        "1, $5, $6, $7, $8)");
    for (const wire::Event& event : batch.events) {
      row.bind(1, "BJ-0001").bind(2, journal.id()).bind(3, event.seq).bind(4, event.kind).bind(5, event.at);
      row.bind(6, event.hash).bind(7, event.damaged ? "" : event.body);
      row.bind(8, now_ms + (event.seq - 4) * 86'400'000 * 20).run();  // months before and after
    }
    old->statement(
           "INSERT INTO quarantine (branch, journal, seq, reason, body) VALUES ('BJ-0001', $1, 7, 'not_text', $2)")
        .bind(1, journal.id())
        .bind_blob(2, batch.events[6].body)
        .run();
    old->statement(
           "INSERT INTO cursor (branch, journal, through, hash, started_at, last_seen) VALUES ('BJ-0001', $1, 8, $2, "
           "1, "
           "1)")
        .bind(1, journal.id())
        .bind(2, batch.events[7].hash)
        .run();
  }
  const auto store = database.open();  // the sums are made anew
  store->refold_if_needed();
  CHECK(store->verify().empty());
  CHECK(database.number("SELECT count(*) FROM event_batch") == 8);
  CHECK_THROWS(database.run("SELECT * FROM event"));

  store->begin();
  journal.add_visit("20261123-A003", 1000, 1000, 4);
  CHECK(ingest(*store, "BJ-0001", journal.batch(9, 13), now_ms).through == 13);
  store->commit();
  std::vector<wire::Event> found;
  store->each_event("BJ-0001", 1, [&](const ReceivedEvent& received) { found.push_back(received.event); });
  const auto expected = journal.all().events;
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].seq == expected[i].seq);
    CHECK(found[i].kind == expected[i].kind);
    CHECK(found[i].at == expected[i].at);
    CHECK(found[i].hash == expected[i].hash);
    CHECK(found[i].body == expected[i].body);
    CHECK(found[i].damaged == (i == 6));
  }
  CHECK(store->verify().empty());
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
