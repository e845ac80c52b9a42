#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>

#include "base/sqlite/database.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using sqlite::Access;
using sqlite::Database;
using sqlite::Migration;
using tests::ScratchFolder;

namespace {

constexpr std::array<Migration, 2> two_steps{{
    {1, "CREATE TABLE a (x); INSERT INTO a VALUES (1)"},
    {2, "ALTER TABLE a ADD COLUMN y DEFAULT 5; CREATE TABLE b (x)"},
}};

std::string bytes_of(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("a new file gets every step, an older one those it lacks", "[sqlite]") {
  const ScratchFolder folder;
  {
    Database database(folder.file("a.db"), Access::read_write_create);
    sqlite::migrate(database, std::span(two_steps).first(1));
    CHECK(database.value("PRAGMA user_version") == 1);
    database.run("INSERT INTO a VALUES (2)");
  }
  Database database(folder.file("a.db"), Access::read_write);
  sqlite::migrate(database, two_steps);
  CHECK(database.value("PRAGMA user_version") == 2);
  CHECK(database.value("SELECT sum(x * y) FROM a") == 15);
  sqlite::migrate(database, two_steps);
  CHECK(database.value("SELECT count(*) FROM a") == 2);
}

TEST_CASE("a step that fails leaves the file at the step before", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  constexpr std::array<Migration, 2> broken{{two_steps[0], {2, "CREATE TABLE b (x); CREATE TABLE a (x)"}}};
  CHECK_THROWS_WITH(sqlite::migrate(database, broken), ContainsSubstring("already exists"));
  CHECK_FALSE(database.in_transaction());
  CHECK(database.value("PRAGMA user_version") == 1);
  CHECK(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'b'") == 0);
  sqlite::migrate(database, two_steps);
  CHECK(database.value("PRAGMA user_version") == 2);
}

TEST_CASE("a newer file is refused by migrate and left as it is", "[sqlite]") {
  const ScratchFolder folder;
  const std::string file = folder.file("a.db");
  {
    Database database(file, Access::read_write_create);
    sqlite::migrate(database, two_steps);
    database.run("PRAGMA user_version = 9");
  }
  const std::string before = bytes_of(file);
  {
    Database database(file, Access::read_write);
    CHECK_THROWS_WITH(sqlite::migrate(database, two_steps), ContainsSubstring(file) && ContainsSubstring("schema 9") &&
                                                                ContainsSubstring("up to 2") &&
                                                                ContainsSubstring("newer program"));
  }
  CHECK(bytes_of(file) == before);
}

TEST_CASE("refuse_newer looks without leaving a trace", "[sqlite]") {
  const ScratchFolder folder;
  const std::string file = folder.file("a.db");
  sqlite::refuse_newer(file, two_steps);  // not there: fine, and not made
  CHECK_FALSE(std::filesystem::exists(file));
  {
    Database database(file, Access::read_write_create);
    database.set_durable();
    sqlite::migrate(database, two_steps);
    sqlite::refuse_newer(file, two_steps);
    database.run("PRAGMA user_version = 3");
  }
  const std::string before = bytes_of(file);
  CHECK_THROWS_WITH(sqlite::refuse_newer(file, two_steps), ContainsSubstring("schema 3"));
  CHECK(bytes_of(file) == before);
  CHECK_FALSE(std::filesystem::exists(file + "-wal"));
  CHECK_FALSE(std::filesystem::exists(file + "-shm"));
  sqlite::refuse_newer(folder.file("a.db"), std::array<Migration, 1>{{{3, ""}}});
}

TEST_CASE("refuse_newer sees a version that is still in the write-ahead log", "[sqlite]") {
  const ScratchFolder folder;
  const std::string file = folder.file("killed.db");
  {
    // What a newer program leaves when it is killed: its last commit is in the log alone.
    Database database(folder.file("a.db"), Access::read_write_create);
    database.set_durable();
    sqlite::migrate(database, two_steps);
    database.run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA user_version = 3");
    std::filesystem::copy_file(folder.file("a.db"), file);
    std::filesystem::copy_file(folder.file("a.db-wal"), file + "-wal");
  }
  const std::string before = bytes_of(file);
  const std::string log_before = bytes_of(file + "-wal");
  CHECK_THROWS_WITH(sqlite::refuse_newer(file, two_steps), ContainsSubstring("schema 3"));
  CHECK(bytes_of(file) == before);
  CHECK(bytes_of(file + "-wal") == log_before);
  CHECK_FALSE(std::filesystem::exists(file + "-shm"));
}

TEST_CASE("refuse_newer leaves damaged and empty files to the opening", "[sqlite]") {
  const ScratchFolder folder;
  std::ofstream(folder.file("empty.db")) << "";
  sqlite::refuse_newer(folder.file("empty.db"), two_steps);
  std::ofstream(folder.file("garbage.db")) << std::string(5000, '\x7F');
  sqlite::refuse_newer(folder.file("garbage.db"), two_steps);
  CHECK(bytes_of(folder.file("garbage.db")) == std::string(5000, '\x7F'));
}

TEST_CASE("refuse_newer takes no locks away from connections that are open", "[sqlite]") {
  const ScratchFolder folder;
  const std::string file = folder.file("a.db");
  // Another process that opens and closes the database deletes the log when it believes that it was the last. It is
  // made before this one opens anything, so that it knows nothing of it.
  int go[2];
  REQUIRE(pipe(go) == 0);
  const pid_t child = fork();
  if (child == 0) {
    char ready = 0;
    if (read(go[0], &ready, 1) != 1) _exit(2);
    try {
      Database other(file, Access::read_write);
      other.run("INSERT INTO b VALUES (1)");
    } catch (...) {
      _exit(1);
    }
    _exit(0);
  }
  Database database(file, Access::read_write_create);
  database.set_durable();
  sqlite::migrate(database, two_steps);
  sqlite::refuse_newer(file, two_steps);
  REQUIRE(write(go[1], "x", 1) == 1);
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  close(go[0]);
  close(go[1]);
  CHECK(status == 0);
  CHECK(std::filesystem::exists(file + "-wal"));
  database.run("INSERT INTO b VALUES (2)");
  Database fresh(file, Access::read_only);
  CHECK(fresh.value("SELECT count(*) FROM b") == 2);
}
