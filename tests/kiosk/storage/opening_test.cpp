#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/sqlite/database.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/outbox_reader.h"
#include "kiosk/storage/schema/schema.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::SqliteJournal;
using tests::bytes_of;
using tests::ScratchFolder;

namespace opening_test {

namespace {

unsigned mode_of(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

/// As the file was before visits had several services.
void back_to_schema_3(sqlite::Database& database) {
  for (const char* column :
       {"service",       "since_at_ms",    "since_steady_ms", "kept_ms",          "for_counter",
        "added",         "servings",       "holds",           "hold_reason",      "held_at_ms",
        "lane_changes",  "lane_reason",    "returns",         "rated_at_ms",      "rating_answer",
        "answer_staff",  "answered_at_ms", "first_counter",   "first_staff",      "first_called_at_ms",
        "first_wait_ms", "let_passes",     "appointment",     "slot_from_minute", "slot_to_minute",
        "due_steady_ms"}) {
    database.run(std::string("ALTER TABLE ticket DROP COLUMN ") + column);
  }
  database.run(
      "ALTER TABLE receipt RENAME COLUMN steady_ms TO at_ms; ALTER TABLE ticket RENAME COLUMN letter TO service;"
      " ALTER TABLE counter DROP COLUMN priority_run;"
      " ALTER TABLE counter DROP COLUMN services; DROP TABLE closed_service; DROP INDEX event_time;"
      " DROP TABLE repair; DROP TABLE loaner; DROP TABLE directive; DROP TABLE appointment;"
      " DROP TABLE appointment_secret;"
      " DROP INDEX note_lookup; ALTER TABLE note DROP COLUMN lookup; DROP TABLE erasure_owed;"
      " ALTER TABLE journal DROP COLUMN begun_by; ALTER TABLE journal DROP COLUMN begun_at_ms;"
      " DROP INDEX note_name; DROP INDEX note_unsent; DROP INDEX note_untold; ALTER TABLE note DROP COLUMN name;"
      " ALTER TABLE note DROP COLUMN sent_at_ms; ALTER TABLE note DROP COLUMN erased_there;"
      " ALTER TABLE note DROP COLUMN erased_at_ms;"
      " PRAGMA user_version = 3");
}

}  // namespace

TEST_CASE("the data folder is made, for this user alone", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("new/branch");
  const SqliteJournal journal(data);
  CHECK(mode_of(data) == 0700);
  CHECK(mode_of(data + "/menting.db") == 0600);
  CHECK(mode_of(data + "/menting.db-wal") == 0600);
  CHECK(mode_of(data + "/branch.key") == 0600);
  CHECK(std::filesystem::file_size(data + "/branch.key") == 32);
}

TEST_CASE("a data folder that is a file, or lies below one, is named", "[storage]") {
  const ScratchFolder folder;
  std::ofstream(folder.file("file")) << "x";
  CHECK_THROWS_WITH(SqliteJournal(folder.file("file")), ContainsSubstring("is a file") && ContainsSubstring("--data"));
  CHECK_THROWS_WITH(SqliteJournal(folder.file("file/below")),
                    ContainsSubstring("cannot make the data folder") && ContainsSubstring("Not a directory"));
}

TEST_CASE("a data folder that cannot be written is named", "[storage]") {
  // Nobody, not even root, makes files there.
  CHECK_THROWS_WITH(SqliteJournal("/proc/self"),
                    ContainsSubstring("cannot write in the data folder") && ContainsSubstring("may write in it"));
}

TEST_CASE("a database that cannot be opened for writing is named", "[storage]") {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.file("menting.db"));
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()),
                    ContainsSubstring("menting.db") && ContainsSubstring("Check that"));
}

TEST_CASE("a database of a newer program is refused and stays byte for byte", "[storage]") {
  const ScratchFolder folder;
  { tests::Scribe(*std::make_unique<SqliteJournal>(folder.path().string())).take(); }
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write).run("PRAGMA user_version = 99");
  const std::string before = bytes_of(folder.file("menting.db"));
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()),
                    ContainsSubstring("newer version") && ContainsSubstring("schema 99") && ContainsSubstring("Start"));
  CHECK(bytes_of(folder.file("menting.db")) == before);
  CHECK_FALSE(std::filesystem::exists(folder.file("menting.db-wal")));
  CHECK_FALSE(std::filesystem::exists(folder.file("menting.db-shm")));
}

TEST_CASE("a damaged database is refused and stays byte for byte", "[storage]") {
  const ScratchFolder folder;
  { tests::Scribe(*std::make_unique<SqliteJournal>(folder.path().string())).take(); }
  SECTION("all of it") {
    std::ofstream(folder.file("menting.db")) << std::string(9000, '?');
  }
  SECTION("its first table") {
    std::fstream file(folder.file("menting.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << std::string(3000, '\xAA');
  }
  const std::string before = bytes_of(folder.file("menting.db"));
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()),
                    ContainsSubstring("menting.db") && ContainsSubstring("restore the newest backup"));
  CHECK(bytes_of(folder.file("menting.db")) == before);
}

TEST_CASE("an empty file becomes a new database", "[storage]") {
  const ScratchFolder folder;
  std::ofstream(folder.file("menting.db")) << "";
  SqliteJournal journal(folder.path().string());
  CHECK(journal.position().seq == 0);
}

TEST_CASE("a database that was cut to nothing is not taken for a new branch", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.path().string();
  { const SqliteJournal journal(data); }
  std::filesystem::resize_file(data + "/menting.db", 0);
  CHECK_THROWS_WITH(SqliteJournal(data), ContainsSubstring("restore"));
  CHECK(std::filesystem::file_size(data + "/menting.db") == 0);
}

