#include "server_sync/hq/directives.h"

#include <chrono>
#include <future>

#include "base/crypto/crypto.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/server_sync/hq/signing_device.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::ask;
using tests::Kind;
using tests::RunningHq;

namespace {

void put(hq::Store& store, const std::string& branch, const std::string& name, const std::string& body) {
  hq::change_store(store, [&] { hq::put_directive(store.connection(), branch, name, body, 1); });
}

void add_branches(hq::Store& store) {
  hq::change_store(store, [&] {
    store.add_branch("BJ-0001", "西单", 1);
    store.add_branch("SH-0002", "南京路", 1);
  });
}

tests::WebAnswer ask_for(const RunningHq& hq, const std::string& credential, const std::string& query) {
  return ask(hq.port(), "GET", "/sync/v1/directives" + query, "", {"Authorization: Bearer " + credential});
}

void put(RunningHq& hq, const std::string& branch, const std::string& name, const std::string& body) {
  hq::SqliteStore store = hq.open();
  put(store, branch, name, body);
}

}  // namespace

TEST_CASE("a branch gets its own directives that are newer than what it has, signed") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  const hq::SigningKey key = hq::signing_key(store->connection());
  CHECK(hq::signing_key(*database.connect()).public_key == key.public_key);
  add_branches(*store);
  CHECK_FALSE(hq::directives_behind(store->connection(), "BJ-0001", 0, key));
  put(*store, "BJ-0001", "a", "one");
  put(*store, "BJ-0001", "b", "two");
  put(*store, "SH-0002", "a", "other");
  const auto all = hq::directives_behind(store->connection(), "BJ-0001", 0, key);
  REQUIRE(all);
  CHECK(all->version == 2);
  REQUIRE(all->items.size() == 2);
  CHECK(all->items[1].body == "two");
  CHECK(wire::is_signed("BJ-0001", all->items[1], key.public_key));
  CHECK_FALSE(wire::is_signed("SH-0002", all->items[1], key.public_key));
  CHECK_FALSE(hq::directives_behind(store->connection(), "BJ-0001", 2, key));

  const std::int64_t sum = hq::directive_sum(store->connection());
  put(*store, "BJ-0001", "a", "one");  // as it was
  CHECK(hq::directive_sum(store->connection()) == sum);
  put(*store, "BJ-0001", "a", "three");
  CHECK(hq::directive_sum(store->connection()) == sum + 1);
  const auto newer = hq::directives_behind(store->connection(), "BJ-0001", 2, key);
  REQUIRE(newer);
  REQUIRE(newer->items.size() == 1);
  CHECK(newer->items[0].name == "a");
  CHECK(newer->items[0].version == 3);
  CHECK(hq::directive_versions(store->connection()).at("SH-0002") == 1);
}

TEST_CASE("a headquarters that was put back to an older state sends all anew behind what the branch has") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  const hq::SigningKey key = hq::signing_key(store->connection());
  add_branches(*store);
  put(*store, "BJ-0001", "a", "one");
  put(*store, "BJ-0001", "b", "two");
  const auto again = hq::directives_behind(store->connection(), "BJ-0001", 57, key);
  REQUIRE(again);
  CHECK(again->version == 58);
  REQUIRE(again->items.size() == 2);
  CHECK(again->items[0].version == 58);
  CHECK(wire::is_signed("BJ-0001", again->items[0], key.public_key));
  CHECK_FALSE(hq::directives_behind(store->connection(), "BJ-0001", 58, key));
  CHECK_FALSE(hq::directives_behind(store->connection(), "SH-0002", 57, key));
}

TEST_CASE("what is rolled back was not said") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_branches(*store);
  store->begin();
  hq::put_directive(store->connection(), "BJ-0001", "a", "one", 1);
  store->rollback();
  CHECK(hq::directive_sum(store->connection()) == 0);
}

TEST_CASE("a branch that waits is told what another process puts, within half a second or so") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const std::string other = hq.join("SH-0002");
  CHECK(ask_for(hq, credential, "?have=0").status == 304);
  auto waits = std::async(std::launch::async, [&] { return ask_for(hq, credential, "?have=0&wait_s=30"); });
  auto elsewhere = std::async(std::launch::async, [&] { return ask_for(hq, other, "?have=0&wait_s=1"); });
  CHECK(elsewhere.get().status == 304);  // by then the first one waits as well
  const auto before = std::chrono::steady_clock::now();
  put(hq, "BJ-0001", "a", "one");
  const auto told = waits.get();
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(3));
  REQUIRE(told.status == 200);
  const auto read = wire::read_directives(told.body);
  REQUIRE(read);
  REQUIRE(read->items.size() == 1);
  CHECK(wire::is_signed("BJ-0001", read->items[0], read->signing_key));
  CHECK(ask_for(hq, credential, "?have=1").status == 304);
  CHECK(ask_for(hq, other, "").status == 304);
}

TEST_CASE("who waits is let go when headquarters stops") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const std::string other = hq.join("SH-0002");
  const auto before = std::chrono::steady_clock::now();
  auto waits = std::async(std::launch::async, [&, port = hq.port()] {
    return ask(port, "GET", "/sync/v1/directives?wait_s=60", "", {"Authorization: Bearer " + credential});
  });
  CHECK(ask_for(hq, other, "?wait_s=1").status == 304);  // by then the first one waits as well
  hq.restart();
  CHECK(waits.get().status != 200);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(30));
}

TEST_CASE("directives are for the branch's own device alone, and for a question that makes sense") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  put(hq, "BJ-0001", "a", "one");
  CHECK(ask(hq.port(), "GET", "/sync/v1/directives").status == 401);
  CHECK(ask_for(hq, "guessed", "?have=0").status == 401);
  for (const char* query : {"?have=-1", "?have=x", "?have=99999999999999999999", "?have=0&wait_s=61", "?wait_s=1.5"}) {
    CAPTURE(query);
    CHECK(ask_for(hq, credential, query).status == 422);
  }
  CHECK(ask_for(hq, credential, "?have=0&wait_s=60").status == 200);
  hq::SqliteStore store = hq.open();
  hq::change_store(store, [&] { store.revoke_branch("BJ-0001", 1); });
  CHECK(ask_for(hq, credential, "?have=0").status == 403);
}

TEST_CASE("joining tells the key that directives are signed with") {
  RunningHq hq;
  const auto joined = hq.enrol(hq.code_for("BJ-0001"));
  hq::SqliteStore store = hq.open();
  CHECK_THAT(joined.body, ContainsSubstring(hq::signing_key(store.connection()).public_key));
}
