#include <map>
#include <string>
#include <utility>

#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace round_trip_test {

namespace {

/// Every field has a value of its own, so that no two can be mixed up.
Ticket full_ticket() {
  Ticket t;
  t.id = "20261123-B017";
  t.day = {20261123};
  t.letter = 'B';
  t.service = 'C';
  t.number = 17;
  t.since_at_ms = 1795399200011;
  t.since_steady_ms = 1000012;
  t.kept_ms = 5013;
  t.for_counter = 7;
  t.added = "DA";
  t.servings = {{'B', 2, "1002", 1795399200014, 6015, "done"}, {'C', 3, "1003", 1795399200016, 6017, "held"}};
  t.holds = 8;
  t.hold_reason = "documents";
  t.held_at_ms = 1795399200018;
  t.lane_changes = 9;
  t.lane_reason = "elderly";
  t.returns = 10;
  t.let_passes = 11;
  t.lane = Lane::care;
  t.code = "K7M2-\"'取";
  t.language = "zh-CN";
  t.state = TicketState::held;
  t.ahead_when_taken = 3;
  t.estimate_when_taken = {5, 12};
  t.taken_at_ms = 1795399200001;
  t.taken_steady_ms = 1000002;
  t.counter = 4;
  t.staff = "1001";
  t.calls = 2;
  t.why = Why::priority_run_ended;
  t.called_at_ms = 1795399200003;
  t.called_steady_ms = 1000004;
  t.waited_ms = 5005;
  t.started_at_ms = 1795399200006;
  t.started_steady_ms = 1000007;
  t.ended_at_ms = 1795399200008;
  t.ended_steady_ms = 1000009;
  t.served_ms = 6010;
  t.outcome = "partly";
  t.score = 4;
  t.aspects = {"attitude", "a \"quoted\", 逗号，"};
  t.rated_at_ms = 1795399200019;
  t.rating_answer = "solved";
  t.answer_staff = "9001";
  t.answered_at_ms = 1795399200020;
  t.first_counter = 11;
  t.first_staff = "1003";
  t.first_called_at_ms = 1795399200021;
  t.first_wait_ms = 5022;
  t.print = PrintState::failed;
  t.print_copies = 6;
  return t;
}

Ticket bare_ticket(int day, int number) {
  Ticket t;
  t.day = {day};
  t.number = number;
  t.id = ticket_id(t.day, t.service, number);
  t.code = "code of " + t.id;
  return t;
}

Counter counter(CounterNumber number) {
  Counter c;
  c.number = number;
  return c;
}

}  // namespace

TEST_CASE("every field of a ticket comes back", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    journal.save(full_ticket());
    journal.save(bare_ticket(20261123, 1));
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  const BranchState state = journal.load({20261123});
  REQUIRE(state.tickets.size() == 2);
  CHECK(state.tickets.at("20261123-B017") == full_ticket());
  CHECK(state.tickets.at("20261123-A001") == bare_ticket(20261123, 1));
}

TEST_CASE("a ticket saved again has the new values", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  Ticket first = bare_ticket(20261123, 17);
  first.id = "20261123-B017";
  first.letter = 'B';
  first.code = full_ticket().code;
  journal.begin();
  journal.save(first);
  journal.save(full_ticket());
  journal.commit();
  CHECK(journal.load({0}).tickets.at("20261123-B017") == full_ticket());
}

TEST_CASE("every state, lane, reason and print state has its name in the rows", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  std::map<TicketId, Ticket> saved;
  journal.begin();
  for (int i = 0; i < 7; ++i) {
    Ticket t = full_ticket();
    t.number = 100 + i;
    t.id = ticket_id(t.day, t.letter, t.number);
    t.code = "code" + std::to_string(i);
    t.state = static_cast<TicketState>(i);
    t.lane = static_cast<Lane>(i % 4);
    t.why = static_cast<Why>(i);
    t.print = static_cast<PrintState>(i % 5);
    journal.save(t);
    saved[t.id] = t;
  }
  journal.commit();
  CHECK(journal.load({20261123}).tickets == saved);
}

