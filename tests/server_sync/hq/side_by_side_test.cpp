// The real program, more than one of it, on a real PostgreSQL that stops, crashes and is restored.
#include <atomic>
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "base/crypto/crypto.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/hq_process.h"
#include "tests/support/catch.h"
#include "tests/support/postgres_server.h"

using namespace menting;
using namespace menting::tests;

namespace side_by_side_test {

namespace {

constexpr const char* credential = "the credential of BJ-0001";

void enrol(const hq::Place& place) {
  const auto store = hq::open_store(place);
  store->begin();
  store->add_branch("BJ-0001", "西单营业厅", 1795399200000);
  store->save_code("BJ-0001", "code", 1, 2);
  store->enrol("BJ-0001", "code", crypto::hash_hex(credential), "key", 1795399200000);
  store->commit();
}

FakeJournal journal_of(int visits) {
  FakeJournal journal;
  for (int i = 0; i < visits; ++i) journal.add_visit("20261123-A" + std::to_string(1000 + i), 1000, 2000, 4);
  return journal;
}

/// What headquarters acks; -1 when it does not.
std::int64_t send(const HqProcess& hq, const wire::Batch& batch) {
  const WebAnswer answer = ask(hq.port(), "POST", "/sync/v1/batches", wire::batch_json(batch),
                               {std::string("Authorization: Bearer ") + credential});
  return answer.status == 200 ? nlohmann::json::parse(answer.body).at("through").get<std::int64_t>() : -1;
}

/// As a branch does: from behind the last ack on, as often as it takes. Every ack is true: `acked` sees it at once.
template <typename Acked>
bool send_all(const HqProcess& hq, const FakeJournal& journal, std::int64_t size, const Acked& acked) {
  std::int64_t through = 0;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(90);
  while (through < journal.size() && std::chrono::steady_clock::now() < until) {
    const std::int64_t ack = send(hq, journal.batch(through + 1, std::min(through + size, journal.size())));
    if (ack < 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } else {
      through = ack;
      acked(through);
    }
  }
  return through == journal.size();
}

void check_exactly_once(const hq::Place& place, const FakeJournal& journal) {
  const auto store = hq::open_store(place);
  const wire::Batch all = journal.all();
  std::size_t count = 0;
  store->each_event("BJ-0001", 1, [&](const hq::ReceivedEvent& received) {
    const bool same = count < all.events.size() && received.event.body == all.events[count].body &&
                      received.event.hash == all.events[count].hash;
    ++count;
    if (!same) FAIL_CHECK("event " << count << " is not the branch's");
  });
  CHECK(count == all.events.size());
  CHECK(store->branch("BJ-0001")->today.taken == journal.size() / 5);
  CHECK(store->verify().empty());
}

}  // namespace

TEST_CASE("three headquarters begin at once on an empty PostgreSQL, each with an empty folder, and are one") {
  const AnyDatabase database(Kind::postgresql);
  const std::string url = database.place().database;
  std::vector<std::unique_ptr<ScratchFolder>> folders;
  std::vector<std::unique_ptr<HqProcess>> fleet;
  std::vector<std::future<void>> started;
  for (int i = 0; i < 3; ++i) {
    folders.push_back(std::make_unique<ScratchFolder>());
    fleet.push_back(std::make_unique<HqProcess>(hq::Place{url, folders.back()->path().string()}));
    started.push_back(std::async(std::launch::async, [&hq = *fleet.back()] { hq.start(); }));
  }
  for (auto& one : started) one.get();
  const auto store = hq::open_store(database.place());
  std::set<std::string> sealing_keys;
  for (std::size_t i = 0; i < fleet.size(); ++i) {
    const std::string id = "BJ-000" + std::to_string(i);
    const std::string code = "ABCDEFGHJ" + std::to_string(i + 2);
    store->begin();
    store->add_branch(id, "西单营业厅", 1795399200000);
    store->save_code(id, crypto::hash_hex(crypto::normal_code(code)), 1, 4'000'000'000'000);
    store->commit();
    const std::string key = crypto::to_base64(crypto::make_sign_keys().public_key);
    const WebAnswer joined =
        ask(fleet[i]->port(), "POST", "/sync/v1/enrol", R"({"code":")" + code + R"(","public_key":")" + key + "\"}");
    INFO(joined.body);
    REQUIRE(joined.status == 201);
    sealing_keys.insert(nlohmann::json::parse(joined.body).at("sealing_key").get<std::string>());
  }
  CHECK(sealing_keys.size() == 1);
  for (const auto& one : fleet) CHECK(one->stop() == 0);
}

