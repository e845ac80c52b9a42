#include "kiosk/storage/outbox_reader.h"

#include <string>

#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "server_sync/wire/chain.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::OutboxReader;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace outbox_test {

namespace {

constexpr std::size_t plenty = 1'000'000;

void check_chained(const wire::Batch& batch) {
  std::string hash = batch.prev_hash;
  std::int64_t seq = batch.first_seq;
  for (const wire::Event& event : batch.events) {
    CHECK(event.seq == seq++);
    hash = wire::chain_hash(hash, event.seq, event.kind, event.version, event.at, event.body);
    CHECK(event.hash == hash);
  }
}

}  // namespace

TEST_CASE("an empty journal has nothing to send", "[storage]") {
  const ScratchFolder folder;
  const SqliteJournal journal(folder.path().string());
  OutboxReader reader(folder.path().string());
  CHECK_FALSE(reader.next(10, plenty));
  CHECK(reader.waiting() == 0);
}

TEST_CASE("batches are contiguous, chained and at most as large as asked", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  OutboxReader reader(folder.path().string());
  for (int i = 0; i < 7; ++i) scribe.take();
  const auto first = reader.next(3, plenty);
  REQUIRE(first);
  CHECK(first->branch.empty());
  CHECK(first->journal == journal.position().id);
  CHECK(first->first_seq == 1);
  CHECK(first->prev_hash == wire::genesis_hash(first->journal));
  CHECK(first->events.size() == 3);
  CHECK(first->events[0].kind == "ticket_taken");
  check_chained(*first);
  journal.record_ack(first->journal, 3);
  const auto second = reader.next(100, plenty);
  REQUIRE(second);
  CHECK(second->first_seq == 4);
  CHECK(second->events.size() == 4);
  CHECK(second->prev_hash == first->events[2].hash);
  check_chained(*second);
  const auto small = reader.next(100, second->events[0].body.size() + second->events[1].body.size());
  CHECK(small->events.size() == 2);
  CHECK(reader.next(100, 1)->events.size() == 1);
  CHECK(reader.next(0, 0)->events.size() == 1);
  CHECK(reader.waiting() == 4);
}

TEST_CASE("an ack counts in the reader before it is written down, and may go back", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  OutboxReader reader(folder.path().string());
  for (int i = 0; i < 4; ++i) scribe.take();
  const std::string id = journal.position().id;
  reader.acked(id, 4);
  CHECK_FALSE(reader.next(10, plenty));
  CHECK(reader.waiting() == 0);
  scribe.take();
  CHECK(reader.next(10, plenty)->first_seq == 5);
  reader.acked(id, 1);
  CHECK(reader.next(10, plenty)->first_seq == 2);
  CHECK(reader.waiting() == 4);
  CHECK(OutboxReader(folder.path().string()).next(10, plenty)->first_seq == 1);
}

TEST_CASE("an ack beyond the journal's end does not hide what comes then", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  OutboxReader reader(folder.path().string());
  scribe.take();
  journal.record_ack(journal.position().id, 50);
  CHECK_FALSE(reader.next(10, plenty));
  scribe.take();
  CHECK(reader.next(10, plenty)->first_seq == 2);
}

TEST_CASE("events that are not committed are not sent", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  OutboxReader reader(folder.path().string());
  journal.begin();
  journal.append({domain::BranchStarted{"1"}, 1795399200123, 1});
  CHECK_FALSE(reader.next(10, plenty));
  journal.commit();
  CHECK(reader.next(10, plenty));
}

TEST_CASE("the oldest journal drains first", "[storage]") {
  const ScratchFolder folder;
  std::string old_id;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    scribe.take();
    scribe.take();
    old_id = journal.position().id;
  }
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write)
      .run("INSERT INTO journal (number, id) VALUES (2, 'second')");
  SqliteJournal journal(folder.path().string());
  CHECK(journal.position().id == "second");
  CHECK(journal.position().seq == 0);
  tests::Scribe(journal).take();
  OutboxReader reader(folder.path().string());
  CHECK(reader.waiting() == 3);
  CHECK(reader.next(1, plenty)->journal == old_id);
  journal.record_ack(old_id, 2);
  const auto batch = reader.next(10, plenty);
  REQUIRE(batch);
  CHECK(batch->journal == "second");
  CHECK(batch->first_seq == 1);
  CHECK(batch->prev_hash == wire::genesis_hash("second"));
  check_chained(*batch);
}

TEST_CASE("where the acks of each journal end is known, the oldest first", "[storage]") {
  const ScratchFolder folder;
  std::string old_id;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    for (int i = 0; i < 3; ++i) scribe.take();
    old_id = journal.position().id;
    journal.record_ack(old_id, 2);
  }
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write)
      .run("INSERT INTO journal (number, id) VALUES (2, 'second')");
  SqliteJournal journal(folder.path().string());
  OutboxReader reader(folder.path().string());
  const wire::Batch tail = reader.next(10, plenty).value();
  auto ends = reader.acked_ends();
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].branch.empty());
  CHECK(ends[0].journal == old_id);
  CHECK(ends[0].first_seq == 3);
  CHECK(ends[0].prev_hash == tail.prev_hash);
  CHECK(ends[0].events.empty());
  CHECK(ends[1].journal == "second");
  CHECK(ends[1].first_seq == 1);
  CHECK(ends[1].prev_hash == wire::genesis_hash("second"));
  reader.acked(old_id, 3);
  ends = reader.acked_ends();
  CHECK(ends[0].first_seq == 4);
  CHECK(ends[0].prev_hash == tail.events.back().hash);
  reader.acked(old_id, 50);  // beyond the end: nothing can be acked there
  CHECK(reader.acked_ends()[0].first_seq == 4);
}

}  // namespace outbox_test
