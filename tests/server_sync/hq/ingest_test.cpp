#include "server_sync/hq/ingest.h"

#include <thread>

#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;

namespace ingest_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), opened(database.open()), store(*opened) { add_branch("BJ-0001"); }
  void add_branch(const std::string& id) {
    store.begin();
    store.add_branch(id, "西单营业厅", now_ms);
    store.commit();
  }
  Ingested take(const wire::Batch& batch) {
    store.begin();
    const Ingested ingested = ingest(store, batch.branch, batch, now_ms);
    store.commit();
    return ingested;
  }
  std::vector<std::int64_t> seqs(const std::string& branch = "BJ-0001") {
    std::vector<std::int64_t> found;
    store.each_event(branch, 1, [&](const ReceivedEvent& received) { found.push_back(received.event.seq); });
    return found;
  }
  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> opened;
  SqlStore& store;
};

std::vector<std::int64_t> up_to(std::int64_t last) {
  std::vector<std::int64_t> seqs;
  for (std::int64_t seq = 1; seq <= last; ++seq) seqs.push_back(seq);
  return seqs;
}

/// ", 0, 0 …", for a row of sums.
std::string zeros(std::size_t count) {
  std::string text;
  while (count-- > 0) text += ", 0";
  return text;
}

FakeJournal three_visits() {
  FakeJournal journal;
  journal.add_visit("20261123-A001", 60000, 120000, 5).add_visit("20261123-A002", 30000, 60000, 3);
  return journal.add_visit("20261123-B001", 0, 1000, 1);
}

}  // namespace

TEST_CASE("each event is stored once, however often and in whatever pieces it is sent") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  CHECK(hq.take(journal.batch(1, 5)).through == 5);
  CHECK(hq.take(journal.batch(1, 5)).through == 5);
  CHECK(hq.take(journal.batch(3, 4)).through == 5);
  CHECK(hq.take(journal.batch(4, 9)).through == 9);
  CHECK(hq.take(journal.all()).through == 15);
  CHECK(hq.take(journal.all()).through == 15);
  CHECK(hq.seqs() == up_to(15));
  const auto branch = hq.store.branch("BJ-0001");
  REQUIRE(branch);
  CHECK(branch->through == 15);
  CHECK(branch->journal == journal.id());
  CHECK(branch->day == 20261123);
  CHECK(branch->today == Tally{3, 3, 3, 0, 0, 3, 9, 90000, 181000});
  CHECK(branch->waiting == 0);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("a gap stores nothing and says from where to send") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  CHECK(hq.take(journal.batch(2, 6)).taken == Taken::gap);
  CHECK(hq.take(journal.batch(2, 6)).through == 0);
  hq.take(journal.batch(1, 3));
  const Ingested gap = hq.take(journal.batch(5, 8));
  CHECK(gap.taken == Taken::gap);
  CHECK(gap.through == 3);
  CHECK(hq.seqs() == up_to(3));
  CHECK(hq.take(journal.batch(4, 15)).through == 15);
}

TEST_CASE("other events under known numbers are a fork, and what is stored stays") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  hq.take(journal.batch(1, 5));
  FakeJournal other;
  other.add_visit("20261123-A001", 60000, 120000, 5).add("branch_started", R"({"version":"0.1.0"})");
  FakeJournal changed;
  changed.add_visit("20261123-A001", 60001, 120000, 5).add("branch_started", R"({"version":"0.1.0"})");

  CHECK(hq.take(changed.batch(1, 5)).taken == Taken::fork);
  CHECK(hq.take(changed.batch(1, 6)).taken == Taken::fork);
  CHECK(hq.take(changed.batch(3, 6)).taken == Taken::fork);
  CHECK(hq.take(changed.batch(6, 6)).taken == Taken::fork);
  CHECK(hq.take(other.batch(6, 6)).taken == Taken::stored);
  CHECK(hq.take(journal.batch(6, 15)).taken == Taken::fork);
  wire::Batch foreign_start = journal.batch(1, 3);
  foreign_start.prev_hash = std::string(64, 'a');
  CHECK(hq.take(foreign_start).taken == Taken::fork);
  CHECK(hq.seqs() == up_to(6));
  CHECK(hq.store.verify().empty());
}

TEST_CASE("an event that is not what its hash says is refused with the whole batch") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  for (int field = 0; field < 6; ++field) {
    wire::Batch batch = journal.batch(1, 5);
    wire::Event& event = batch.events[2];
    if (field == 0) event.body.insert(1, " ");
    if (field == 1) event.kind = "no_show_marked";
    if (field == 2) event.at = "2026-11-23T02:00:00.001Z";
    if (field == 3) event.version = 2;
    if (field == 4) event.hash = std::string(64, '0');
    if (field == 5) std::swap(batch.events[2].body, batch.events[3].body);
    CHECK(hq.take(batch).taken == Taken::bad_hash);
  }
  CHECK(hq.seqs().empty());
  CHECK_FALSE(hq.store.branch("BJ-0001")->last_seen_ms == std::nullopt);
}

