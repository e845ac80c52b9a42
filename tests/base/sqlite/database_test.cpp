#include "base/sqlite/database.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <utility>

#include "base/sqlite/fault.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using sqlite::Access;
using sqlite::Database;
using sqlite::Statement;
using tests::ScratchFolder;

namespace {

std::string& logged() {
  static std::string lines;
  return lines;
}

void collect(int code, const char* message) {
  logged() += std::to_string(code) + " " + message + "\n";
}

// SQLite takes a log only before its first use, which is before the first test.
const bool log_is_collected = (sqlite::log_to(collect), true);

}  // namespace

TEST_CASE("SQLite's own log is passed on", "[sqlite]") {
  REQUIRE(log_is_collected);
  logged().clear();
  const ScratchFolder folder;
  std::ofstream(folder.file("garbage.db")) << std::string(5000, 'x');
  CHECK_THROWS_AS(Database(folder.file("garbage.db"), Access::read_write), sqlite::Error);
  CHECK_THAT(logged(), ContainsSubstring(std::to_string(SQLITE_NOTADB)));
  sqlite::log_to(nullptr);
  logged().clear();
  CHECK_THROWS_AS(Database(folder.file("garbage.db"), Access::read_write), sqlite::Error);
  CHECK(logged().empty());
  sqlite::log_to(collect);
}

TEST_CASE("values of every kind come back as they were bound", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  database.run("CREATE TABLE t (a, b, c, d, e)");
  const std::string bytes("\0\xFF取", 5);
  Statement insert(database, "INSERT INTO t VALUES ($1, $2, $3, $4, $5)");
  insert.bind(1, std::numeric_limits<std::int64_t>::min()).bind(2, 0.1).bind(3, "取号\n").bind_blob(4, bytes);
  insert.bind_null(5).run();
  Statement row(database, "SELECT * FROM t");
  REQUIRE(row.step());
  CHECK(row.integer(0) == std::numeric_limits<std::int64_t>::min());
  CHECK(row.real(1) == 0.1);
  CHECK(row.text(2) == "取号\n");
  CHECK(row.blob(3) == bytes);
  CHECK(row.is_null(4));
  CHECK_FALSE(row.is_null(3));
  CHECK_FALSE(row.step());
}

TEST_CASE("parameters go by their number, not by where they stand", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  Statement row(database, "SELECT $3 || $1 || $2 || $1");
  row.bind(1, "a").bind(2, "b").bind(3, "c");
  REQUIRE(row.step());
  CHECK(row.text(0) == "caba");
  CHECK_THROWS_AS(row.bind(4, "d"), sqlite::Error);
  CHECK_THROWS_AS(row.bind(0, "d"), sqlite::Error);
  Statement moved(std::move(row));
  moved.reset();
  moved.bind(3, "x");
  REQUIRE(moved.step());
  CHECK(moved.text(0) == "xaba");
}

TEST_CASE("empty text and bytes are values, not NULL", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  Statement row(database, "SELECT $1, $2, typeof($1), typeof($2)");
  row.bind(1, std::string_view()).bind_blob(2, std::string_view());
  REQUIRE(row.step());
  CHECK(row.text(2) == "text");
  CHECK(row.text(3) == "blob");
}

TEST_CASE("a statement is kept and bound again, also after a failure", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  database.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT");
  Statement insert(database, "INSERT INTO t VALUES ($1, $2)");
  insert.bind(1, 1).bind(2, "one").run();
  CHECK_THROWS_AS(insert.bind(1, 1).bind(2, "again").run(), sqlite::Error);
  insert.bind(1, 2).bind(2, "two").run();
  CHECK(database.value("SELECT count(*) FROM t") == 2);
  CHECK(database.text_value("SELECT group_concat(b) FROM t") == "one,two");
  database.run("UPDATE t SET b = 'x'");
  CHECK(database.changes() == 2);
  const Statement moved(std::move(insert));
  CHECK_THROWS_AS(database.value("SELECT a FROM t WHERE a = 9"), sqlite::Error);
}

TEST_CASE("wrong SQL is named", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  CHECK_THROWS_WITH(database.run("SELEC 1"), ContainsSubstring("SELEC 1") && ContainsSubstring("syntax error"));
  CHECK_THROWS_WITH(Statement(database, "SELECT column_of_no_table"), ContainsSubstring("no such column"));
  Statement one(database, "SELECT $1");
  CHECK_THROWS_AS(one.bind(2, "there is no second"), sqlite::Error);
}

TEST_CASE("durable means WAL, FULL, foreign keys and secure delete", "[sqlite]") {
  const ScratchFolder folder;
  Database database(folder.file("a.db"), Access::read_write_create);
  database.set_durable();
  CHECK(database.text_value("PRAGMA journal_mode") == "wal");
  CHECK(database.value("PRAGMA synchronous") == 2);
  CHECK(database.value("PRAGMA foreign_keys") == 1);
  CHECK(database.value("PRAGMA secure_delete") == 1);
  CHECK(database.value("PRAGMA wal_autocheckpoint") == 1000);
}

TEST_CASE("what is in a transaction is known", "[sqlite]") {
  Database database(":memory:", Access::read_write_create);
  CHECK_FALSE(database.in_transaction());
  database.run("BEGIN");
  CHECK(database.in_transaction());
  database.run("ROLLBACK");
  CHECK_FALSE(database.in_transaction());
}

