#include "server_sync/hq/stored_events.h"

#include "server_sync/hq/given_numbers.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/wire/event_list.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;

namespace stored_events_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;
using Seqs = std::vector<std::int64_t>;

FakeJournal three_visits() {
  FakeJournal journal;
  for (const char* ticket : {"20261123-A001", "20261123-A002", "20261123-B001"}) journal.add_visit(ticket, 7, 9, 4);
  return journal;
}

/// A headquarters that has these events of BJ-0001, in rows of so many.
struct Rows {
  Rows(FakeJournal events, const std::vector<std::int64_t>& sizes)
      : database(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql)),
        store(database.open()),
        journal(std::move(events)) {
    add_branch("BJ-0001");
    std::int64_t first = 1;
    for (const std::int64_t size : sizes) {
      take(journal.batch(first, first + size - 1));
      first += size;
    }
    REQUIRE(first == journal.size() + 1);
    REQUIRE(store->verify().empty());
  }
  void add_branch(const std::string& id) const {
    store->begin();
    store->add_branch(id, "西单营业厅", now_ms);
    store->commit();
  }
  void take(const wire::Batch& batch) const {
    store->begin();
    CHECK(ingest(*store, batch.branch, batch, now_ms).taken == Taken::stored);
    store->commit();
  }
  std::vector<std::string> spoil(const std::string& sql) const {
    database.run(sql);
    return store->verify();
  }
  Seqs seqs_from(std::int64_t from) const {
    Seqs seqs;
    store->each_event("BJ-0001", from, [&](const ReceivedEvent& received) {
      seqs.push_back(received.event.seq);
      CHECK(received.event.hash == journal.hash_before(received.event.seq + 1));
    });
    return seqs;
  }

  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
  FakeJournal journal;
};

Seqs from_to(std::int64_t first, std::int64_t last) {
  Seqs seqs;
  for (; first <= last; ++first) seqs.push_back(first);
  return seqs;
}

}  // namespace

TEST_CASE("events that were sent together are one row, and none is in two") {
  const Rows rows(three_visits(), {5, 10});
  rows.take(rows.journal.batch(4, 15));
  CHECK(rows.database.number("SELECT count(*) FROM event_batch") == 2);
  CHECK(rows.database.number("SELECT max(first_seq) FROM event_batch") == 6);
  CHECK(rows.seqs_from(1) == from_to(1, 15));
}

TEST_CASE("events are read from anywhere on, however they came") {
  FakeJournal journal;
  for (int i = 0; i < 60; ++i) journal.add_visit("20261123-A001", 1000, 1000, 5);
  std::vector<std::int64_t> sizes = {3, 1, 50, 2};
  sizes.resize(sizes.size() + 300 - 56, 1);
  const Rows rows(journal, sizes);
  for (const std::int64_t from : {0, 1, 2, 4, 5, 30, 54, 55, 56, 57, 140, 299, 300, 301}) {
    CHECK(rows.seqs_from(from) == from_to(std::max<std::int64_t>(from, 1), 300));
  }
  CHECK(rows.store->hash_of("BJ-0001", journal.id(), 54) == journal.hash_before(55));
  CHECK(rows.store->hash_of("BJ-0001", journal.id(), 301).empty());
  CHECK(rows.store->hashes_of("BJ-0001", journal.id(), 40, 200).size() == 161);
}

