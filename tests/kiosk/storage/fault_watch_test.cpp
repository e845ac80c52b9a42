#include "kiosk/storage/fault_watch.h"

#include <fstream>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/sqlite/database.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using tests::ScratchFolder;

namespace {

struct Heard {
  std::mutex mutex;
  std::vector<storage::StorageMessage> messages;
};

Heard& heard() {
  static Heard all;
  return all;
}

// It has to be asked for before the first database of the process, which is before the first test.
const bool watching = [] {
  heard();
  storage::watch_storage([](const storage::StorageMessage& message) {
    const std::lock_guard lock(heard().mutex);
    heard().messages.push_back(message);
  });
  return true;
}();

std::vector<storage::StorageMessage> take_messages() {
  const std::lock_guard lock(heard().mutex);
  return std::exchange(heard().messages, {});
}

}  // namespace

TEST_CASE("what SQLite only logs is heard, faults apart from notes", "[storage]") {
  REQUIRE(watching);
  const ScratchFolder folder;
  std::ofstream(folder.file("garbage.db")) << std::string(5000, 'x');
  take_messages();
  CHECK_THROWS_AS(sqlite::Database(folder.file("garbage.db"), sqlite::Access::read_write), sqlite::Error);
  const auto faults = take_messages();
  REQUIRE_FALSE(faults.empty());
  CHECK(faults.front().fault);
  CHECK_THAT(faults.front().text, ContainsSubstring("not a database") && ContainsSubstring("restore"));
  sqlite::Database database(folder.file("a.db"), sqlite::Access::read_write_create);
  database.run("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)");
  CHECK_THROWS_AS(database.run("INSERT INTO t VALUES (1)"), sqlite::Error);
  const auto notes = take_messages();
  REQUIRE_FALSE(notes.empty());
  for (const auto& note : notes) CHECK_FALSE(note.fault);
}
