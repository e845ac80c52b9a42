// What the chain's own warehouse reads: views, and a role that sees nothing else.
#include "server_sync/hq/ingest.h"

#include <array>

#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::FakeJournal;
using tests::Kind;

namespace warehouse_test {

namespace {

constexpr std::int64_t now_ms = 1'795'579'200'000;
constexpr std::array<const char*, 6> views = {"warehouse_branches", "warehouse_day",     "warehouse_hour",
                                              "warehouse_counter",  "warehouse_repairs", "warehouse_repair_states"};

void fill(const AnyDatabase& database) {
  const auto store = database.open();
  store->begin();
  store->add_branch("BJ-0001", "西单营业厅", now_ms);
  FakeJournal journal;
  journal.add_visit("20261123-A001", 90'000, 30'000, 4).add_visit("20261123-A002", 30'000, 60'000, 1);
  journal.add_visit("20261124-B001", 600'000, 60'000, 5);
  hq::ingest(*store, "BJ-0001", journal.all(), now_ms);
  store->commit();
}

std::string line(const AnyDatabase& database, const std::string& sql, int columns) {
  const auto connection = database.connect();
  auto& found = connection->statement(sql);
  std::string all;
  while (found.step()) {
    for (int i = 0; i < columns; ++i) all += (i == 0 ? "" : " ") + found.text(i);
    all += "|";
  }
  return all;
}

}  // namespace

TEST_CASE("the warehouse's views add up to what branches sent") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  fill(database);
  CHECK(line(database,
             "SELECT branch, day, service, taken, called, finished, waited_ms_sum, served_ms_sum, score_1, score_4, "
             "score_5 FROM warehouse_day ORDER BY day, service",
             11) == "BJ-0001 2026-11-23 A 2 2 2 120000 90000 1 1 0|BJ-0001 2026-11-24 B 1 1 1 600000 60000 0 0 1|");
  CHECK(database.number("SELECT CAST(sum(taken) AS INTEGER) FROM warehouse_hour WHERE hour_utc BETWEEN 0 AND 23") == 3);
  CHECK(database.number("SELECT CAST(sum(served) AS INTEGER) FROM warehouse_counter") == 3);
  CHECK(line(database, "SELECT branch, name, region, revoked FROM warehouse_branches", 4) == "BJ-0001 西单营业厅  0|");
  for (const char* view : views) CHECK(database.number(std::string("SELECT count(*) FROM ") + view) >= 0);
}

TEST_CASE("a warehouse's role reads the views and nothing else") {
  const AnyDatabase database(Kind::postgresql);
  fill(database);
  const auto connection = database.connect();
  // As docs/headquarters.md says.
  connection->run("DROP ROLE IF EXISTS warehouse; CREATE ROLE warehouse");
  for (const char* view : views) connection->run(std::string("GRANT SELECT ON ") + view + " TO warehouse");
  connection->run("SET ROLE warehouse");
  for (const char* view : views) CHECK_NOTHROW(connection->statement(std::string("SELECT * FROM ") + view).step());
  for (const char* table : {"event", "credential", "personal", "person", "sealing_key", "rollup_part"}) {
    CAPTURE(table);
    CHECK_THROWS(connection->statement(std::string("SELECT count(*) FROM ") + table + " AS branch").step());
  }
  CHECK_THROWS(connection->run("DELETE FROM warehouse_branches"));
  connection->run("RESET ROLE; DROP OWNED BY warehouse; DROP ROLE warehouse");
}

}  // namespace warehouse_test
