// Both real programs with a bad line between them: a long backlog, headquarters killed and put back to an older state.
// MENTING_BACKLOG=100000 makes it as long as that.
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/sqlite/database.h"
#include "kiosk/domain/branch.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/server_sync/hq/faulty_link.h"
#include "tests/support/catch.h"
#include "tests/system/heads.h"

using namespace menting;
using namespace menting::tests;

namespace {

int backlog(int otherwise) {
  const char* wanted = std::getenv("MENTING_BACKLOG");
  return wanted == nullptr ? otherwise : std::max(1'000, std::atoi(wanted));
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

/// Headquarters gives out every event of the branch as the branch has it, and nothing else.
void check_same(const Heads& heads, const Shop& shop) {
  sqlite::Database branch(shop.data() + "/menting.db", sqlite::Access::read_only);
  sqlite::Statement rows(branch,
                         "SELECT j.id, e.seq, e.hash, e.body FROM event e JOIN journal j ON j.number = e.journal"
                         " ORDER BY e.journal, e.seq");
  std::istringstream there(heads.command({"events", "BJ-0001"}).output);
  std::int64_t same = 0;
  bool equal = true;
  std::string line;
  while (equal && rows.step()) {
    const bool has_line = static_cast<bool>(std::getline(there, line));
    const auto event = has_line ? nlohmann::json::parse(line) : nlohmann::json::object();
    equal = event.value("journal", "") == rows.text(0) && event.value("seq", std::int64_t{0}) == rows.integer(1) &&
            event.value("hash", "") == rows.text(2) && line.find(rows.text(3)) != std::string::npos;
    if (equal) ++same;
  }
  CAPTURE(same, line);
  CHECK(equal);
  CHECK_FALSE(std::getline(there, line));
}

bool within(int tries, const std::function<bool()>& done) {
  while (tries-- > 0 && !done()) pause_ms(50);
  return done();
}

void check_verified(const Heads& heads) {
  const Ran verified = heads.command({"verify"});
  INFO(verified.output << verified.errors);
  CHECK(verified.exit_code == 0);
}

/// A backlog of `events` through everything that can happen to a line, and to headquarters.
void check_backlog(Heads::On on, int events) {
  Heads heads(on);
  heads.open();
  std::atomic<bool> calm = false;
  FaultyLink link([&] { return heads.port(); },
                  [&calm](int number) {
                    constexpr Fault faults[] = {
                        Fault::none, Fault::lost_answer,  Fault::sent_twice, Fault::none,        Fault::garbage,
                        Fault::late, Fault::none,         Fault::cut_before, Fault::half_closed, Fault::cut_answer,
                        Fault::slow, Fault::server_error, Fault::delayed};
                    return calm ? Fault::none : faults[number % 13];
                  });
  Shop shop(link.port());
  const Ran added = heads.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"});
  REQUIRE(added.exit_code == 0);
  std::string code = added.output.substr(0, added.output.find_last_not_of('\n') + 1);
  code = code.substr(code.find_last_of(" \n") + 1);
  fill_journal(shop.data(), events);
  const Ran joined = shop.command({"enrol", "--config", shop.config(), "--data", shop.data(), "--hq",
                                   "http://127.0.0.1:" + std::to_string(heads.port()), "--code", code});
  INFO(joined.errors);
  REQUIRE(joined.exit_code == 0);
  shop.open();
  const int patience = 600 + events / 20;
  const auto arrives = [&](int count) { return within(patience, [&] { return heads.event_count() > count; }); };
  REQUIRE(arrives(events / 4));
  heads.back_up();
  CHECK(shop.take_ticket("A").status == 201);  // the branch works on meanwhile
  REQUIRE(arrives(events / 2));
  heads.kill();
  check_verified(heads);
  heads.open();
  REQUIRE(arrives(events * 2 / 3));
  heads.kill();
  heads.put_back();
  heads.open();
  check_verified(heads);
  CHECK(shop.take_ticket("B").status == 201);
  const auto all_there = [&] {
    return heads.event_count() >= json_number(shop.get("/api/v1/health").body, "/journal/seq");
  };
  CHECK(within(patience, all_there));
  calm = true;
  CHECK(within(patience, [&] {
    const std::string health = shop.get("/api/v1/health").body;
    return json_number(health, "/journal/seq") == json_number(health, "/journal/acked") && all_there();
  }));
  CHECK(shop.close() == 0);
  check_same(heads, shop);
  check_verified(heads);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
  CHECK(heads.close() == 0);
}

}  // namespace

TEST_CASE("a long backlog over a bad line, headquarters killed and put back to an older state: each event once") {
  check_backlog(Heads::On::sqlite, backlog(12'000));
}

TEST_CASE("the same with two headquarters side by side on PostgreSQL, killed and restored from a dump") {
  check_backlog(Heads::On::postgresql, backlog(3'000));
}
