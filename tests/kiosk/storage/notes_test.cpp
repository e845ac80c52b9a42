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
using domain::Note;
using storage::SqliteJournal;
using tests::bytes_of;
using tests::ScratchFolder;

namespace {

const std::string ticket = "20261123-A001";
const std::string secret = "她很耐心 and my number is 13800138000";

void save_notes(const ScratchFolder& folder) {
  SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.save_note(Note{ticket, 2, "rating_comment", secret}, 1795399200123);
  journal.save_note(Note{ticket, 2, "outcome", ""}, 1795399200124);
  journal.save_note(Note{"", 3, "pause_reason", "dentist"}, 1795399200125);
  journal.commit();
}

}  // namespace

TEST_CASE("notes come back to who holds the key", "[storage]") {
  const ScratchFolder folder;
  save_notes(folder);
  SqliteJournal journal(folder.path().string());
  const auto notes = journal.notes(ticket);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].note.ticket == ticket);
  CHECK(notes[0].note.counter == 2);
  CHECK(notes[0].note.kind == "rating_comment");
  CHECK(notes[0].note.text == secret);
  CHECK(notes[0].at_ms == 1795399200123);
  CHECK(notes[1].note.text.empty());
  REQUIRE(journal.notes("").size() == 1);
  CHECK(journal.notes("")[0].note.text == "dentist");
}

TEST_CASE("no file of the folder holds a note's text", "[storage]") {
  const ScratchFolder folder;
  save_notes(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CAPTURE(entry.path());
    CHECK(bytes_of(entry.path().string()).find("13800138000") == std::string::npos);
  }
}

TEST_CASE("a note moved to another ticket or kind does not open", "[storage]") {
  const ScratchFolder folder;
  save_notes(folder);
  {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_write);
    SECTION("ticket") {
      database.run("UPDATE note SET ticket = 'X' WHERE id = 1");
    }
    SECTION("kind") {
      database.run("UPDATE note SET kind = 'outcome', ticket = 'X' WHERE id = 1");
    }
  }
  SqliteJournal journal(folder.path().string());
  CHECK_THROWS_WITH(journal.notes("X"), ContainsSubstring("cannot be opened"));
}

TEST_CASE("a missing key is a clear failure once there are notes, and a new key before", "[storage]") {
  const ScratchFolder folder;
  { const SqliteJournal journal(folder.path().string()); }
  const std::string first = bytes_of(folder.file("branch.key"));
  std::filesystem::remove(folder.file("branch.key"));
  save_notes(folder);
  const std::string second = bytes_of(folder.file("branch.key"));
  CHECK(second.size() == 32);
  CHECK(second != first);
  std::filesystem::remove(folder.file("branch.key"));
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()),
                    ContainsSubstring("branch.key is missing") && ContainsSubstring("put back the key"));
  CHECK_FALSE(std::filesystem::exists(folder.file("branch.key")));
}

TEST_CASE("a damaged key is never used or replaced", "[storage]") {
  const ScratchFolder folder;
  save_notes(folder);
  std::ofstream(folder.file("branch.key")) << "short";
  CHECK_THROWS_WITH(SqliteJournal(folder.path().string()), ContainsSubstring("is damaged") && ContainsSubstring("32"));
  CHECK(bytes_of(folder.file("branch.key")) == "short");
}