TEST_CASE("an empty batch answers how far headquarters is, a greeting without journal is heard") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  hq.take(journal.batch(1, 7));
  CHECK(hq.take(journal.batch(8, 7)).through == 7);
  CHECK(hq.take(journal.batch(12, 11)).taken == Taken::gap);
  CHECK(hq.take(journal.batch(12, 11)).through == 7);
  wire::Batch hello;
  hello.branch = "BJ-0001";
  hello.first_seq = 1;
  CHECK(hq.take(hello).taken == Taken::stored);
  CHECK(hq.seqs() == up_to(7));
}

TEST_CASE("what is not understood is stored, counted and never in the way") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal;
  journal.add("branch_started", R"({"version":"9.9"})");
  journal.add("hologram_shown", R"({"depth":3})");
  journal.add("ticket_taken", R"({"service":"A"})");
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A001"})", "yesterday");
  journal.add("ticket_called", R"({"ticket_id":"20261123-A001","counter":2,"waited_ms":-1})");
  journal.add("ticket_called", R"({"ticket_id":"20261123-A001","counter":2,"waited_ms":18446744073709551615})");
  journal.add("visit_rated", R"({"ticket_id":"20261123-A001","score":6})");
  journal.add("visit_rated", R"({"ticket_id":"20261123-A001","score":"5"})");
  journal.add("counter_opened", R"({"staff":"1001"})");
  journal.add("ticket_taken", R"({"ticket_id":"A001"})");
  journal.add_visit("20261123-A002", 1000, 1000, 4);
  // Understood, though no page of headquarters shows them yet.
  journal.add("assistance_called", R"({"assistance":1,"day":20261123,"language":"en","place":"kiosk"})");
  journal.add("assistance_answered", R"({"assistance":1,"outcome":"answered","staff":"9001","waited_ms":9})");
  for (const char* kind : {"repair_fetched", "repair_erased", "loaner_added", "loaner_lent", "loaner_returned",
                           "loaner_retired", "note_read"}) {
    journal.add(kind, R"({"repair_id":"R2611230017","staff":"1003"})");
  }
  CHECK(hq.take(journal.all()).through == journal.size());
  const auto branch = hq.store.branch("BJ-0001");
  CHECK(branch->quarantined == 9);
  CHECK(branch->today == Tally{1, 1, 1, 0, 0, 1, 4, 1000, 1000});
  CHECK(hq.seqs() == up_to(journal.size()));
  CHECK(hq.store.verify().empty());
}

TEST_CASE("the live picture follows the events") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal;
  journal.add("counter_opened", R"({"counter":1,"staff":"1001"})")
      .add("counter_opened", R"({"counter":2,"staff":"1002"})");
  journal.add("counter_paused", R"({"counter":2,"staff":"1002","reason":"meal"})");
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A001"})", "2026-11-23T01:00:00.000Z");
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A002"})", "2026-11-23T01:10:00.000Z");
  journal.add("ticket_taken", R"({"ticket_id":"20261123-B001"})", "2026-11-23T01:20:00.000Z");
  journal.add("ticket_taken", R"({"ticket_id":"20261123-B002"})", "2026-11-23T01:30:00.000Z");
  journal.add("ticket_called", R"({"ticket_id":"20261123-A001","counter":1,"waited_ms":60000})");
  journal.add("ticket_recalled", R"({"ticket_id":"20261123-A001","counter":1,"call":2})");
  journal.add("ticket_cancelled", R"({"ticket_id":"20261123-B002","counter":0,"reason":""})");
  hq.take(journal.all());
  auto branch = hq.store.branch("BJ-0001");
  CHECK(branch->waiting == 2);
  CHECK(branch->serving == 1);
  CHECK(branch->open_counters == 1);
  CHECK(branch->paused_counters == 1);
  CHECK(branch->oldest_taken_at_ms == 1795396200000);
  std::int64_t before = journal.size();
  journal.add("ticket_resumed", R"({"ticket_id":"20261123-A001","counter":1,"reason":"counter_closed"})");
  hq.take(journal.batch(before + 1, journal.size()));
  branch = hq.store.branch("BJ-0001");
  CHECK(branch->waiting == 3);
  CHECK(branch->serving == 0);
  CHECK(branch->oldest_taken_at_ms == 1795395600000);  // it waits since it was taken
  before = journal.size();
  journal.add("no_show_marked", R"({"ticket_id":"20261123-A001","counter":1})");
  journal.add("counter_closed", R"({"counter":1,"staff":"1001","reason":""})");
  hq.take(journal.batch(before + 1, journal.size()));
  branch = hq.store.branch("BJ-0001");
  CHECK(branch->serving == 0);
  CHECK(branch->open_counters == 0);
  CHECK(branch->today == Tally{4, 1, 0, 1, 1, 0, 0, 60000, 0});

  journal.add("ticket_taken", R"({"ticket_id":"20261124-A001"})", "2026-11-24T01:00:00.000Z");
  hq.take(journal.batch(journal.size(), journal.size()));
  branch = hq.store.branch("BJ-0001");
  CHECK(branch->day == 20261124);
  CHECK(branch->waiting == 1);
  CHECK(branch->today.taken == 1);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("a ticket from a clock that was years ahead does not freeze the branch's figures") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal;
  const auto send = [&](const std::string& ticket_id) {
    journal.add("ticket_taken", R"({"ticket_id":")" + ticket_id + R"("})");
    hq.take(journal.batch(journal.size(), journal.size()));
    return hq.store.branch("BJ-0001").value();
  };
  send("20261123-A001");
  send("20261123-A002");
  CHECK(send("20991231-A001").today.taken == 1);
  BranchNow branch = send("20261123-A003");
  CHECK(branch.day == 20261123);
  CHECK(branch.today.taken == 3);
  CHECK(branch.waiting == 3);
  branch = send("20261124-A001");
  CHECK(branch.day == 20261124);
  CHECK(branch.waiting == 1);
  CHECK(hq.database.number("SELECT count(*) FROM live_ticket WHERE day > 20261124") == 0);
  CHECK(hq.store.verify().empty());
  hq.database.run("UPDATE derived SET fold_version = 0");
  hq.store.refold_if_needed();
  CHECK(hq.store.branch("BJ-0001")->day == 20261124);
}

