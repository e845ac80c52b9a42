#include "kiosk/storage/verify.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::SqliteJournal;
using storage::Verified;
using storage::verify;
using tests::ScratchFolder;

namespace verify_test {

namespace {

/// Two days with visits, a waiting ticket, a note and all kinds of rows.
void write_branch(const ScratchFolder& folder) {
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  scribe.commit(domain::ConfigApplied{"digest"});
  write_visit(scribe, scribe.take('A', {20261122}), 1);
  write_visit(scribe, scribe.take('B', {20261122}), 2);
  write_visit(scribe, scribe.take('A'), 1);
  scribe.take('A');
  scribe.commit(domain::AssistanceCalled{1, {20261123}, "kiosk", "en"});
  journal.begin();
  journal.save_note({"20261123-A001", 1, "rating_comment", "谢谢"}, 1);
  journal.commit();
}

std::string said(const Verified& result) {
  std::string text;
  for (const std::string& line : result.differences) text += line + "\n";
  return text;
}

void spoil(const ScratchFolder& folder, const std::string& sql) {
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write).run(sql);
}

}  // namespace

TEST_CASE("a sound branch verifies, with counts", "[storage]") {
  const ScratchFolder folder;
  write_branch(folder);
  const Verified result = verify(folder.path().string());
  CHECK(said(result).empty());
  CHECK(result.sound());
  CHECK(result.journals == 1);
  CHECK(result.events == 24);
  CHECK(result.tickets == 4);
  CHECK(result.counters == 2);
  CHECK(result.notes == 1);
}

TEST_CASE("a new branch verifies, also while the kiosk works on it", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  CHECK(verify(folder.path().string()).sound());
  tests::Scribe scribe(journal);
  scribe.take();
  journal.begin();
  scribe.write(domain::BranchStarted{"1"});
  CHECK(said(verify(folder.path().string())).empty());
  CHECK(verify(folder.path().string()).events == 1);
  journal.commit();
  CHECK(verify(folder.path().string()).events == 2);
}

TEST_CASE("a folder without a database says so", "[storage]") {
  const ScratchFolder folder;
  CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("no database") && ContainsSubstring("--data"));
  CHECK_THAT(said(verify(folder.file("nowhere"))), ContainsSubstring("no database"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a database that cannot be read says so", "[storage]") {
  const ScratchFolder folder;
  SECTION("garbage") {
    std::ofstream(folder.file("menting.db")) << std::string(9000, '?');
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("damaged"));
  }
  SECTION("newer") {
    write_branch(folder);
    spoil(folder, "PRAGMA user_version = 99");
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("newer version"));
  }
  SECTION("older") {
    std::ofstream(folder.file("menting.db")) << "";
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("older schema"));
  }
}

TEST_CASE("every change to an event is found", "[storage]") {
  const ScratchFolder folder;
  write_branch(folder);
  SECTION("body") {
    spoil(folder, "UPDATE event SET body = replace(body, '\"score\":5', '\"score\":1') WHERE seq = 8");
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("event 8 ") && ContainsSubstring("altered") &&
                                                         ContainsSubstring("score: 5 instead of 1"));
  }
  SECTION("kind") {
    spoil(folder, "UPDATE event SET kind = 'no_such_kind' WHERE seq = 3");
    CHECK_THAT(said(verify(folder.path().string())),
               ContainsSubstring("event 3 ") && ContainsSubstring("cannot be read"));
  }
  SECTION("time") {
    spoil(folder, "UPDATE event SET at_ms = at_ms + 1 WHERE seq = 3");
    CHECK_THAT(said(verify(folder.path().string())),
               ContainsSubstring("event 3 ") && ContainsSubstring("two different times"));
  }
  SECTION("hash") {
    spoil(folder, "UPDATE event SET hash = 'x' WHERE seq = 23");
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("event 23 ") && ContainsSubstring("altered"));
  }
  SECTION("a hole") {
    spoil(folder, "DELETE FROM event WHERE seq = 22");
    CHECK_THAT(said(verify(folder.path().string())),
               ContainsSubstring("before event 23 ") && ContainsSubstring("missing"));
  }
  SECTION("the end cut off") {
    spoil(folder, "DELETE FROM event WHERE seq = 23");
    CHECK_THAT(said(verify(folder.path().string())),
               ContainsSubstring("20261123-A002") && ContainsSubstring("without events"));
  }
  SECTION("all of one journal") {
    spoil(folder, "UPDATE event SET journal = 5");
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("belong to no journal"));
  }
  SECTION("an ack of what is not there") {
    spoil(folder, "UPDATE journal SET acked = 25");
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("acked through 25 but ends at 24"));
  }
}

