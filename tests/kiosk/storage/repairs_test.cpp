// Repairs in storage: what comes back after a restart, what verify finds, and what erasing leaves.
#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace {

RepairOpened opened(int sequence, BusinessDay day = {20261123}) {
  RepairOpened fact;
  fact.repair_id = repair_number(day, sequence);
  fact.day = day;
  fact.sequence = sequence;
  fact.code = "CODE" + fact.repair_id;
  fact.pickup_code = "123456";
  fact.language = "zh-CN";
  fact.device = {"phone", "Apple", "iPhone 15", "49015420", "hash", 30};
  fact.faults = {"screen", "other"};
  fact.left_with = {"sim"};
  fact.promised_day = {20261125};
  return fact;
}

RepairAdvanced advanced(const RepairNumber& number, RepairStep step, RepairState from, RepairState to,
                        BusinessDay day = {20261123}) {
  RepairAdvanced fact;
  fact.repair_id = number;
  fact.staff = "1003";
  fact.day = day;
  fact.move = {step, from, to, {}, {}, 0, 5000};
  return fact;
}

/// An open order, one that is over, one that is over and erased, and a loaner that is out.
void write_repairs(tests::Scribe& scribe) {
  for (int i = 1; i <= 3; ++i) scribe.commit(opened(i));
  const auto number = [](int i) { return repair_number({20261123}, i); };
  scribe.commit(advanced(number(1), RepairStep::receive, RepairState::handed_in, RepairState::received));
  for (const int i : {2, 3}) {
    scribe.commit(
        advanced(number(i), RepairStep::return_unrepaired, RepairState::handed_in, RepairState::returned_unrepaired));
  }
  scribe.commit(RepairErased{number(3), "9001", "request"});
  scribe.commit(LoanerAdded{1, "9001", "L-01", "Redmi 12"});
  scribe.commit(LoanerLent{1, number(1), "1003", "good", {20261201}});
}

std::string said(const storage::Verified& result) {
  std::string text;
  for (const std::string& line : result.differences) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("repairs and loaners come back as they were, and verify", "[storage]") {
  const ScratchFolder folder;
  RepairBook written;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    write_repairs(scribe);
    written = scribe.state().repairs;
  }
  CHECK(said(storage::verify(folder.path().string())).empty());
  SqliteJournal journal(folder.path().string());
  CHECK(journal.load({20261123}).repairs == written);
  // What is over and erased is forgotten after a month; what is open or holds data is not.
  const RepairBook later = journal.load({20270301}).repairs;
  CHECK(later.orders.size() == 2);
  CHECK(later.loaners == written.loaners);
  CHECK(journal.repairs({20261101}, {20261130}).size() == 3);
  CHECK(journal.repairs({20261124}, {20261130}).empty());
}

TEST_CASE("a repair's row that is not what its events say is found", "[storage]") {
  for (const char* spoil :
       {"UPDATE repair SET body = replace(body, 'Apple', 'Pear') WHERE state = 'received'",
        "DELETE FROM repair WHERE state = 'received'", "UPDATE loaner SET body = replace(body, 'good', 'worn')",
        "DELETE FROM loaner", "UPDATE number SET last_number = 9 WHERE service = 'r'"}) {
    const ScratchFolder folder;
    {
      SqliteJournal journal(folder.path().string());
      tests::Scribe scribe(journal);
      write_repairs(scribe);
    }
    sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write).run(spoil);
    INFO(spoil);
    CHECK_FALSE(storage::verify(folder.path().string()).sound());
  }
}

TEST_CASE("an erased note is unreadable for ever, and that it was there stays known", "[storage]") {
  const ScratchFolder folder;
  const std::string number = repair_number({20261123}, 1);
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    scribe.commit(opened(1));
    journal.begin();
    journal.save_note({number, 0, "customer_name", "王小明"}, 1);
    journal.save_note({number, 0, "customer_phone", "13800138000"}, 2);
    journal.save_note({"20261123-A001", 1, "rating_comment", "谢谢"}, 3);
    journal.erase_notes({number, "customer_name"}, 4);
    journal.save_note({number, 0, "customer_name", "王大明"}, 5);
    journal.commit();
    REQUIRE(journal.notes(number).size() == 2);
    CHECK(journal.notes(number)[1].note.text == "王大明");
    journal.begin();
    journal.erase_notes({number, {}}, 6);
    journal.commit();
    CHECK(journal.notes(number).empty());
    CHECK(journal.notes("20261123-A001").size() == 1);
  }
  const storage::Verified result = storage::verify(folder.path().string());
  CHECK(said(result).empty());
  CHECK(result.notes == 4);
}

TEST_CASE("a device's pseudonym is the same after a restart, and another branch's is not", "[storage]") {
  const ScratchFolder here, there;
  std::string before;
  {
    SqliteJournal journal(here.path().string());
    before = journal.pseudonym("imei\n490154203237518");
    CHECK(journal.pseudonym("imei\n490154203237526") != before);
  }
  CHECK(SqliteJournal(here.path().string()).pseudonym("imei\n490154203237518") == before);
  CHECK(SqliteJournal(there.path().string()).pseudonym("imei\n490154203237518") != before);
  CHECK(before.size() == 32);
}
