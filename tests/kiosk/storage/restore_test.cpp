#include "kiosk/storage/restore.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/sqlite/database.h"
#include "kiosk/storage/backup.h"
#include "kiosk/storage/outbox_reader.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::backup;
using storage::DataFolder;
using storage::restore;
using storage::Restored;
using storage::SqliteJournal;
using storage::verify;
using tests::bytes_of;
using tests::ScratchFolder;

namespace {

/// A branch with a visit, a note and somebody signed in, its backup, and then five more tickets.
struct BackedUpBranch {
  BackedUpBranch() {
    SqliteJournal journal(data);
    tests::Scribe scribe(journal);
    write_visit(scribe, scribe.take(), 1);
    scribe.take();
    journal.begin();
    journal.save_note({"20261123-A001", 1, "rating_comment", "谢谢"}, 1);
    journal.save_session({"hash", "1001", 1, 1});
    journal.save_receipt("request", {"print", "answer"}, 1);
    journal.record_ack(journal.position().id, 3);
    journal.commit();
    old_id = journal.position().id;
    backup(data, copy);
    for (int i = 0; i < 5; ++i) scribe.take();
    scribe.take('C');
  }

  ScratchFolder folder;
  std::string data = folder.file("data");
  std::string copy = folder.file("copy");
  std::string old_id;
};

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("a restored branch has what the backup had, and goes on in a new journal", "[storage]") {
  const BackedUpBranch was;
  const Restored restored = restore(was.data, was.copy);
  CHECK(restored.remarks.empty());
  CHECK(verify(was.data).sound());
  CHECK(verify(was.data).journals == 2);
  SqliteJournal journal(was.data);
  CHECK(journal.position().id == restored.journal_id);
  CHECK(journal.position().id != was.old_id);
  CHECK(journal.position().seq == 0);
  const domain::BranchState state = journal.load({0});
  CHECK(state.tickets.size() == 2);
  CHECK(state.tickets.at("20261123-A002").state == domain::TicketState::waiting);
  CHECK(state.at_ms == 1795399208008);
  CHECK(journal.notes("20261123-A001").at(0).note.text == "谢谢");
  CHECK(journal.find_receipt("request"));
  CHECK(journal.load_sessions().empty());
}

TEST_CASE("numbers given out after the backup are not given out again", "[storage]") {
  const BackedUpBranch was;
  restore(was.data, was.copy);
  {
    SqliteJournal journal(was.data);
    const domain::BranchState state = journal.load({0});
    const std::pair<domain::BusinessDay, domain::ServiceLetter> a{{20261123}, 'A'};
    const std::pair<domain::BusinessDay, domain::ServiceLetter> c{{20261123}, 'C'};
    CHECK(state.last_numbers.at(a) == 7);
    CHECK(state.last_numbers.at(c) == 1);
    tests::Scribe scribe(journal);
    CHECK(scribe.take('A') == "20261123-A008");
  }
  CHECK(verify(was.data).sound());
  SECTION("nor after a second restore of the same backup") {
    restore(was.data, was.copy);
    SqliteJournal journal(was.data);
    tests::Scribe scribe(journal);
    CHECK(scribe.take('A') == "20261123-A009");
    CHECK(scribe.take('C') == "20261123-C002");
  }
}

TEST_CASE("the old journal's rest is sent first, then the new one from its beginning", "[storage]") {
  const BackedUpBranch was;
  restore(was.data, was.copy);
  SqliteJournal journal(was.data);
  tests::Scribe scribe(journal);
  scribe.take();
  storage::OutboxReader reader(was.data);
  const auto rest = reader.next(100, 100'000);
  REQUIRE(rest);
  CHECK(rest->journal == was.old_id);
  CHECK(rest->first_seq == 4);
  CHECK(rest->events.size() == 5);
  reader.acked(was.old_id, 14);  // headquarters has more of it than the backup knows
  const auto fresh = reader.next(100, 100'000);
  REQUIRE(fresh);
  CHECK(fresh->journal == journal.position().id);
  CHECK(fresh->first_seq == 1);
  CHECK(fresh->events.size() == 1);
}

TEST_CASE("the database that was there lies aside, whole", "[storage]") {
  const BackedUpBranch was;
  const Restored restored = restore(was.data, was.copy);
  CHECK_THAT(restored.moved_aside, ContainsSubstring("menting.db.before-restore-20"));
  sqlite::Database aside(restored.moved_aside, sqlite::Access::read_only);
  CHECK(aside.value("SELECT count(*) FROM ticket") == 8);
  CHECK(bytes_of(was.data + "/branch.key") == bytes_of(was.copy + ".key"));
  const Restored again = restore(was.data, was.copy);
  CHECK(again.moved_aside != restored.moved_aside);
  CHECK(std::filesystem::exists(restored.moved_aside));
}

TEST_CASE("a backup is restored on a new machine, with its key", "[storage]") {
  const BackedUpBranch was;
  const std::string data = was.folder.file("new machine");
  const Restored restored = restore(data, was.copy);
  CHECK(restored.moved_aside.empty());
  REQUIRE(restored.remarks.size() == 1);
  CHECK_THAT(restored.remarks[0], ContainsSubstring("2026-11-23T02:00:08.008Z") && ContainsSubstring("take a new one"));
  CHECK(names_in(data) == std::vector<std::string>{"branch.key", "menting.db", "menting.lock"});
  CHECK(SqliteJournal(data).notes("20261123-A001").at(0).note.text == "谢谢");
}

TEST_CASE("another key that was there lies aside as well", "[storage]") {
  const BackedUpBranch was;
  const std::string data = was.folder.file("other");
  { const SqliteJournal journal(data); }
  const std::string other_key = bytes_of(data + "/branch.key");
  restore(data, was.copy);
  CHECK(bytes_of(data + "/branch.key") == bytes_of(was.copy + ".key"));
  const auto names = names_in(data);
  const auto aside = std::find_if(names.begin(), names.end(),
                                  [](const auto& name) { return name.starts_with("branch.key.before-restore-"); });
  REQUIRE(aside != names.end());
  CHECK(bytes_of(data + "/" + *aside) == other_key);
}

TEST_CASE("a restore that cannot be done leaves the folder as it was", "[storage]") {
  const BackedUpBranch was;
  const auto unchanged = [&](const std::string& file, const std::string& message) {
    const auto names = names_in(was.data);
    const std::string bytes = bytes_of(was.data + "/menting.db");
    CHECK_THROWS_WITH(restore(was.data, file), ContainsSubstring(message));
    CHECK(names_in(was.data) == names);
    CHECK(bytes_of(was.data + "/menting.db") == bytes);
  };
  SECTION("no backup") {
    unchanged(was.folder.file("nothing"), "there is no backup");
  }
  SECTION("a folder") {
    unchanged(was.folder.path().string(), "there is no backup");
  }
  SECTION("garbage") {
    std::ofstream(was.copy) << std::string(9000, '?');
    unchanged(was.copy, "damaged");
  }
  SECTION("damaged") {
    std::fstream file(was.copy, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(was.copy) / 2));
    file << std::string(8192, '\xAA');
    file.close();
    unchanged(was.copy, "damaged");
  }
  SECTION("newer") {
    sqlite::Database(was.copy, sqlite::Access::read_write).run("PRAGMA user_version = 99");
    unchanged(was.copy, "newer version");
  }
  SECTION("of something else") {
    sqlite::Database(was.folder.file("other.db"), sqlite::Access::read_write_create).run("CREATE TABLE t (a)");
    unchanged(was.folder.file("other.db"), "not the database of a branch");
  }
  SECTION("another branch's key") {
    std::ofstream(was.copy + ".key") << std::string(32, 'k');
    unchanged(was.copy, "cannot be opened with");
  }
  SECTION("a key of another kind") {
    std::ofstream(was.copy + ".key") << "short";
    unchanged(was.copy, "cannot be opened with");
  }
}

TEST_CASE("notes without their key are not restored where there is no key", "[storage]") {
  const BackedUpBranch was;
  std::filesystem::remove(was.copy + ".key");
  CHECK_THROWS_WITH(restore(was.folder.file("new"), was.copy),
                    ContainsSubstring("copy.key") && ContainsSubstring("put it beside the backup"));
  CHECK(names_in(was.folder.file("new")) == std::vector<std::string>{"menting.lock"});
  SECTION("where the branch still has it, it is enough") {
    restore(was.data, was.copy);
    CHECK(verify(was.data).sound());
  }
}

TEST_CASE("nothing is restored under a working kiosk", "[storage]") {
  const BackedUpBranch was;
  const SqliteJournal journal(was.data);
  CHECK_THROWS_WITH(restore(was.data, was.copy), ContainsSubstring("in use by another kiosk"));
  CHECK(verify(was.data).tickets == 8);
}

TEST_CASE("a damaged database makes way, and its numbers are spoken of", "[storage]") {
  const BackedUpBranch was;
  std::ofstream(was.data + "/menting.db") << std::string(9000, '?');
  const Restored restored = restore(was.data, was.copy);
  CHECK(bytes_of(restored.moved_aside) == std::string(9000, '?'));
  REQUIRE(restored.remarks.size() == 1);
  CHECK_THAT(restored.remarks[0], ContainsSubstring("no old database") && ContainsSubstring("once more"));
  CHECK(verify(was.data).sound());
}

TEST_CASE("a restore interrupted at any step is finished by the next start", "[storage]") {
  const BackedUpBranch was;
  const DataFolder folder(was.data);
  // What lies there once the restored database is complete: made by a restore into another folder.
  const std::string other = was.folder.file("other");
  const Restored restored = restore(other, was.copy);
  std::filesystem::copy_file(other + "/menting.db", folder.restored_database());
  std::filesystem::copy_file(other + "/branch.key", folder.restored_key());
  SECTION("nothing done yet") {}
  SECTION("the key is in its place") {
    std::filesystem::rename(folder.restored_key(), folder.key());
  }
  SECTION("the old database is out of the way") {
    std::filesystem::rename(folder.restored_key(), folder.key());
    std::filesystem::rename(folder.database(), folder.database() + ".before-restore-x");
  }
  SECTION("its log is still there") {
    std::filesystem::rename(folder.restored_key(), folder.key());
    std::filesystem::rename(folder.database(), folder.database() + ".before-restore-x");
    std::ofstream(folder.database() + "-wal") << "must not be played into the restored database";
  }
  SqliteJournal journal(was.data);
  CHECK(journal.position().id == restored.journal_id);
  CHECK(journal.load({0}).tickets.size() == 2);
  CHECK_FALSE(std::filesystem::exists(folder.restored_database()));
  CHECK_FALSE(std::filesystem::exists(folder.restored_key()));
  CHECK(verify(was.data).sound());
  const auto names = names_in(was.data);
  CHECK(std::any_of(names.begin(), names.end(),
                    [](const auto& name) { return name.starts_with("menting.db.before-restore-"); }));
}

TEST_CASE("a restore interrupted before that is forgotten by the next start", "[storage]") {
  const BackedUpBranch was;
  const DataFolder folder(was.data);
  const std::string key = bytes_of(folder.key());
  std::ofstream(folder.restored_database() + ".part") << "half";
  std::ofstream(folder.restored_key()) << std::string(32, 'k');
  {
    SqliteJournal journal(was.data);
    CHECK(journal.position().id == was.old_id);
    CHECK(bytes_of(folder.key()) == key);
    CHECK_FALSE(std::filesystem::exists(folder.restored_key()));
  }
  restore(was.data, was.copy);
  CHECK_FALSE(std::filesystem::exists(folder.restored_database() + ".part"));
  CHECK(verify(was.data).sound());
}
