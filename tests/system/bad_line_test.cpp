// Both real programs with a bad line between them: a long backlog, headquarters killed and put back to an older state.
// MENTING_BACKLOG=100000 makes it as long as that.
#include <cstdlib>
#include <filesystem>

#include "base/sqlite/database.h"
#include "kiosk/domain/branch.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/server_sync/hq/faulty_link.h"
#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting;
using namespace menting::tests;

namespace {

int backlog() {
  const char* wanted = std::getenv("MENTING_BACKLOG");
  return wanted == nullptr ? 12'000 : std::max(1'000, std::atoi(wanted));
}

/// Events of days without headquarters, as quickly as they can be written.
void fill_journal(const std::string& data, int events) {
  storage::SqliteJournal journal(data);
  constexpr int at_once = 1'000;
  for (int written = 0; written < events;) {
    journal.begin();
    for (int i = 0; i < at_once && written < events; ++i, ++written) {
      const domain::Fact fact =
          written % 2 == 0 ? domain::Fact(domain::StaffSignedIn{"1001"}) : domain::Fact(domain::StaffSignedOut{"1001"});
      journal.append({fact, 1795399200000 + written * std::int64_t{1000}, written * std::int64_t{1000}});
    }
    journal.commit();
  }
}

std::int64_t value(const std::string& file, const std::string& sql) {
  return sqlite::Database(file, sqlite::Access::read_only).value(sql);
}

/// Headquarters has every event of the branch as the branch has it, and nothing else.
void check_same(const Head& head, const Shop& shop) {
  sqlite::Database branch(shop.data() + "/menting.db", sqlite::Access::read_only);
  sqlite::Database there(head.database(), sqlite::Access::read_only);
  sqlite::Statement here(branch,
                         "SELECT j.id, e.seq, e.hash, e.body FROM event e JOIN journal j ON j.number = e.journal"
                         " ORDER BY j.id, e.seq");
  sqlite::Statement rows(there, "SELECT journal, seq, hash, body FROM event ORDER BY journal, seq");
  std::int64_t same = 0;
  bool equal = true;
  while (here.step()) {
    equal = equal && rows.step() && rows.text(0) == here.text(0) && rows.integer(1) == here.integer(1) &&
            rows.text(2) == here.text(2) && rows.text(3) == here.text(3);
    if (!equal) break;
    ++same;
  }
  CAPTURE(same);
  CHECK(equal);
  if (equal) CHECK_FALSE(rows.step());
}

}  // namespace

TEST_CASE("a long backlog over a bad line, headquarters killed and put back to an older state: each event once") {
  const int events = backlog();
  Head head;
  head.open();
  std::atomic<bool> calm = false;
  FaultyLink link([&] { return head.port(); },
                  [&calm](int number) {
                    constexpr Fault faults[] = {
                        Fault::none, Fault::lost_answer,  Fault::sent_twice, Fault::none,        Fault::garbage,
                        Fault::late, Fault::none,         Fault::cut_before, Fault::half_closed, Fault::cut_answer,
                        Fault::slow, Fault::server_error, Fault::delayed};
                    return calm ? Fault::none : faults[number % 13];
                  });
  Shop shop(link.port());
  const Ran added = head.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"});
  REQUIRE(added.exit_code == 0);
  std::string code = added.output.substr(0, added.output.find_last_not_of('\n') + 1);
  code = code.substr(code.find_last_of(" \n") + 1);
  fill_journal(shop.data(), events);
  const Ran joined = shop.command({"enrol", "--config", shop.config(), "--data", shop.data(), "--hq",
                                   "http://127.0.0.1:" + std::to_string(head.port()), "--code", code});
  INFO(joined.errors);
  REQUIRE(joined.exit_code == 0);
  shop.open();
  const auto arrived = [&] { return value(head.database(), "SELECT count(*) FROM event"); };
  const auto within = [](int tries, auto done) {
    while (tries-- > 0 && !done()) pause_ms(50);
    return done();
  };
  const int patience = 600 + events / 20;
  REQUIRE(within(patience, [&] { return arrived() > events / 4; }));
  const std::string backup = shop.file("yesterday.db");
  sqlite::Database(head.database(), sqlite::Access::read_only).copy_to(backup);
  CHECK(shop.take_ticket("A").status == 201);  // the branch works on meanwhile
  REQUIRE(within(patience, [&] { return arrived() > events / 2; }));
  head.kill();
  head.open();
  REQUIRE(within(patience, [&] { return arrived() > events * 2 / 3; }));
  head.kill();
  for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(head.database() + part);
  std::filesystem::copy_file(backup, head.database());
  head.open();
  CHECK(head.command({"verify"}).exit_code == 0);
  CHECK(shop.take_ticket("B").status == 201);
  const auto all_there = [&] { return arrived() >= json_number(shop.get("/api/v1/health").body, "/journal/seq"); };
  CHECK(within(patience, all_there));
  calm = true;
  CHECK(within(patience, [&] {
    const std::string health = shop.get("/api/v1/health").body;
    return json_number(health, "/journal/seq") == json_number(health, "/journal/acked") && all_there();
  }));
  CHECK(shop.close() == 0);
  check_same(head, shop);
  CHECK(head.command({"verify"}).exit_code == 0);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
  CHECK(head.close() == 0);
}
