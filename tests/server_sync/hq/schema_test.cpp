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