TEST_CASE("somebody else's database is refused and stays byte for byte", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.path().string();
  {
    sqlite::Database other(data + "/menting.db", sqlite::Access::read_write_create);
    other.run("CREATE TABLE x (a)");
  }
  const std::string before = bytes_of(data + "/menting.db");
  CHECK_THROWS_WITH(SqliteJournal(data), ContainsSubstring("not Menting's"));
  CHECK(bytes_of(data + "/menting.db") == before);
}

TEST_CASE("a second writer on a data folder is refused, readers are not", "[storage]") {
  const ScratchFolder folder;
  auto first = std::make_unique<SqliteJournal>(folder.path().string());
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()),
                    ContainsSubstring("in use by another kiosk (process " + std::to_string(::getpid()) + ")") &&
                        ContainsSubstring("stop that one first"));
  tests::Scribe scribe(*first);
  scribe.take();
  CHECK(storage::OutboxReader(folder.path().string()).next(10, 1000));
  CHECK(sqlite::Database(folder.file("menting.db"), sqlite::Access::read_only).value("SELECT count(*) FROM event") ==
        1);
  first.reset();
  CHECK(SqliteJournal(folder.path().string()).position().seq == 1);
}

TEST_CASE("a database of the first schema is brought up to date with all it holds", "[storage]") {
  const ScratchFolder folder;
  std::string before;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe(journal).take();
  }
  {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_write);
    back_to_schema_3(database);
    database.run("DROP INDEX receipt_age; DROP TABLE assistance; PRAGMA user_version = 1");
    before = database.text_value("SELECT hash FROM event ORDER BY seq DESC LIMIT 1");
  }
  CHECK(SqliteJournal(folder.path().string()).position().seq == 1);
  sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
  CHECK(database.value("PRAGMA user_version") == storage::schema_steps().back().version);
  CHECK(database.text_value("SELECT hash FROM event ORDER BY seq DESC LIMIT 1") == before);
  // The sweep of old receipts looks at these alone.
  sqlite::Statement plan(database, "EXPLAIN QUERY PLAN DELETE FROM receipt WHERE steady_ms < 5");
  REQUIRE(plan.step());
  CHECK_THAT(plan.text(3), ContainsSubstring("receipt_age"));
}

TEST_CASE("receipts of the schema before they aged by the timeline are as old as they were", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe(journal).take();
  }
  {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_write);
    back_to_schema_3(database);
    database.run(
        "INSERT INTO receipt SELECT 'young', '', '{}', at_ms - 1000 FROM event WHERE seq = 1;"
        "INSERT INTO receipt SELECT 'old', '', '{}', 0 FROM event WHERE seq = 1");
  }
  SqliteJournal journal(folder.path().string());
  const std::int64_t now_ms = journal.load({0}).steady_ms;
  journal.erase_receipts_before(now_ms - 2000);
  CHECK(journal.find_receipt("young"));
  CHECK_FALSE(journal.find_receipt("old"));
}

TEST_CASE("visits of the schema before the verbs came are what their events say afterwards", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.path().string();
  {
    SqliteJournal journal(data);
    tests::Scribe scribe(journal);
    write_visit(scribe, scribe.take(), 3);
    const auto waits_again = scribe.take();
    scribe.commit(domain::TicketCalled{waits_again, 3, "1001", 7000, domain::Why::first_come});
    scribe.commit(domain::TicketResumed{waits_again, 3, "1001", "counter_removed"});
    scribe.commit(domain::TicketCalled{waits_again, 4, "1002", 9000, domain::Why::first_come});
    scribe.commit(domain::TicketResumed{waits_again, 4, "1002", "counter_removed"});
    scribe.take();
  }
  {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_write);
    back_to_schema_3(database);
  }
  const domain::BranchState state = SqliteJournal(data).load({0});
  const domain::Ticket& served = state.tickets.begin()->second;
  CHECK(served.servings.size() == 1);
  CHECK(served.rated_at_ms > served.ended_at_ms);
  CHECK(served.first_wait_ms == 5000);
  CHECK(state.tickets.at("20261123-A002").first_wait_ms == 7000);
  CHECK(state.tickets.at("20261123-A002").first_staff == "1001");
  const storage::Verified result = storage::verify(data);
  for (const std::string& difference : result.differences) UNSCOPED_INFO(difference);
  CHECK(result.sound());
  CHECK(result.tickets == 3);
}

TEST_CASE("opening it leaves the durable settings in the file", "[storage]") {
  const ScratchFolder folder;
  const SqliteJournal journal(folder.path().string());
  sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
  CHECK(database.text_value("PRAGMA journal_mode") == "wal");
  CHECK(database.value("PRAGMA user_version") == storage::schema_steps().back().version);
  CHECK(database.value("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
                       " AND name NOT LIKE 'sqlite_%'") == 0);
}

TEST_CASE("private files are whole, private and durable or not there", "[storage]") {
  const ScratchFolder folder;
  storage::write_private_file(folder.file("a"), "one");
  storage::write_private_file(folder.file("a"), "two");
  CHECK(storage::read_file(folder.file("a")) == "two");
  CHECK(mode_of(folder.file("a")) == 0600);
  CHECK_FALSE(std::filesystem::exists(folder.file("a.new")));
  CHECK_FALSE(storage::read_file(folder.file("b")));
  CHECK_THROWS_WITH(storage::write_private_file(folder.file("no/a"), "x"), ContainsSubstring("Check that the folder"));
  CHECK_THROWS_WITH(storage::move_file(folder.file("b"), folder.file("c")), ContainsSubstring("cannot rename"));
  CHECK_THROWS_WITH(storage::read_file(folder.path().string()), ContainsSubstring("cannot read"));
}

}  // namespace opening_test
