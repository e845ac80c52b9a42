// Notes on their way to headquarters, and their end at both ends.
#include "kiosk/storage/personal_reader.h"

#include "base/crypto/sealed_box.h"
#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::PersonalReader;
using storage::SqliteJournal;

namespace personal_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;
constexpr std::size_t plenty = 1'000'000;

struct Branch {
  Branch() : journal(folder.path().string()) {}
  void note(const std::string& about, const std::string& text) {
    journal.begin();
    journal.save_note({about, 0, "rating_comment", text}, now_ms);
    journal.commit();
  }
  void erase(const std::string& about) {
    journal.begin();
    journal.erase_notes({about, ""}, now_ms + 1000);
    journal.commit();
  }
  /// What the desk does with a receipt.
  void record(const desk::NotesKnown& known) {
    journal.begin();
    journal.record_notes_known(known, now_ms + 2000);
    journal.commit();
  }
  PersonalReader reader() const { return PersonalReader(folder.path().string()); }
  wire::PersonalBatch waiting() const { return reader().next(crypto::to_base64(keys.public_key), 100, plenty); }

  tests::ScratchFolder folder;
  SqliteJournal journal;
  crypto::KeyPair keys = crypto::make_box_keys();
};

}  // namespace

TEST_CASE("a note goes to headquarters' key, and until it is confirmed again", "[storage]") {
  Branch branch;
  branch.note("20261126-A001", "很好");
  branch.note("20261126-A002", "慢");
  const auto batch = branch.waiting();
  REQUIRE(batch.items.size() == 2);
  CHECK(batch.items[0].id.size() == 32);
  CHECK(batch.items[0].id != batch.items[1].id);
  CHECK(batch.items[0].about == "20261126-A001");
  CHECK(crypto::open_sealed(branch.keys, crypto::from_base64(batch.items[0].sealed).value()) == "很好");
  CHECK(branch.waiting().items.size() == 2);
  branch.record({{{batch.items[0].id, false, ""}}, 1, false});
  REQUIRE(branch.waiting().items.size() == 1);
  CHECK(branch.waiting().items[0].id == batch.items[1].id);
  CHECK(branch.reader().known_change() == 1);
  branch.record({{}, 0, true});  // headquarters was restored
  CHECK(branch.waiting().items.size() == 2);
}

TEST_CASE("what was confirmed is not handed out again before the desk has written it down", "[storage]") {
  Branch branch;
  for (int i = 0; i < 5; ++i) branch.note("20261126-A001", std::string(static_cast<std::size_t>(i + 1), 'x'));
  PersonalReader reader = branch.reader();
  const std::string key = crypto::to_base64(branch.keys.public_key);
  wire::PersonalReceipt receipt{0, 2, {}};
  for (const auto& item : reader.next(key, 2, plenty).items) receipt.standings.push_back({item.id, false, ""});
  REQUIRE(receipt.standings.size() == 2);
  reader.confirmed(receipt);
  CHECK(reader.known_change() == 2);
  const auto next = reader.next(key, 2, plenty);
  REQUIRE(next.items.size() == 2);
  CHECK(next.items[0].id != receipt.standings[0].id);
  CHECK(next.items[0].id != receipt.standings[1].id);
  CHECK(reader.next(key, 100, 1).items.size() == 1);
  CHECK(reader.next("no key", 100, plenty).empty());
}

TEST_CASE("an erasure is told until headquarters proves it, also of what was never sent", "[storage]") {
  Branch branch;
  branch.note("20261126-A001", "13800138000");
  const std::string name = branch.waiting().items.at(0).id;
  branch.erase("20261126-A001");
  const auto batch = branch.waiting();
  CHECK(batch.items.empty());
  REQUIRE(batch.erased.size() == 1);
  CHECK(batch.erased[0].id == name);
  branch.record({{{name, true, "proof"}}, 1, false});
  CHECK(branch.waiting().empty());
  const auto verified = storage::verify(branch.folder.path().string());
  CHECK(verified.sound());
  CHECK(verified.notes_erased == 1);
  CHECK(verified.notes_erased_there == 1);
}

TEST_CASE("what headquarters knows to be erased is erased here, where a backup brought it back", "[storage]") {
  Branch branch;
  branch.note("20261126-A001", "张三");
  const std::string name = branch.waiting().items.at(0).id;
  branch.record({{{name, true, "proof"}}, 4, false});
  CHECK(branch.journal.notes("20261126-A001").empty());
  sqlite::Database database(branch.folder.file("menting.db"), sqlite::Access::read_only);
  CHECK(database.value("SELECT count(*) FROM note WHERE sealed = x'' AND erased_at_ms > 0") == 1);
  CHECK(branch.waiting().empty());
}

TEST_CASE("verify finds what is left of an erased note", "[storage]") {
  Branch branch;
  branch.note("20261126-A001", "张三");
  branch.erase("20261126-A001");
  sqlite::Database(branch.folder.file("menting.db"), sqlite::Access::read_write).run("UPDATE note SET sealed = x'01'");
  const auto verified = storage::verify(branch.folder.path().string());
  REQUIRE_FALSE(verified.sound());
  CHECK_THAT(verified.differences.front(), ContainsSubstring("still there"));
}

}  // namespace personal_test