TEST_CASE("verify finds events that were changed, are gone or cannot be read, and says which") {
  const Rows rows(three_visits(), {5, 5, 5});
  const std::string second = " WHERE first_seq = 6";
  CHECK_THAT(
      rows.spoil(R"(UPDATE event_batch SET events = replace(events, '"waited_ms":7', '"waited_ms":8'))" + second).at(0),
      ContainsSubstring("broken at event 7"));
  rows.spoil(R"(UPDATE event_batch SET events = replace(events, '"waited_ms":8', '"waited_ms":7'))" + second);
  const auto faults = rows.spoil("UPDATE event_batch SET events = replace(events, ']]', ']')" + second);
  CHECK_THAT(faults.at(0), ContainsSubstring("the row of event 6 cannot be read: event"));
  CHECK_THAT(faults.at(1), ContainsSubstring("event 6 is missing, 11 follows 5"));
  CHECK(rows.spoil("UPDATE event_batch SET events = events || ']'" + second).empty());
  const auto moved = rows.spoil("UPDATE event_batch SET first_seq = 7" + second);
  CHECK_THAT(moved.at(0), ContainsSubstring("event 6 is missing, 7 follows 5"));
  CHECK_THAT(moved.at(1), ContainsSubstring("broken at event 8"));
  CHECK_THAT(rows.spoil("DELETE FROM event_batch WHERE first_seq = 7").at(0),
             ContainsSubstring("event 6 is missing, 11 follows 5"));
  CHECK_THAT(rows.spoil("DELETE FROM event_batch WHERE first_seq = 11").at(0), ContainsSubstring("acked through 15"));
}

TEST_CASE("verify finds events that are there twice, wherever they begin") {
  const Rows rows(three_visits(), {5, 5, 5});
  const bool allows_the_same_start = !rows.database.place().in_one_file();  // its key holds the time of receipt, too
  for (const std::int64_t first : {4, 1, 11}) {
    if (first != 4 && !allows_the_same_start) continue;
    CAPTURE(first);
    const auto connection = rows.database.connect();
    auto& insert = connection->statement(
        "INSERT INTO event_batch (branch, journal, first_seq, received_at, events) VALUES ('BJ-0001', $1, $2, $3, $4)");
    insert.bind(1, rows.journal.id()).bind(2, first).bind(3, now_ms + 1);
    insert.bind(4, wire::event_list(rows.journal.batch(first, first + 1).events)).run();
    const auto faults = rows.store->verify();
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults.front(), ContainsSubstring("the row of event " + std::to_string(first) + ": another row has it"));
    CHECK(rows.seqs_from(1) == from_to(1, 15));
    rows.database.run("DELETE FROM event_batch WHERE received_at = " + std::to_string(now_ms + 1));
  }
}

TEST_CASE("a branch that sends again what cannot be read here is told of a fork, as where it is gone") {
  const Rows rows(three_visits(), {5, 5, 5});
  rows.database.run("UPDATE event_batch SET events = 'torn' WHERE first_seq = 6");
  rows.store->begin();
  CHECK(ingest(*rows.store, "BJ-0001", rows.journal.batch(6, 10), now_ms).taken == Taken::fork);
  CHECK(ingest(*rows.store, "BJ-0001", rows.journal.batch(1, 5), now_ms).taken == Taken::stored);
  rows.store->rollback();
}

TEST_CASE("what is behind a gap, or cannot be read, keeps nothing else from being read") {
  const Rows rows(three_visits(), {5, 5, 5});
  rows.add_branch("SH-0002");
  FakeJournal other("SH-0002", "0d4f5a6b-8a55-4d0e-9f54-0b1c2d3e4f50");
  rows.take(other.add_visit("20261123-C007", 1000, 1000, 5).all());
  const std::string second = " WHERE branch = 'BJ-0001' AND first_seq = 6";
  CHECK_FALSE(rows.spoil("UPDATE event_batch SET events = 'torn'" + second).empty());
  const auto numbers = given_numbers(rows.store->connection(), "BJ-0001", now_ms);
  REQUIRE(numbers.size() == 2);
  CHECK(numbers[0] == wire::GivenNumber{20261123, 'A', 1});
  CHECK(numbers[1] == wire::GivenNumber{20261123, 'B', 1});
  rows.database.run("UPDATE derived SET fold_version = 0");
  rows.store->refold_if_needed();
  CHECK(rows.store->branch("SH-0002")->today.taken == 1);
  CHECK(rows.store->branch("BJ-0001")->today.taken == 2);

  CHECK_FALSE(rows.spoil("DELETE FROM event_batch" + second).empty());
  for (const std::int64_t from : {6, 7, 10, 11}) CHECK(rows.seqs_from(from) == from_to(11, 15));
  CHECK(rows.seqs_from(15) == Seqs{15});
  CHECK(rows.seqs_from(16).empty());
}

}  // namespace stored_events_test
