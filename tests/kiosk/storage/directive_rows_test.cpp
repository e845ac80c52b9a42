#include "kiosk/storage/directive_rows.h"

#include <filesystem>

#include "base/crypto/crypto.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using tests::ScratchFolder;

namespace {

void keep(storage::SqliteJournal& journal, const desk::KeptDirective& directive) {
  journal.begin();
  journal.save_directive(directive, 1);
  journal.commit();
}

}  // namespace

TEST_CASE("a directive is kept sealed, and a newer one takes its place") {
  const ScratchFolder folder;
  const std::string data = folder.path().string();
  CHECK(storage::read_directives(data).empty());
  {
    storage::SqliteJournal journal(data);
    CHECK(storage::read_directives(data).empty());
    keep(journal, {"appointments", 3, "Zhang San 13800001234"});
    keep(journal, {"nearby", 4, "{}"});
    keep(journal, {"appointments", 5, "Li Si 13900004321"});
    const auto kept = storage::read_directives(data);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].name == "appointments");
    CHECK(kept[0].version == 5);
    CHECK(kept[0].body == "Li Si 13900004321");
    CHECK(kept[1].body == "{}");
  }
  const storage::DataFolder paths(data);
  sqlite::Database database(paths.database(), sqlite::Access::read_write);
  database.run("PRAGMA wal_checkpoint(TRUNCATE)");
  const std::string bytes = storage::read_file(paths.database()).value();
  CHECK(bytes.find("Li Si") == std::string::npos);
  CHECK(bytes.find("Zhang San") == std::string::npos);
}

TEST_CASE("a row that was altered is left out, so that headquarters sends it anew") {
  const ScratchFolder folder;
  const std::string data = folder.path().string();
  {
    storage::SqliteJournal journal(data);
    keep(journal, {"nearby", 4, "{}"});
    keep(journal, {"phone", 6, "{}"});
  }
  {
    sqlite::Database database(storage::DataFolder(data).database(), sqlite::Access::read_write);
    database.run("UPDATE directive SET version = 9 WHERE name = 'phone'");
  }
  const auto kept = storage::read_directives(data);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].name == "nearby");
}

TEST_CASE("what is rolled back was not kept") {
  const ScratchFolder folder;
  storage::SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.save_directive({"nearby", 1, "{}"}, 1);
  journal.rollback();
  CHECK(storage::read_directives(folder.path().string()).empty());
}
