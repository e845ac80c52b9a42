#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting::tests;

namespace {

/// Headquarters has every event up to the newest one, once and in order.
void check_events(const Head& head, const Shop& shop) {
  std::vector<std::string> events;
  const bool all_there = eventually([&] {
    const long seq = json_number(shop.get("/api/v1/health").body, "/journal/seq");
    events = head.events();
    return seq > 0 && static_cast<long>(events.size()) == seq;
  });
  CAPTURE(events.size());
  CHECK(all_there);
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(json_number(events[i], "seq") == static_cast<long>(i + 1));
}

/// How long a new ticket takes to be acked by headquarters; the best of five, on a machine that does other things too.
std::int64_t best_way_up_ms(const Shop& shop) {
  using std::chrono::steady_clock;
  auto best = steady_clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    const auto began = steady_clock::now();
    REQUIRE(shop.take_ticket("D").status == 201);
    CHECK(eventually([&] {
      const std::string health = shop.get("/api/v1/health").body;
      return json_number(health, "/journal/seq") == json_number(health, "/journal/acked");
    }));
    best = std::min(best, steady_clock::now() - began);
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(best).count();
}

}  // namespace

TEST_CASE("a revoked branch works on by itself, says so, and comes back with a new code; a used one is an alarm") {
  Head head;
  head.open();
  Shop shop(head.port());
  const auto enrol = [&](const std::string& code) { return tests::enrol(head, shop, code).exit_code; };
  const auto list = [&] { return head.command({"branch", "list", "--json"}).output; };
  const auto link_is = [&](const std::string& state) {
    return eventually([&] { return json_text(shop.get("/api/v1/health").body, "hq") == state; });
  };
  const std::string code = code_of(head.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"}));
  REQUIRE(enrol(code) == 0);
  CHECK_THAT(list(), ContainsSubstring(R"("alarms":[])"));
  CHECK(enrol(code) == 1);
  CHECK_THAT(list(), ContainsSubstring(R"("kind":"code_reused","count":1)"));
  CHECK_THAT(head.command({"branch", "list"}).output, ContainsSubstring("ALARM code_reused"));
  CHECK(head.command({"branch", "acknowledge", "BJ-0001"}).exit_code == 0);
  CHECK_THAT(list(), ContainsSubstring(R"("alarms":[])"));

  shop.open();
  CHECK(link_is("connected"));
  CHECK(shop.command({"rotate-key", "--config", shop.config(), "--data", shop.data()}).exit_code == 0);
  REQUIRE(shop.take_ticket("A").status == 201);
  check_events(head, shop);
  CHECK_THAT(list(), ContainsSubstring(R"("alarms":[])"));

  CHECK(head.command({"branch", "revoke", "BJ-0001"}).exit_code == 0);
  REQUIRE(shop.take_ticket("A").status == 201);
  CHECK(link_is("refused"));
  CHECK_THAT(shop.get("/api/v1/health").body, ContainsSubstring("revoked"));
  REQUIRE(shop.take_ticket("B").status == 201);
  CHECK(enrol(code_of(head.command({"branch", "code", "BJ-0001"}))) == 0);
  CHECK(link_is("connected"));
  check_events(head, shop);
  CHECK(head.command({"verify"}).exit_code == 0);
  CHECK(shop.close() == 0);
  CHECK(head.close() == 0);
}

TEST_CASE("headquarters knows every event once and in order, through outages of either side") {
  Head head;
  head.open();
  Shop shop(head.port());
  const Ran added = head.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"});
  INFO(added.errors);
  REQUIRE(added.exit_code == 0);
  std::string code = added.output.substr(0, added.output.find_last_not_of('\n') + 1);
  code = code.substr(code.find_last_of(" \n") + 1);

  const auto enrol = [&](const std::string& with) {
    return shop.command({"enrol", "--config", shop.config(), "--data", shop.data(), "--hq",
                         "http://127.0.0.1:" + std::to_string(head.port()), "--code", with});
  };
  CHECK(enrol("WRONGCODE").exit_code == 1);
  const Ran joined = enrol(code);
  INFO(joined.errors);
  REQUIRE(joined.exit_code == 0);
  CHECK(enrol(code).exit_code == 1);  // a code works once

  shop.open();
  for (int i = 0; i < 5; ++i) REQUIRE(shop.take_ticket("A").status == 201);
  check_events(head, shop);

  CHECK(best_way_up_ms(shop) < 1'000);

  REQUIRE(head.close() == 0);
  for (int i = 0; i < 5; ++i) REQUIRE(shop.take_ticket("B").status == 201);
  head.open();
  check_events(head, shop);

  shop.kill();
  shop.open();
  REQUIRE(shop.take_ticket("C").status == 201);
  check_events(head, shop);

  CHECK(head.command({"verify"}).exit_code == 0);
  const Ran list = head.command({"branch", "list", "--json"});
  CHECK(json_text(list.output.substr(0, list.output.find('\n')), "id") == "BJ-0001");
  CHECK(shop.close() == 0);
  CHECK(head.close() == 0);
}

TEST_CASE("headquarters put back to before a change of keys knows the branch again without anybody's help") {
  Head head;
  head.open();
  Shop shop(head.port());
  join(head, shop);
  shop.open();
  REQUIRE(shop.take_ticket("A").status == 201);
  check_events(head, shop);
  REQUIRE(head.close() == 0);
  const std::string kept = read_bytes(head.database());
  head.open();
  CHECK(eventually([&] {
    return shop.command({"rotate-key", "--config", shop.config(), "--data", shop.data()}).exit_code == 0;
  }));
  REQUIRE(shop.take_ticket("A").status == 201);
  check_events(head, shop);
  REQUIRE(head.close() == 0);
  write_bytes(head.database(), kept);
  head.open();
  REQUIRE(shop.take_ticket("A").status == 201);
  check_events(head, shop);
  CHECK(json_text(shop.get("/api/v1/health").body, "hq") == "connected");
  CHECK(head.command({"verify"}).exit_code == 0);
  CHECK(shop.close() == 0);
  CHECK(head.close() == 0);
}

TEST_CASE("a visit goes through every part and is rated once") {
  Shop shop;
  shop.open();
  const auto taken = shop.take_ticket("A");
  REQUIRE(taken.status == 201);
  const std::string id = json_text(taken.body, "id");
  const auto clerk = shop.sign_in("1001", "2468");
  const auto rate = [&](int score) {
    return shop.post("/api/v1/ratings",
                     R"({"code":")" + json_text(taken.body, "code") + R"(","score":)" + std::to_string(score) + "}");
  };
  CHECK(shop.post("/api/v1/counters/2/call-next", "{}", clerk).status == 409);  // not open yet
  REQUIRE(shop.post("/api/v1/counters/2/open", "{}", clerk).status == 200);
  const auto called = shop.post("/api/v1/counters/2/call-next", "{}", clerk);
  REQUIRE(called.status == 200);
  CHECK(json_text(called.body, "id") == id);
  CHECK_FALSE(json_text(called.body, "why").empty());
  CHECK_THAT(shop.get("/api/v1/board").body, ContainsSubstring("A001"));
  CHECK(rate(5).status == 409);
  REQUIRE(shop.post("/api/v1/counters/2/start", "{}", clerk).status == 200);
  const auto finished = shop.post("/api/v1/counters/2/finish", "{}", clerk);
  REQUIRE(finished.status == 200);
  CHECK(json_text(finished.body, "state") == "finished");
  CHECK(rate(6).status == 422);
  CHECK(rate(5).status == 201);
  const auto twice = rate(1);
  CHECK(twice.status == 409);
  CHECK(json_text(twice.body, "refusal") == "already_rated");
  CHECK(shop.close() == 0);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
}

TEST_CASE("an older state put back by plain copy, and a cloned machine, give no number that headquarters has seen") {
  namespace fs = std::filesystem;
  Head head;
  head.open();
  Shop shop(head.port());
  join(head, shop);
  std::set<std::string> given;
  const auto take = [&given](const Shop& at, const std::string& service) {
    const auto taken = at.take_ticket(service);
    INFO(taken.body);
    REQUIRE(taken.status == 201);
    CHECK(given.insert(json_text(taken.body, "ticket")).second);
  };
  const auto all_acked = [](const Shop& at) {
    return eventually([&] {
      const std::string health = at.get("/api/v1/health").body;
      return json_text(health, "hq") == "connected" &&
             json_number(health, "/journal/seq") == json_number(health, "/journal/acked");
    });
  };
  const auto journal_of = [](const Shop& at) { return json_text(at.get("/api/v1/health").body, "/journal/id"); };
  shop.open();
  for (int i = 0; i < 3; ++i) take(shop, "A");
  REQUIRE(all_acked(shop));
  REQUIRE(shop.close() == 0);
  const std::string old = shop.file("old");
  fs::copy(shop.data(), old, fs::copy_options::recursive);
  shop.open();
  for (int i = 0; i < 4; ++i) take(shop, "A");
  take(shop, "B");
  REQUIRE(all_acked(shop));
  const std::string first = journal_of(shop);
  shop.kill();
  fs::remove_all(shop.data());
  fs::copy(old, shop.data(), fs::copy_options::recursive);
  shop.open();  // its start is an event that headquarters has otherwise
  CHECK(eventually([&] { return journal_of(shop) != first; }));
  take(shop, "A");
  take(shop, "B");
  REQUIRE(all_acked(shop));

  Shop clone(head.port());
  const std::string second = journal_of(shop);
  REQUIRE(shop.close() == 0);
  fs::copy(shop.data(), clone.data(), fs::copy_options::recursive);
  shop.open();
  for (int i = 0; i < 3; ++i) take(shop, "A");
  REQUIRE(all_acked(shop));
  clone.open();
  CHECK(eventually([&] { return journal_of(clone) != second; }));
  take(clone, "A");
  REQUIRE(all_acked(clone));
  CHECK(journal_of(shop) == second);
  CHECK_THAT(head.command({"branch", "list"}).output, ContainsSubstring("ALARM fork"));
  CHECK(clone.close() == 0);
  CHECK(shop.close() == 0);
  CHECK(head.command({"verify"}).exit_code == 0);
  for (const Shop* at : {&shop, &clone}) CHECK(at->command({"verify", "--data", at->data()}).exit_code == 0);
  CHECK(head.close() == 0);
}
