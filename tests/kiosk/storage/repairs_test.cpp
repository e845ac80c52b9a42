// Repairs in storage: what comes back after a restart, what verify finds, and what erasing leaves.
#include "base/sqlite/database.h"
#include "kiosk/storage/backup.h"
#include "kiosk/storage/restore.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace repairs_test {

namespace {

RepairOpened opened(int sequence, BusinessDay day = {20261123}) {
  RepairOpened fact;
  fact.repair_id = repair_number(day, sequence);
  fact.day = day;
  fact.sequence = sequence;
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

TEST_CASE("rows of a version that knew one quote alone are written again from the events", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    scribe.commit(opened(1));
    RepairAdvanced quoted =
        advanced(repair_number({20261123}, 1), RepairStep::quote, RepairState::diagnosing, RepairState::quoted);
    quoted.cost = {60000, 8000, "CNY"};
    scribe.commit(quoted);
  }
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write)
      .run("UPDATE repair SET body = json_remove(body, '$.quotes', '$.approved_cost')");
  CHECK_FALSE(storage::verify(folder.path().string()).sound());
  {
    SqliteJournal journal(folder.path().string());
    CHECK(journal.load({20261123}).repairs.orders.begin()->second.quotes.size() == 1);
  }
  CHECK(said(storage::verify(folder.path().string())).empty());
}

TEST_CASE("rows of a version that forgot whose loaner came back are written again from the events", "[storage]") {
  const ScratchFolder folder;
  const RepairNumber number = repair_number({20261123}, 1);
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    write_repairs(scribe);
    scribe.commit(LoanerReturned{1, number, "1003", "other", 1000});
  }
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write)
      .run("UPDATE loaner SET body = json_remove(body, '$.last_repair')");
  {
    SqliteJournal journal(folder.path().string());
    CHECK(journal.load({20261123}).repairs.loaners.at(1).last_repair == number);
  }
  CHECK(said(storage::verify(folder.path().string())).empty());
}

TEST_CASE("a repair's row that is not what its events say is found", "[storage]") {
  for (const char* spoil :
       {"UPDATE repair SET body = replace(body, 'Apple', 'Pear') WHERE state = 'received'",
        "DELETE FROM repair WHERE state = 'received'", "UPDATE loaner SET body = replace(body, 'good', 'worn')",
        "UPDATE repair SET state = 'ready' WHERE state = 'received'",
        "UPDATE repair SET ended_day = 20200101 WHERE ended_day = 20261123 AND erased = 0",
        "UPDATE repair SET erased = 1 WHERE state = 'received'", "UPDATE repair SET day = 20200101 WHERE erased = 1",
        "UPDATE loaner SET state = 'free'", "DELETE FROM loaner",
        "UPDATE number SET last_number = 9 WHERE service = 'r'"}) {
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

TEST_CASE("a note that is gone although nobody erased it is noticed, and one that outlived the erasure", "[storage]") {
  const std::string number = repair_number({20261123}, 1), gone = repair_number({20261123}, 2);
  for (const char* spoil : {"", "DELETE FROM note WHERE kind = 'customer_name' AND erased_at_ms = 0",
                            "DELETE FROM note WHERE kind = 'note_staff:1'",
                            "UPDATE note SET sealed = x'', erased_at_ms = 9 WHERE kind = 'customer_phone'",
                            "UPDATE note SET erased_at_ms = 0 WHERE erased_at_ms = 6"}) {
    const ScratchFolder folder;
    {
      SqliteJournal journal(folder.path().string());
      tests::Scribe scribe(journal);
      scribe.commit(opened(1));
      scribe.commit(opened(2));
      journal.begin();
      for (const std::string& about : {number, gone}) {
        journal.save_note({about, 0, "customer_name", "王小明"}, 1);
        journal.save_note({about, 0, "customer_phone", "13800138000"}, 2);
      }
      journal.erase_notes({gone, {}}, 6);
      scribe.write(RepairErased{gone, "9001", "request"});
      journal.save_note({number, 0, "note_staff:1", "左上角裂"}, 3);
      journal.commit();
    }
    const std::string what = spoil;
    if (!what.empty()) sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write).run(what);
    INFO(what << "\n" << said(storage::verify(folder.path().string())));
    CHECK(storage::verify(folder.path().string()).sound() == what.empty());
  }
}

TEST_CASE("who was erased stays erased when a backup from before is put back", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data"), copy = folder.file("copy");
  const std::string number = repair_number({20261123}, 1), other = repair_number({20261123}, 2);
  {
    SqliteJournal journal(data);
    tests::Scribe scribe(journal);
    for (int i = 1; i <= 2; ++i) scribe.commit(opened(i));
    journal.begin();
    journal.save_note({number, 0, "customer_name", "王小明"}, 1);
    journal.save_note({other, 0, "customer_name", "王大明"}, 1);
    journal.commit();
    storage::backup(data, copy);
    scribe.commit(RepairErased{number, "9001", "request"});
    journal.begin();
    journal.erase_notes({number, {}}, 2);
    journal.commit();
  }
  CHECK(storage::restore(data, copy).remarks.empty());
  CHECK(said(storage::verify(data)).empty());
  {
    SqliteJournal journal(data);
    CHECK(journal.notes(number).empty());
    CHECK(journal.notes(other).size() == 1);
    CHECK(journal.owed_erasures() == std::vector<RepairNumber>{number});
    // As the desk does at its start.
    tests::Scribe scribe(journal);
    scribe.commit(RepairErased{number, {}, "restored"});
    journal.begin();
    journal.erase_notes({number, {}}, 3);
    journal.commit();
    CHECK(journal.owed_erasures().empty());
  }
  CHECK(said(storage::verify(data)).empty());
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
    scribe.write(RepairErased{number, "9001", "request"});
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

}  // namespace repairs_test