TEST_CASE("two headquarters on one PostgreSQL take the same branch's events from both sides, each once") {
  const AnyDatabase database(Kind::postgresql);
  enrol(database.place());
  HqProcess one(database.place());
  // The other one names a host that is not there first.
  hq::Place failing_over = database.place();
  const auto host = failing_over.database.find("host=") + 5;
  failing_over.database.insert(host, "/nowhere,");
  failing_over.database += "&target_session_attrs=read-write";
  HqProcess other(failing_over);
  one.start();
  other.start();
  const FakeJournal journal = journal_of(80);
  bool sent = false;
  std::thread beside([&] { sent = send_all(other, journal, 7, [](std::int64_t) {}); });
  CHECK(send_all(one, journal, 5, [](std::int64_t) {}));
  beside.join();
  CHECK(sent);
  check_exactly_once(database.place(), journal);

  const WebAnswer signed_in =
      ask(one.port(), "POST", "/api/v1/sign-in", R"({"user":"admin","password":"menting-demo"})");
  REQUIRE(signed_in.status == 200);
  const auto start = signed_in.headers.find("menting_hq=");
  const std::string cookie = "Cookie: " + signed_in.headers.substr(start, signed_in.headers.find(';', start) - start);
  CHECK(ask(other.port(), "GET", "/api/v1/branches", "", {cookie}).status == 200);
  CHECK(ask(other.port(), "POST", "/api/v1/sign-out", "", {cookie}).status == 204);
  CHECK(ask(one.port(), "GET", "/api/v1/branches", "", {cookie}).status == 401);
  CHECK(one.stop() == 0);
  CHECK(other.stop() == 0);
}

TEST_CASE("headquarters and PostgreSQL die and come back in the middle: what was acked is there, and all of it once") {
  const AnyDatabase database(Kind::postgresql);
  enrol(database.place());
  HqProcess hq(database.place());
  hq.start();
  const FakeJournal journal = journal_of(160);
  std::atomic<std::int64_t> acked = 0;
  std::thread branch([&] { send_all(hq, journal, 4, [&](std::int64_t through) { acked = through; }); });
  for (int fault = 0; fault < 4; ++fault) {
    const std::int64_t before = acked;
    for (int tries = 0; acked < std::min(before + 60, journal.size()) && tries < 3000; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (fault % 2 == 0) {
      hq.kill();
    } else {
      shared_postgres().stop("immediate");
      shared_postgres().start();
    }
    const std::int64_t promised = acked;
    CHECK(hq::open_store(database.place())->cursor("BJ-0001", journal.id()).through >= promised);
    if (fault % 2 == 0) hq.start();
  }
  branch.join();
  CHECK(acked == journal.size());
  check_exactly_once(database.place(), journal);
  CHECK(hq.stop() == 0);
}

TEST_CASE("restored from yesterday's dump the ack goes back, and the branch's journal fills the gap") {
  PostgresServer& server = shared_postgres();
  const AnyDatabase database(Kind::postgresql);
  enrol(database.place());
  const FakeJournal journal = journal_of(40);
  const ScratchFolder dumps(Kept::in_memory);
  std::filesystem::permissions(dumps.path(), std::filesystem::perms::all);
  {
    HqProcess hq(database.place());
    hq.start();
    CHECK(send(hq, journal.batch(1, 100)) == 100);
    server.run("pg_dump", {"-Fc", "-f", dumps.file("yesterday"), "-d", database.place().database});
    CHECK(send(hq, journal.batch(101, 200)) == 200);
  }
  hq::Place restored = database.place();
  restored.database = server.new_database();
  server.run("pg_restore", {"-d", restored.database, dumps.file("yesterday")});
  HqProcess hq(restored);
  hq.start();
  CHECK(send(hq, journal.batch(201, 200)) == 100);  // greeted with the end of the journal
  CHECK(send_all(hq, journal, 50, [](std::int64_t) {}));
  check_exactly_once(restored, journal);
}

}  // namespace side_by_side_test