TEST_CASE("no two tickets share a number or a code", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.save(full_ticket());
  Ticket same_number = full_ticket();
  same_number.id = "other";
  same_number.code = "other";
  CHECK_THROWS_WITH(journal.save(same_number), ContainsSubstring("UNIQUE"));
  Ticket same_code = full_ticket();
  same_code.id = "other";
  same_code.number = 18;
  CHECK_THROWS_WITH(journal.save(same_code), ContainsSubstring("UNIQUE"));
  journal.commit();
  CHECK(journal.load({0}).tickets.size() == 1);
}

TEST_CASE("loading gives what is active and what is of the days asked for", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.begin();
  int number = 0;
  for (const int day : {20261121, 20261122, 20261123}) {
    for (const TicketState state : {TicketState::waiting, TicketState::finished, TicketState::no_show}) {
      Ticket t = bare_ticket(day, ++number);
      t.state = state;
      journal.save(t);
    }
  }
  journal.commit();
  CHECK(journal.load({0}).tickets.size() == 9);
  CHECK(journal.load({20261122}).tickets.size() == 7);
  CHECK(journal.load({20261124}).tickets.size() == 3);
}

TEST_CASE("counters, numbers, runs and the digest come back", "[storage]") {
  const ScratchFolder folder;
  const Counter busy{3, CounterState::paused, "1002", "20261123-A001", "20261123-A000", "meal", 1795399200001, 4, "CA"};
  const Counter plain = counter(12);
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    journal.save(counter(3));
    journal.save(busy);
    journal.save(plain);
    journal.save_number({20261122}, 'A', 998);
    journal.save_number({20261123}, 'A', 1);
    journal.save_number({20261123}, 'A', 2);
    journal.save_number({20261123}, 'Z', 7);
    journal.save_priority_run('A', 1);
    journal.save_priority_run('A', 2);
    journal.save_priority_run('B', 0);
    journal.save_config_digest("old");
    journal.save_config_digest("new");
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  const BranchState state = journal.load({20261123});
  CHECK(state.counters == std::map<CounterNumber, Counter>{{3, busy}, {12, plain}});
  const std::map<std::pair<BusinessDay, ServiceLetter>, int> numbers{
      {{{20261122}, 'A'}, 998}, {{{20261123}, 'A'}, 2}, {{{20261123}, 'Z'}, 7}};
  CHECK(state.last_numbers == numbers);
  CHECK(state.priority_runs == std::map<ServiceLetter, int>{{'A', 2}, {'B', 0}});
  CHECK(state.config_digest == "new");
}

TEST_CASE("open calls for help come back until they are answered", "[storage]") {
  const ScratchFolder folder;
  const AssistanceCall kiosk{7, {20261123}, "kiosk", "zh-CN", 1795399200001, 42};
  const AssistanceCall counter_3{8, {20261124}, "counter_3", "en", 1795399200002, 43};
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    journal.save(kiosk);
    journal.save(counter_3);
    journal.save(AssistanceCall{9, {20261124}, "entrance", "en", 1, 2});
    journal.erase_assistance(9);
    journal.save_last_assistance(9);
    journal.commit();
  }
  {
    SqliteJournal journal(folder.path().string());
    const BranchState state = journal.load({20261123});
    CHECK(state.assistance == std::map<AssistanceNumber, AssistanceCall>{{7, kiosk}, {8, counter_3}});
    CHECK(state.last_assistance == 9);
  }
  SqliteJournal journal(folder.path().string());
  sqlite::Database other(folder.file("menting.db"), sqlite::Access::read_write);
  other.run("UPDATE setting SET value = '9x' WHERE name = 'last_assistance'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("9x"));
}