TEST_CASE("every row that is not what its events say is found", "[storage]") {
  const ScratchFolder folder;
  write_branch(folder);
  const auto finds = [&](const std::string& sql, const std::string& what) {
    spoil(folder, sql);
    CAPTURE(sql);
    CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring(what));
  };
  SECTION("ticket") {
    finds("UPDATE ticket SET state = 'called' WHERE id = '20261123-A002'", "(state: called instead of waiting)");
  }
  SECTION("an old ticket") {
    finds("UPDATE ticket SET served_ms = 1 WHERE id = '20261122-A001'", "(served_ms: 1 instead of 61000)");
  }
  SECTION("no ticket") {
    finds("DELETE FROM ticket WHERE id = '20261122-B001'", "20261122-B001: its row is missing");
  }
  SECTION("counter") {
    finds("UPDATE counter SET staff = '1002' WHERE number = 2", "counter 2: its row is not");
  }
  SECTION("its last visit") {
    finds("UPDATE counter SET last_ticket = 'x' WHERE number = 1", "counter 1: its row");
  }
  SECTION("one counter more") {
    finds("INSERT INTO counter VALUES (9, 'open', '', '', '', '', 0, 0, '')", "counter 9: a row without events");
  }
  SECTION("number") {
    finds("UPDATE number SET last_number = 9 WHERE day = 20261122 AND service = 'B'", "2026-11-22 B");
  }
  SECTION("run") {
    finds("UPDATE priority_run SET run = 9 WHERE service = 'A'", "priority run A");
  }
  SECTION("call for help") {
    finds("UPDATE assistance SET place = 'entrance'", "call for help 1: its row is not");
    finds("DELETE FROM assistance", "call for help 1: its row is missing");
    finds("UPDATE setting SET value = '4' WHERE name = 'last_assistance'", "last call for help has number 4");
  }
  SECTION("closed service") {
    finds("INSERT INTO closed_service VALUES ('A', '9001', 'full', 1)", "closed service A: a row without events");
  }
  SECTION("digest") {
    finds("UPDATE setting SET value = 'x' WHERE name = 'config_digest'", "digest");
  }
  SECTION("journal") {
    finds("DELETE FROM journal", "there is no journal");
  }
  SECTION("unreadable") {
    finds("UPDATE counter SET state = 'asleep'", "unknown state");
  }
  SECTION("note") {
    finds("UPDATE note SET ticket = 'x'", "1 notes cannot be opened");
  }
}

TEST_CASE("a lost key is found", "[storage]") {
  const ScratchFolder folder;
  write_branch(folder);
  std::filesystem::remove(folder.file("branch.key"));
  CHECK_THAT(said(verify(folder.path().string())), ContainsSubstring("branch.key is missing"));
}

TEST_CASE("a page that the disk spoiled is found", "[storage]") {
  const ScratchFolder folder;
  write_branch(folder);
  {
    std::fstream file(folder.file("menting.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(folder.file("menting.db")) / 2));
    file << std::string(4096, '\xAA');
  }
  CHECK_FALSE(verify(folder.path().string()).sound());
}

TEST_CASE("a flood of differences is cut short, with its count", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    for (int i = 0; i < 130; ++i) scribe.take();
  }
  spoil(folder, "UPDATE ticket SET score = 3");
  const Verified result = verify(folder.path().string());
  REQUIRE(result.differences.size() == 101);
  CHECK(result.differences.back() == "and 30 more");
}

}  // namespace verify_test
