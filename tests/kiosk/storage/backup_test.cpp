#include "kiosk/storage/backup.h"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::backup;
using storage::SqliteJournal;
using storage::verify;
using tests::bytes_of;
using tests::ScratchFolder;

namespace backup_test {

namespace {

unsigned mode_of(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

/// The backup as a data folder of its own, as verify wants it.
void lay_out(const std::string& file, const std::string& folder) {
  std::filesystem::create_directory(folder);
  std::filesystem::copy_file(file, folder + "/menting.db");
  std::filesystem::copy_file(file + ".key", folder + "/branch.key");
}

}  // namespace

TEST_CASE("a backup is one private, sound file, with the key beside it", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  SqliteJournal journal(data);
  tests::Scribe scribe(journal);
  write_visit(scribe, scribe.take(), 1);
  journal.begin();
  journal.save_note({"20261123-A001", 1, "rating_comment", "谢谢"}, 1);
  journal.commit();
  const storage::BackedUp made = backup(data, folder.file("copy"));
  CHECK(made.file == folder.file("copy"));
  CHECK(made.key_file == folder.file("copy.key"));
  REQUIRE(made.remarks.size() == 1);
  CHECK_THAT(made.remarks[0], ContainsSubstring("copy.key"));
  CHECK(mode_of(folder.file("copy")) == 0600);
  CHECK(mode_of(folder.file("copy.key")) == 0600);
  CHECK(bytes_of(folder.file("copy.key")) == bytes_of(data + "/branch.key"));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.part")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy-wal")));
  lay_out(folder.file("copy"), folder.file("look"));
  const storage::Verified result = verify(folder.file("look"));
  CHECK(result.sound());
  CHECK(result.events == 7);
  CHECK(result.notes == 1);
}

TEST_CASE("a backup made in the middle of work is a moment of it", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  SqliteJournal journal(data);
  tests::Scribe scribe(journal);
  scribe.take();
  std::atomic<bool> stop = false;
  std::atomic<int> taken = 1;
  std::thread writer([&] {
    while (!stop) {
      scribe.take();
      ++taken;
    }
  });
  for (int i = 0; i < 5; ++i) {
    const std::string copy = folder.file("copy" + std::to_string(i));
    const int before = taken;
    backup(data, copy);
    const int after = taken + 1;
    lay_out(copy, copy + ".look");
    const storage::Verified result = verify(copy + ".look");
    CHECK(result.sound());
    CHECK(result.events >= before);
    CHECK(result.events <= after);
  }
  stop = true;
  writer.join();
  CHECK(verify(data).events == taken);
}

TEST_CASE("a backup overwrites nothing", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  const SqliteJournal journal(data);
  SECTION("a file of that name") {
    std::ofstream(folder.file("copy")) << "precious";
    CHECK_THROWS_WITH(backup(data, folder.file("copy")), ContainsSubstring("copy is there already"));
    CHECK(bytes_of(folder.file("copy")) == "precious");
    CHECK_FALSE(std::filesystem::exists(folder.file("copy.key")));
  }
  SECTION("a key of that name") {
    std::ofstream(folder.file("copy.key")) << "precious";
    CHECK_THROWS_WITH(backup(data, folder.file("copy")), ContainsSubstring("copy.key is there already"));
    CHECK(bytes_of(folder.file("copy.key")) == "precious");
    CHECK_FALSE(std::filesystem::exists(folder.file("copy")));
  }
}

TEST_CASE("a backup that cannot be made says why and leaves nothing", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  CHECK_THROWS_WITH(backup(data, folder.file("copy")), ContainsSubstring("no database") && ContainsSubstring("--data"));
  { tests::Scribe(*std::make_unique<SqliteJournal>(data)).take(); }
  CHECK_THROWS_WITH(backup(data, folder.file("no/copy")),
                    ContainsSubstring("no/copy") && ContainsSubstring("folder exists"));
  sqlite::Database(data + "/menting.db", sqlite::Access::read_write).run("PRAGMA wal_checkpoint(TRUNCATE)");
  {
    std::fstream file(data + "/menting.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(data + "/menting.db") / 2));
    file << std::string(8192, '\xAA');
  }
  CHECK_THROWS_WITH(backup(data, folder.file("copy")), ContainsSubstring("damaged"));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.key")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.part")));
}

TEST_CASE("what an interrupted backup left is no obstacle", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  const SqliteJournal journal(data);
  std::ofstream(folder.file("copy.part")) << "half";
  std::ofstream(folder.file("copy.part-journal")) << "half";
  backup(data, folder.file("copy"));
  CHECK(std::filesystem::exists(folder.file("copy")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.part")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.part-journal")));
}

TEST_CASE("a backup without a key says so", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  const SqliteJournal journal(data);
  std::filesystem::remove(data + "/branch.key");
  const storage::BackedUp made = backup(data, folder.file("copy"));
  CHECK(made.key_file.empty());
  CHECK_THAT(made.remarks.at(0), ContainsSubstring("branch.key is missing"));
}

}  // namespace backup_test