TEST_CASE("a restored branch begins a new journal beside the old one") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  hq.take(journal.batch(1, 10));
  FakeJournal restored("BJ-0001", "0d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  restored.add("branch_started", R"({"version":"0.1.0"})").add_visit("20261123-A002", 1, 1, 2);
  CHECK(hq.take(restored.all()).through == 6);
  CHECK(hq.take(journal.batch(11, 15)).through == 15);
  CHECK(hq.seqs().size() == 21);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("two connections write for two branches at the same time") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.add_branch("SH-0002");
  const auto send = [&hq](const std::string& branch) {
    const auto store = hq.database.open();
    FakeJournal journal(branch);
    for (int visit = 0; visit < 20; ++visit) journal.add_visit("20261123-A0" + std::to_string(10 + visit), 10, 10, 5);
    for (std::int64_t first = 1; first <= journal.size(); first += 7) {
      store->begin();
      ingest(*store, branch, journal.batch(first, std::min(first + 9, journal.size())), now_ms);
      store->commit();
    }
  };
  std::thread other(send, "SH-0002");
  send("BJ-0001");
  other.join();
  CHECK(hq.seqs("BJ-0001") == up_to(100));
  CHECK(hq.seqs("SH-0002") == up_to(100));
  CHECK(hq.store.branch("BJ-0001")->today == hq.store.branch("SH-0002")->today);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("ended between storing and committing: nothing is there, and sent again it is there once") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  hq.take(journal.batch(1, 5));
  {
    const auto dying = hq.database.open();
    dying->begin();
    CHECK(ingest(*dying, "BJ-0001", journal.batch(6, 10), now_ms).through == 10);
  }  // the connection goes without a commit, as with a killed process
  CHECK(hq.seqs() == up_to(5));
  CHECK(hq.take(journal.batch(6, 6)).through == 6);
  CHECK(hq.take(journal.batch(6, 15)).through == 15);
  CHECK(hq.database.open()->branch("BJ-0001")->through == 15);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("verify finds what was changed behind its back") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.take(three_visits().all());
  const auto spoil = [&](const std::string& sql) {
    hq.database.run(sql);
    return hq.store.verify();
  };
  CHECK_THAT(spoil("UPDATE rollup_part SET all_served_ms_sum = 7 WHERE part = 'service' AND name = 'A'").at(0),
             ContainsSubstring("by service A are not what"));
  hq.database.run("UPDATE derived SET fold_version = 0");
  hq.store.refold_if_needed();
  CHECK(hq.store.verify().empty());
  CHECK_THAT(spoil("INSERT INTO rollup_part SELECT branch, day, 'service', 'Z', 1" + zeros(sum_count - 1) +
                   " FROM rollup_part LIMIT 1")
                 .at(0),
             ContainsSubstring("have no events"));
  spoil("DELETE FROM rollup_part WHERE name = 'Z'");
  CHECK_THAT(spoil("UPDATE branch SET quarantined = 4").at(0), ContainsSubstring("not understood"));
  spoil("UPDATE branch SET quarantined = 0");
}