TEST_CASE("services that a manager closed come back until they are reopened", "[storage]") {
  const ScratchFolder folder;
  const ServiceClosure closed{'B', "9001", "full", 1795399200001};
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    journal.save(ServiceClosure{'B', "9002", "other", 1});
    journal.save(closed);
    journal.save(ServiceClosure{'C', "9001", "other", 2});
    journal.erase_closure('C');
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  CHECK(journal.load({0}).closed_services == std::map<ServiceLetter, ServiceClosure>{{'B', closed}});
}

TEST_CASE("the position says since when headquarters lacks something", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  CHECK(journal.position().unacked_since_ms == 0);
  journal.begin();
  for (const std::int64_t at_ms : {1000, 2000, 3000}) journal.append({StaffSignedIn{"1001"}, at_ms, at_ms});
  journal.commit();
  CHECK(journal.position().unacked_since_ms == 1000);
  journal.record_ack(journal.position().id, 2);
  CHECK(journal.position().unacked_since_ms == 3000);
  journal.record_ack(journal.position().id, 3);
  CHECK(journal.position().unacked_since_ms == 0);
  journal.record_ack(journal.position().id, 1);  // headquarters was restored
  CHECK(journal.position().unacked_since_ms == 2000);
}

TEST_CASE("the newest event's times come back, and none from an empty journal", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  CHECK(journal.load({0}) == BranchState{});
  journal.begin();
  journal.append({BranchStarted{"1.0"}, 1795399200123, 456});
  journal.append({StaffSignedIn{"1001"}, 1795399200999, 789});
  journal.commit();
  const BranchState state = journal.load({0});
  CHECK(state.at_ms == 1795399200999);
  CHECK(state.steady_ms == 789);
}

TEST_CASE("sessions come back until they are erased", "[storage]") {
  const ScratchFolder folder;
  const Session one{"hash-1", "1001", 1795399200001, 42};
  const Session two{"hash-2", "1001", 1795399200002, 43};
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    journal.save_session(one);
    journal.save_session(two);
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  CHECK(journal.load_sessions() == std::map<std::string, Session>{{"hash-1", one}, {"hash-2", two}});
  journal.begin();
  journal.erase_session("hash-1");
  journal.erase_session("unknown");
  journal.commit();
  CHECK(journal.load_sessions() == std::map<std::string, Session>{{"hash-2", two}});
}

TEST_CASE("receipts are found by their key until they are old", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    journal.begin();
    CHECK_FALSE(journal.find_receipt("one"));
    journal.save_receipt("one", {"print-1", R"({"ticket":"A001"})"}, 1000);
    journal.save_receipt("two", {"", ""}, 2000);
    CHECK(journal.find_receipt("one"));  // within the transaction as well
    journal.commit();
  }
  SqliteJournal journal(folder.path().string());
  const auto found = journal.find_receipt("one");
  REQUIRE(found);
  CHECK(found->fingerprint == "print-1");
  CHECK(found->answer == R"({"ticket":"A001"})");
  journal.erase_receipts_before(2000);
  CHECK_FALSE(journal.find_receipt("one"));
  CHECK(journal.find_receipt("two"));
}

TEST_CASE("a row that somebody spoiled is named", "[storage]") {
  const ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  journal.begin();
  journal.save(full_ticket());
  journal.save(counter(3));
  journal.commit();
  sqlite::Database other(folder.file("menting.db"), sqlite::Access::read_write);
  other.run("UPDATE ticket SET state = 'asleep'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("20261123-B017") && ContainsSubstring("asleep"));
  other.run("UPDATE ticket SET state = 'held', aspects = 'x'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("20261123-B017") && ContainsSubstring("aspects"));
  other.run("UPDATE ticket SET aspects = '[]', letter = 'BB'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("service letter"));
  other.run("UPDATE ticket SET letter = 'B', servings = '[{}]'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("20261123-B017") && ContainsSubstring("servings"));
  other.run("UPDATE ticket SET servings = '[]'; UPDATE counter SET state = 'asleep'");
  CHECK_THROWS_WITH(journal.load({0}), ContainsSubstring("counter 3") && ContainsSubstring("asleep"));
}

}  // namespace round_trip_test
