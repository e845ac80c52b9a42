// What only the store in one file has to keep: its file's rights, other processes, newer programs.
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/sqlite/database.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/hq/sqlite_store.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;

namespace sqlite_file_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

Ingested take(SqliteStore& store, const wire::Batch& batch) {
  store.begin();
  const Ingested ingested = ingest(store, batch.branch, batch, now_ms);
  store.commit();
  return ingested;
}

}  // namespace

TEST_CASE("headquarters' database is for its user alone") {
  tests::ScratchFolder folder;
  SqliteStore store(folder.file("hq.db"));
  using std::filesystem::perms;
  for (const char* name : {"hq.db", "hq.db-wal"}) {
    CHECK((std::filesystem::status(folder.file(name)).permissions() & perms::all) ==
          (perms::owner_read | perms::owner_write));
  }
}

TEST_CASE("a command in a process of its own works on the same data as the running one") {
  tests::ScratchFolder folder;
  SqliteStore store(folder.file("hq.db"));
  const SqliteStore reader(folder.file("hq.db"));  // the server has two connections
  store.begin();
  store.add_branch("BJ-0001", "西单营业厅", now_ms);
  store.commit();
  FakeJournal journal;
  journal.add_visit("20261123-A001", 60000, 120000, 5).add_visit("20261123-A002", 30000, 60000, 3);
  take(store, journal.batch(1, 5));
  const pid_t child = fork();
  if (child == 0) {
    // Nothing of the parent's connections may be used or closed here.
    try {
      SqliteStore beside(folder.file("hq.db"));
      const bool sees = beside.branch("BJ-0001")->through == 5;
      beside.begin();
      beside.add_branch("SH-0002", "南京路厅", now_ms);
      beside.commit();
      _exit(sees ? 0 : 1);
    } catch (...) {
      _exit(2);
    }
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(store.has_branch("SH-0002"));
  CHECK(take(store, journal.batch(6, 10)).through == 10);
  CHECK(std::filesystem::exists(folder.file("hq.db-wal")));
}

TEST_CASE("a database of a newer program is refused and stays as it is") {
  tests::ScratchFolder folder;
  {
    sqlite::Database database(folder.file("hq.db"), sqlite::Access::read_write_create);
    database.run("CREATE TABLE later (x); PRAGMA user_version = 99");
  }
  CHECK_THROWS_WITH(SqliteStore(folder.file("hq.db")), ContainsSubstring("newer"));
  sqlite::Database database(folder.file("hq.db"), sqlite::Access::read_only);
  CHECK(database.value("PRAGMA user_version") == 99);
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == 1);
}

}  // namespace sqlite_file_test