TEST_CASE("a file that cannot be opened says which, why and what to do", "[sqlite]") {
  const ScratchFolder folder;
  const std::string missing = folder.file("missing.db");
  CHECK_THROWS_WITH(Database(missing, Access::read_write),
                    ContainsSubstring(missing) && ContainsSubstring("No such file") && ContainsSubstring("Check that"));
  CHECK_THROWS_WITH(Database(missing, Access::read_only), ContainsSubstring(missing));
  CHECK_THROWS_WITH(Database(folder.path().string(), Access::read_write_create),
                    ContainsSubstring("Check that the folder exists"));
  const std::string garbage = folder.file("garbage.db");
  std::ofstream(garbage) << std::string(5000, 'x');
  CHECK_THROWS_WITH(Database(garbage, Access::read_write),
                    ContainsSubstring(garbage) && ContainsSubstring("damaged") && ContainsSubstring("backup"));
}

TEST_CASE("a read-only connection changes nothing", "[sqlite]") {
  const ScratchFolder folder;
  Database(folder.file("a.db"), Access::read_write_create).run("CREATE TABLE t (a)");
  Database reader(folder.file("a.db"), Access::read_only);
  CHECK_THROWS_WITH(reader.run("INSERT INTO t VALUES (1)"), ContainsSubstring("right to write"));
}

TEST_CASE("faults of the disk have advice, mistakes of the program have none", "[sqlite]") {
  for (const int code : {SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB,
                         SQLITE_READONLY_DBMOVED, SQLITE_CANTOPEN}) {
    CAPTURE(code);
    CHECK(sqlite::is_storage_fault(code));
    CHECK_FALSE(sqlite::advice(code).empty());
  }
  for (const int code : {SQLITE_OK, SQLITE_ERROR, SQLITE_CONSTRAINT_UNIQUE, SQLITE_NOTICE, SQLITE_SCHEMA}) {
    CAPTURE(code);
    CHECK_FALSE(sqlite::is_storage_fault(code));
    CHECK(sqlite::advice(code).empty());
  }
  CHECK_THAT(sqlite::advice(SQLITE_FULL), ContainsSubstring("free some space"));
  CHECK_THAT(sqlite::advice(SQLITE_IOERR_FSYNC), ContainsSubstring("check the disk"));
  CHECK_THAT(sqlite::advice_on_log(SQLITE_IOERR_FSYNC, "os_unix.c:3761: (28) full_fsync(/data/menting.db-wal) - "),
             ContainsSubstring("free some space"));
  CHECK_THAT(sqlite::advice_on_log(SQLITE_IOERR_FSYNC, "os_unix.c:3761: (5) full_fsync(/data/menting.db-wal) - "),
             ContainsSubstring("check the disk"));
  CHECK_THAT(sqlite::advice(SQLITE_BUSY_SNAPSHOT), ContainsSubstring("Another program"));
}

TEST_CASE("a full database says so and goes on when there is room", "[sqlite]") {
  const ScratchFolder folder;
  Database database(folder.file("a.db"), Access::read_write_create);
  database.run("CREATE TABLE t (a); PRAGMA max_page_count = 3");
  Statement insert(database, "INSERT INTO t VALUES (zeroblob(20000))");
  CHECK_THROWS_WITH(insert.run(), ContainsSubstring("full") && ContainsSubstring("free some space"));
  database.run("PRAGMA max_page_count = 1000");
  insert.run();
  CHECK(database.value("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a copy has everything that was committed and is one file", "[sqlite]") {
  const ScratchFolder folder;
  Database database(folder.file("a.db"), Access::read_write_create);
  database.set_durable();
  database.run("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2); PRAGMA user_version = 7");
  Database writer(folder.file("a.db"), Access::read_write);
  writer.run("BEGIN IMMEDIATE; INSERT INTO t VALUES (3)");  // not committed: not part of the copy
  database.copy_to(folder.file("copy.db"));
  writer.run("COMMIT");
  Database copy(folder.file("copy.db"), Access::read_only);
  CHECK(copy.value("SELECT count(*) FROM t") == 2);
  CHECK(copy.value("PRAGMA user_version") == 7);
  CHECK(copy.text_value("PRAGMA journal_mode") == "delete");
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.db-wal")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.db-journal")));
}

TEST_CASE("a copy overwrites nothing and leaves nothing behind when it fails", "[sqlite]") {
  const ScratchFolder folder;
  Database database(folder.file("a.db"), Access::read_write_create);
  database.run("CREATE TABLE t (a)");
  std::ofstream(folder.file("mine.db")) << "precious";
  CHECK_THROWS_WITH(database.copy_to(folder.file("mine.db")), ContainsSubstring("another name"));
  CHECK(std::filesystem::file_size(folder.file("mine.db")) == 8);
  CHECK_THROWS_WITH(database.copy_to(folder.file("no/such/folder.db")), ContainsSubstring("folder.db"));
}

TEST_CASE("a new database, its log and a copy are for this user alone, from the first byte on", "[sqlite]") {
  using std::filesystem::perms;
  const ScratchFolder folder;
  const auto mode_of = [&](const std::string& name) {
    return std::filesystem::status(folder.file(name)).permissions() & perms::all;
  };
  Database database(folder.file("a.db"), Access::read_write_create);
  database.set_durable();
  database.run("CREATE TABLE t (a)");
  database.copy_to(folder.file("copy.db"));
  for (const char* name : {"a.db", "a.db-wal", "a.db-shm", "copy.db"}) {
    INFO(name);
    CHECK(mode_of(name) == (perms::owner_read | perms::owner_write));
  }
  // Whoever gave the file to others on purpose keeps it so.
  std::filesystem::permissions(folder.file("a.db"), perms::group_read, std::filesystem::perm_options::add);
  Database again(folder.file("a.db"), Access::read_write_create);
  CHECK(mode_of("a.db") == (perms::owner_read | perms::owner_write | perms::group_read));
}
