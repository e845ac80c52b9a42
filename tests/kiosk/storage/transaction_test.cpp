#include <sys/resource.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/sqlite/database.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/storage/sqlite_journal.h"
#include "server_sync/wire/chain.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace transaction_test {

namespace {

const Event started{BranchStarted{"1.0"}, 1795399200123, 1};

Counter counter(CounterNumber number) {
  Counter c;
  c.number = number;
  return c;
}

/// No file of this process may grow beyond the limit while this lives: the disk fails.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*signal_)(int);
  rlimit before_{};
};

std::int64_t count_events(const ScratchFolder& folder) {
  return sqlite::Database(folder.file("menting.db"), sqlite::Access::read_only).value("SELECT count(*) FROM event");
}

}  // namespace

TEST_CASE("a journal has a name for ever and counts its events", "[storage]") {
  const ScratchFolder folder;
  std::string id;
  {
    SqliteJournal journal(folder.path().string());
    id = journal.position().id;
    CHECK(id.size() == 36);
    CHECK(journal.position().seq == 0);
    CHECK(journal.position().acked == 0);
    journal.begin();
    journal.append(started);
    journal.append(started);
    CHECK(journal.position().seq == 2);
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  CHECK(journal.position().id == id);
  CHECK(journal.position().seq == 2);
  journal.begin();
  journal.append(started);
  journal.commit();
  CHECK(journal.position().seq == 3);
}

TEST_CASE("each event is chained to the one before, over its exact bytes", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  scribe.take();
  scribe.commit(CounterOpened{1, "1001"});
  scribe.take('B');
  sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
  sqlite::Statement rows(database, "SELECT seq, kind, version, at, body, hash FROM event ORDER BY seq");
  std::string hash = wire::genesis_hash(journal.position().id);
  std::int64_t seq = 0;
  while (rows.step()) {
    CHECK(rows.integer(0) == ++seq);
    hash = wire::chain_hash(hash, seq, rows.text(1), static_cast<int>(rows.integer(2)), rows.text(3), rows.text(4));
    CHECK(rows.text(5) == hash);
    if (seq == 1) {
      CHECK(rows.text(1) == "ticket_taken");
      CHECK(rows.text(3) == "2026-11-23T02:00:01.001Z");
    }
  }
  CHECK(seq == 3);
}

TEST_CASE("what is rolled back never happened", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.append(started);
  journal.commit();
  journal.begin();
  journal.append(started);
  journal.save(counter(3));
  journal.save_receipt("one", {}, 1);
  journal.rollback();
  CHECK(journal.position().seq == 1);
  CHECK(journal.load({0}).counters.empty());
  CHECK_FALSE(journal.find_receipt("one"));
  journal.begin();
  journal.append(started);
  journal.commit();
  CHECK(journal.position().seq == 2);
  CHECK(count_events(folder) == 2);
}

TEST_CASE("a savepoint takes back one request of a group", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.savepoint();
  journal.append(started);
  journal.save(counter(1));
  journal.release();
  journal.savepoint();
  journal.append(started);
  journal.append(started);
  journal.save(counter(2));
  CHECK(journal.position().seq == 3);
  journal.rollback_to_savepoint();
  CHECK(journal.position().seq == 1);
  journal.release();
  journal.savepoint();
  journal.append(started);
  journal.release();
  journal.commit();
  CHECK(journal.position().seq == 2);
  CHECK(count_events(folder) == 2);
  CHECK(journal.load({0}).counters.size() == 1);
  SECTION("and the chain goes on over the gap that is none") {
    tests::Scribe(journal).take();
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
    CHECK(database.value("SELECT group_concat(seq) = '1,2,3' FROM event") == 1);
  }
}

TEST_CASE("a rollback when nothing was begun does no harm", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.rollback();
  journal.begin();
  journal.append(started);
  journal.commit();
  journal.rollback();
  CHECK(journal.position().seq == 1);
}

TEST_CASE("an ack is kept, may go back, and never passes the newest event", "[storage]") {
  const ScratchFolder folder;
  std::string id;
  {
    SqliteJournal journal(folder.path().string());
    id = journal.position().id;
    journal.begin();
    for (int i = 0; i < 5; ++i) journal.append(started);
    journal.record_ack(id, 4);
    journal.commit();
    CHECK(journal.position().acked == 4);
  }
  SqliteJournal journal(folder.path().string());
  CHECK(journal.position().acked == 4);
  journal.record_ack(id, 2);
  CHECK(journal.position().acked == 2);
  journal.record_ack(id, 99);
  CHECK(journal.position().acked == 5);
  journal.record_ack(id, -1);
  CHECK(journal.position().acked == 0);
  journal.record_ack("another journal", 3);
  CHECK(journal.position().acked == 0);
  journal.begin();
  journal.record_ack(id, 3);
  journal.rollback();
  CHECK(journal.position().acked == 0);
}

TEST_CASE("a disk that does not write is said, undone and survived", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  scribe.take();
  {
    const FileSizeLimit limit(std::filesystem::file_size(folder.file("menting.db-wal")));
    journal.begin();
    journal.append(started);
    journal.save(counter(3));
    CHECK_THROWS_WITH(journal.commit(), ContainsSubstring("menting.db") && ContainsSubstring("check the disk"));
    journal.rollback();
    CHECK(journal.position().seq == 1);
  }
  scribe.take();
  CHECK(journal.position().seq == 2);
  CHECK(count_events(folder) == 2);
  CHECK(journal.load({0}).counters.empty());
}

}  // namespace transaction_test
