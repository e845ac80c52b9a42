// A journal whose name headquarters knows with another history: what was not common goes on in a new one.
#include <map>

#include "kiosk/desk/desk.h"
#include "kiosk/storage/outbox_reader.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::OutboxReader;
using storage::SqliteJournal;

namespace fork_test {

namespace {

constexpr std::size_t plenty = 1'000'000;
constexpr std::int64_t now_ms = 1795399200000;

/// All that would be sent, from the first event on: journal, seq and body of each.
std::vector<std::pair<std::string, std::int64_t>> sent(OutboxReader& reader, std::vector<std::string>& bodies) {
  std::vector<std::pair<std::string, std::int64_t>> events;
  for (const wire::Batch& end : reader.acked_ends()) reader.acked(end.journal, 0);
  while (const auto batch = reader.next(3, plenty)) {
    for (const wire::Event& event : batch->events) {
      events.emplace_back(batch->journal, event.seq);
      bodies.push_back(event.body);
    }
    reader.acked(batch->journal, batch->events.back().seq);
  }
  return events;
}

void fork(SqliteJournal& journal, const std::string& id, std::int64_t common) {
  journal.begin();
  journal.fork(id, common, now_ms);
  journal.commit();
}

}  // namespace

TEST_CASE("what is behind the fork goes on in a new journal, every event once and in order", "[storage]") {
  const tests::ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  OutboxReader reader(folder.path().string());
  for (int i = 0; i < 9; ++i) scribe.take();
  const std::string first = journal.position().id;
  std::vector<std::string> before;
  sent(reader, before);
  fork(journal, first, 4);
  const std::string second = journal.position().id;
  CHECK(second != first);
  CHECK(journal.position().seq == 5);
  CHECK(journal.position().acked == 0);
  CHECK(journal.position().forked_at_ms == now_ms);
  scribe.take();
  CHECK(storage::verify(folder.path().string()).differences.empty());
  std::vector<std::string> after;
  const auto events = sent(reader, after);
  CHECK(events.size() == 10);
  CHECK(events[3] == std::pair(first, std::int64_t{4}));
  CHECK(events[4] == std::pair(second, std::int64_t{1}));
  CHECK(events[9] == std::pair(second, std::int64_t{6}));
  after.pop_back();
  CHECK(after == before);
}

TEST_CASE("asked for again, behind the end or of no journal, a fork changes nothing", "[storage]") {
  const tests::ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  for (int i = 0; i < 3; ++i) scribe.take();
  const std::string first = journal.position().id;
  fork(journal, first, 3);
  fork(journal, first, 9);
  fork(journal, "nobody's", 0);
  CHECK(journal.position().id == first);
  CHECK(journal.position().forked_at_ms == 0);
  fork(journal, first, 1);
  const std::string second = journal.position().id;
  fork(journal, first, 1);
  CHECK(journal.position().id == second);
  CHECK(journal.position().seq == 2);
  CHECK(storage::verify(folder.path().string()).sound());
}

TEST_CASE("an older journal forks before the newer ones, which stay as they are", "[storage]") {
  const tests::ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  for (int i = 0; i < 6; ++i) scribe.take();
  const std::string first = journal.position().id;
  fork(journal, first, 4);
  const std::string newest = journal.position().id;
  fork(journal, first, 1);
  CHECK(journal.position().id == newest);
  scribe.take();
  CHECK(storage::verify(folder.path().string()).differences.empty());
  OutboxReader reader(folder.path().string());
  const auto ends = reader.acked_ends();
  REQUIRE(ends.size() == 3);
  CHECK(ends[0].journal == first);
  CHECK(ends[2].journal == newest);
  std::vector<std::string> bodies;
  CHECK(sent(reader, bodies).size() == 7);
}

TEST_CASE("a fork that is not committed did not happen", "[storage]") {
  const tests::ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  for (int i = 0; i < 3; ++i) scribe.take();
  const auto before = journal.position();
  journal.begin();
  journal.fork(before.id, 1, now_ms);
  CHECK(journal.position().id != before.id);
  journal.rollback();
  CHECK(journal.position().id == before.id);
  CHECK(journal.position().seq == 3);
  scribe.take();
  CHECK(storage::verify(folder.path().string()).sound());
}

TEST_CASE("a number that headquarters has seen is not given again by a branch that forgot it", "[storage]") {
  const tests::ScratchFolder folder;
  SqliteJournal journal(folder.path().string());
  tests::TestClock clock;
  desk::Health health;
  const domain::BusinessDay today = clock.now().day;
  const auto take = [](desk::Desk& branch) {
    static int codes = 0;
    const desk::Receipt receipt =
        branch.ask(domain::TakeTicket{'A', domain::Lane::standard, "F" + std::to_string(++codes), "zh-CN"});
    return ticket_name(*std::get<desk::Answer>(receipt).ticket);
  };
  {
    desk::Desk branch(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
    CHECK(take(branch) == "A001");
    branch.post(desk::NumbersGiven{{{today, 'A', 57}, {today, 'A', 5}, {{20261399}, 'A', 9}, {today, 'Z', 3}}});
    branch.run_once(std::chrono::milliseconds(0));
    CHECK(take(branch) == "A058");
    branch.post(desk::NumbersGiven{{{today, 'A', 40}}});
    branch.run_once(std::chrono::milliseconds(0));
    CHECK(take(branch) == "A059");
    branch.post(desk::NumbersGiven{{{today, 'A', 70}}});
    CHECK(take(branch) == "A071");  // of the same group
    branch.post(desk::ForkNote{journal.position().id, 1, {{today, 'A', 80}}});
    CHECK(take(branch) == "A081");
    CHECK(journal.position().forked_at_ms > 0);
  }
  desk::Desk again(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
  CHECK(take(again) == "A082");
  CHECK(storage::verify(folder.path().string()).sound());
}

}  // namespace fork_test
