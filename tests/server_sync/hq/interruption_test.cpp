// What PostgreSQL breaks off is done again as a whole, and nobody notices.
#include <future>

#include "server_sync/hq/inbox.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/kept_exchange.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace interruption_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

std::shared_ptr<KeptExchange> post(hq::Inbox& inbox, hq::Inbox::Work work) {
  auto exchange = std::make_shared<KeptExchange>();
  inbox.post(exchange, std::move(work));
  return exchange;
}

}  // namespace

TEST_CASE("two writers that hold what the other one waits for both get through") {
  const AnyDatabase database(Kind::postgresql);
  const auto store = database.open();
  store->begin();
  for (const char* id : {"A", "B"}) store->add_branch(id, "厅", now_ms);
  store->commit();
  hq::Inbox one(database.open());
  hq::Inbox other(database.open());
  one.start();
  other.start();
  std::promise<void> has_a;
  std::promise<void> has_b;
  int tries = 0;
  int tries_beside = 0;
  const auto first = post(one, [&](hq::Store& writer) {
    writer.record_contact("A", now_ms + 1);
    writer.settle();  // it holds the row from here on
    if (++tries == 1) {
      has_a.set_value();
      has_b.get_future().wait();
    }
    writer.record_contact("B", now_ms + 1);
    return http::Response();
  });
  const auto second = post(other, [&](hq::Store& writer) {
    writer.record_contact("B", now_ms + 2);
    writer.settle();
    if (++tries_beside == 1) {
      has_b.set_value();
      has_a.get_future().wait();
    }
    writer.record_contact("A", now_ms + 2);
    return http::Response();
  });
  CHECK(first->status() == 200);
  CHECK(second->status() == 200);
  CHECK(tries + tries_beside >= 3);  // on a busy machine they may meet once more
  CHECK(one.healthy());
  CHECK(other.healthy());
}

TEST_CASE("a connection that PostgreSQL ends in the middle is made again, and the work done again") {
  const AnyDatabase database(Kind::postgresql);
  hq::Inbox inbox(database.open());
  inbox.start();
  int tries = 0;
  const auto answer = post(inbox, [&](hq::Store& store) {
    store.add_branch("A", "厅", now_ms);
    if (++tries == 1) {
      database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
          "pg_backend_pid()");
    }
    store.add_branch("B", "厅", now_ms);
    return http::Response();
  });
  CHECK(answer->status() == 200);
  CHECK(tries == 2);
  CHECK(database.number("SELECT count(*) FROM branch") == 2);
}

TEST_CASE("events are kept in the month they came in, and the months ahead are made before they are needed") {
  const AnyDatabase database(Kind::postgresql);
  const auto store = database.open();
  const wire::Event event{1, "branch_started", 1, "2026-11-23T02:00:00.000Z", std::string(64, 'a'), "{}"};
  store->begin();
  store->add_branch("A", "厅", now_ms);
  const hq::Changes nothing;
  const hq::Arrival first[] = {{"A", "j", std::span(&event, 1), &nothing}};
  store->append(first, now_ms);
  const hq::Arrival later[] = {{"A", "k", std::span(&event, 1), &nothing}};
  store->append(later, now_ms + 70LL * 24 * 3600 * 1000);
  store->commit();
  CHECK(database.number("SELECT count(*) FROM event_batch_2026_11") == 1);
  CHECK(database.number("SELECT count(*) FROM event_batch_2027_02") == 1);
  CHECK(database.number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'event_batch'::regclass") >= 6);
}

}  // namespace interruption_test