TEST_CASE("a visit of several servings is one visit with all its minutes, each counted once") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal;
  const std::string who = R"({"ticket_id":"20261123-A001","counter":1,"staff":"1001",)";
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A001"})")
      .add("ticket_called", who + R"("waited_ms":60000,"kept_ms":0,"passed_over":false})")
      .add("serving_started", who + R"("steady_ms":1})")
      .add("service_added", R"({"ticket_id":"20261123-A001","service":"B"})")
      .add("ticket_held", who + R"("reason":"form","served_ms":10000})");
  hq.take(journal.all());
  CHECK(hq.store.branch("BJ-0001")->waiting == 0);
  journal.add("ticket_resumed", who + R"("reason":"resumed"})")
      .add("ticket_called", who + R"("waited_ms":80000,"kept_ms":60000,"passed_over":false})")
      .add("serving_started", who + R"("steady_ms":2})")
      .add("serving_finished", who + R"("outcome":"done","served_ms":20000,"next_service":"B"})")
      .add("lane_changed", R"({"ticket_id":"20261123-A001","lane":"care"})")
      .add("ticket_called", who + R"("waited_ms":85000,"kept_ms":80000,"passed_over":false})")
      .add("serving_started", who + R"("steady_ms":3})")
      .add("ticket_transferred", who + R"("service":"C","to_counter":0,"served_ms":30000})");
  hq.take(journal.all());
  CHECK(hq.store.branch("BJ-0001")->waiting == 1);
  journal.add("ticket_called", who + R"("waited_ms":90000,"kept_ms":85000,"passed_over":false})")
      .add("no_show_marked", R"({"ticket_id":"20261123-A001","counter":1})");
  hq.take(journal.all());
  CHECK(hq.store.branch("BJ-0001")->today.no_show == 1);
  journal.add("ticket_returned", R"({"ticket_id":"20261123-A001","staff":"1001","kept_ms":45000})")
      .add("ticket_called", who + R"("waited_ms":46000,"kept_ms":45000,"passed_over":false})")
      .add("serving_started", who + R"("steady_ms":4})")
      .add("visit_finished", who + R"("outcome":"done","served_ms":40000})");
  hq.take(journal.all());
  const auto branch = hq.store.branch("BJ-0001");
  CHECK(branch->quarantined == 0);
  CHECK(branch->waiting == 0);
  CHECK(branch->today.taken == 1);
  CHECK(branch->today.finished == 1);
  CHECK(branch->today.no_show == 0);
  CHECK(branch->today.called == 5);
  CHECK(branch->today.waited_ms_sum == 91'000);
  CHECK(branch->today.served_ms_sum == 100'000);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("figures made by an older version are made again from the events") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  FakeJournal journal = three_visits();
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A003"})").add("hologram_shown", "{}");
  hq.take(journal.all());
  hq.store.refold_if_needed();
  {
    hq.database.run(
        "UPDATE derived SET fold_version = 0; UPDATE rollup_part SET taken = 77; DELETE FROM live_ticket; "
        "UPDATE branch SET quarantined = 9");
  }
  CHECK_FALSE(hq.store.verify().empty());
  hq.store.refold_if_needed();
  CHECK(hq.store.verify().empty());
  CHECK(hq.store.branch("BJ-0001")->today.taken == 4);
  CHECK(hq.store.branch("BJ-0001")->waiting == 1);
}

TEST_CASE("a transaction that is given up leaves no sums behind") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  hq.store.begin();
  ingest(hq.store, "BJ-0001", journal.batch(1, 5), now_ms);
  hq.store.rollback();
  CHECK(hq.take(journal.batch(1, 10)).through == 10);
  CHECK(hq.take(journal.batch(11, 15)).through == 15);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("a database that was restored under the running program is believed, not what is remembered") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = three_visits();
  CHECK(hq.take(journal.batch(1, 5)).through == 5);
  CHECK(hq.take(journal.batch(6, 10)).through == 10);
  hq.database.run(
      "DELETE FROM event_batch; DELETE FROM cursor; DELETE FROM rollup_part; "
      "DELETE FROM live_ticket");
  CHECK_THROWS_AS(hq.take(journal.batch(11, 15)), sql::Interrupted);
  hq.store.rollback();
  const Ingested again = hq.take(journal.batch(11, 15));
  CHECK(again.taken == Taken::gap);
  CHECK(again.through == 0);
  CHECK(hq.take(journal.all()).through == 15);
  CHECK(hq.store.verify().empty());
}

}  // namespace ingest_test
