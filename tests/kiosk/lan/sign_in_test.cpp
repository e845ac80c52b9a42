#include <atomic>
#include <future>
#include <memory>
#include <new>

#include "kiosk/lan/pin_gate.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;
using lan::PinGate;

namespace {

Reply sign_in(const Hall& hall, const std::string& staff, const std::string& pin, const HttpHeaders& headers = {}) {
  return hall.post("/api/v1/sign-in", {{"staff", staff}, {"pin", pin}}, headers);
}

HttpHeaders cookie_of(const Reply& reply) {
  const std::string cookie = reply.http.header("Set-Cookie");
  return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

}  // namespace

TEST_CASE("who signs in gets a session that a page's script cannot read") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply reply = sign_in(hall, "1003", demo_pin);
  REQUIRE(reply.status() == 200);
  CHECK(reply.body["name"] == "赵敏");
  CHECK(reply.body["roles"] == Json({"technician", "clerk"}));
  CHECK_THAT(reply.http.header("Set-Cookie"), ContainsSubstring("menting_session=") && ContainsSubstring("HttpOnly") &&
                                                  ContainsSubstring("SameSite=Strict") && ContainsSubstring("Path=/"));
  const auto session = cookie_of(reply);
  CHECK(hall.get("/api/v1/session", session).body["staff"] == "1003");
  const std::string token = session[0].second.substr(session[0].second.find('=') + 1);
  CHECK(token.size() == 64);
  CHECK(hall.desk().board()->sessions.count(token) == 0);  // the branch keeps its hash alone

  const auto elsewhere = cookie_of(sign_in(hall, "1003", demo_pin));
  const Reply out = hall.post("/api/v1/sign-out", Json::object(), session);
  CHECK(out.status() == 204);
  CHECK_THAT(out.http.header("Set-Cookie"), ContainsSubstring("Max-Age=0"));
  CHECK(hall.get("/api/v1/session", session).status() == 401);
  CHECK(hall.get("/api/v1/session", elsewhere).status() == 200);
  CHECK(hall.post("/api/v1/sign-out", Json::object(), session).status() == 204);
}

TEST_CASE("a session outlives a restart and ends after twelve hours") {
  ScratchFolder folder;
  HttpHeaders session;
  {
    Hall hall(folder);
    session = hall.as("1001");
  }
  Hall hall(folder);
  CHECK(hall.get("/api/v1/session", session).status() == 200);
  hall.clock().advance_ms(12 * 3600 * 1000 + 1);
  CHECK(hall.get("/api/v1/session", session).status() == 401);
  CHECK(hall.post("/api/v1/tickets", {{"service", "A"}}, session).status() == 401);
}

TEST_CASE("a session of somebody who is no longer staff is nobody's") {
  ScratchFolder folder;
  HttpHeaders session;
  {
    Hall hall(folder);
    session = hall.as("1001");
  }
  domain::Plan plan = demo_plan();
  plan.staff.erase(plan.staff.begin());
  Hall hall(folder, {}, plan);
  CHECK(hall.get("/api/v1/session", session).status() == 401);
}

TEST_CASE("wrong PINs and unknown numbers get the same answer, and five of them a lock") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply wrong = sign_in(hall, "1001", "0000");
  const Reply unknown = sign_in(hall, "7777", demo_pin);
  CHECK(wrong.status() == 401);
  CHECK(unknown.status() == 401);
  CHECK(wrong.http.body == unknown.http.body);
  CHECK(wrong.http.header("Set-Cookie").empty());
  // Sent together, so that not one guess more gets through than when sent one by one.
  std::vector<std::future<Reply>> guesses;
  guesses.reserve(8);
  for (int i = 0; i < 8; ++i) {
    guesses.push_back(std::async(std::launch::async, [&hall] { return sign_in(hall, "1001", "1111"); }));
  }
  int refused = 0;
  for (auto& guess : guesses) {
    const Reply reply = guess.get();
    if (reply.status() == 401) ++refused;
    if (reply.status() == 429) CHECK(std::stoi(reply.http.header("Retry-After")) > 0);
  }
  CHECK(refused == 4);
  const Reply locked = sign_in(hall, "1001", demo_pin);
  CHECK(locked.status() == 429);
  CHECK(locked.refusal() == "too_many_attempts");
  CHECK(sign_in(hall, "1002", demo_pin).status() == 200);
}

TEST_CASE("many at once with the right PIN all get in") {
  ScratchFolder folder;
  Hall hall(folder);
  std::vector<std::future<int>> people;
  people.reserve(8);
  for (int i = 0; i < 8; ++i) {
    people.push_back(std::async(std::launch::async, [&hall] { return sign_in(hall, "1001", demo_pin).status(); }));
  }
  for (auto& one : people) CHECK(one.get() == 200);
}

TEST_CASE("the server answers others while PINs are checked") {
  ScratchFolder folder;
  Hall hall(folder);
  auto slow = std::async(std::launch::async, [&hall] { return sign_in(hall, "1001", demo_pin).status(); });
  CHECK(hall.get("/api/v1/board").status() == 200);
  CHECK(slow.get() == 200);
}

TEST_CASE("a sign-in sent again under its key is one sign-in") {
  ScratchFolder folder;
  const auto key = fresh_key();
  {
    Hall hall(folder);
    const Reply first = sign_in(hall, "1001", demo_pin, key);
    const Reply again = sign_in(hall, "1001", demo_pin, key);
    CHECK(cookie_of(first) == cookie_of(again));
    CHECK(first.http.body == again.http.body);
    CHECK(hall.desk().board()->sessions.size() == 1);
    CHECK(sign_in(hall, "1001", "0000", key).status() == 401);
    hall.post("/api/v1/sign-out", Json::object(), cookie_of(first));
    CHECK(hall.get("/api/v1/session", cookie_of(sign_in(hall, "1001", demo_pin, key))).status() == 200);
  }
  Hall hall(folder);
  CHECK(hall.get("/api/v1/session", cookie_of(sign_in(hall, "1001", demo_pin, key))).status() == 200);
}

TEST_CASE("a sign-in without a number or a PIN names what is missing") {
  ScratchFolder folder;
  Hall hall(folder);
  CHECK(hall.post("/api/v1/sign-in", {{"pin", "1234"}}).body["field"] == "staff");
  CHECK(hall.post("/api/v1/sign-in", {{"staff", "1001"}}).body["field"] == "pin");
  CHECK(hall.post("/api/v1/sign-in", {{"staff", "1001"}, {"pin", 1234}}).status() == 422);
  CHECK(hall.post("/api/v1/sign-in", {{"staff", "1001"}, {"pin", std::string(1000, '1')}}).status() == 422);
}

TEST_CASE("a lock grows with each further guess and ends at a quarter of an hour") {
  PinGate gate({"1001"});
  std::int64_t now = 0;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(gate.ask("1001", "10.0.0.1", now) == PinGate::Ruling::go);
    gate.settle("1001", "10.0.0.1", false, now);
  }
  for (const int lock_s : {60, 120, 240, 480, 900, 900}) {
    CHECK(gate.retry_after_s("1001", "10.0.0.1", now) == lock_s);
    CHECK(gate.ask("1001", "10.0.0.2", now + lock_s * 1000 - 1) == PinGate::Ruling::locked);
    now += lock_s * 1000;
    REQUIRE(gate.ask("1001", "10.0.0.1", now) == PinGate::Ruling::go);
    CHECK(gate.ask("1001", "10.0.0.1", now) == PinGate::Ruling::wait);
    gate.settle("1001", "10.0.0.1", false, now);
  }
  now += 900'000;
  REQUIRE(gate.ask("1001", "10.0.0.1", now) == PinGate::Ruling::go);
  gate.settle("1001", "10.0.0.1", true, now);
  for (int i = 0; i < 4; ++i) {
    REQUIRE(gate.ask("1001", "10.0.0.1", now) == PinGate::Ruling::go);
    gate.settle("1001", "10.0.0.1", false, now);
  }
  CHECK(gate.retry_after_s("1001", "10.0.0.1", now) == 0);
}

TEST_CASE("an address that tries everybody's number is locked too") {
  PinGate gate({"1001"});
  int tries = 0;
  while (tries < 1000) {
    const std::string staff = "s" + std::to_string(tries);
    if (gate.ask(staff, "10.0.0.9", 0) != PinGate::Ruling::go) break;
    gate.settle(staff, "10.0.0.9", false, 0);
    ++tries;
  }
  CHECK(tries == 60);
  CHECK(gate.ask("new", "10.0.0.9", 0) == PinGate::Ruling::locked);
  CHECK(gate.ask("new", "10.0.0.8", 0) == PinGate::Ruling::go);
}

TEST_CASE("no more guesses run at once than are left") {
  PinGate gate({"1001"});
  for (int i = 0; i < 5; ++i) CHECK(gate.ask("1001", "a", 0) == PinGate::Ruling::go);
  CHECK(gate.ask("1001", "a", 0) == PinGate::Ruling::wait);
  gate.settle("1001", "a", true, 0);
  CHECK(gate.ask("1001", "a", 0) == PinGate::Ruling::go);
}

TEST_CASE("who is locked out leaves no trace of ever new numbers, and nobody's lock is forgotten for them") {
  PinGate gate({"1001"});
  std::int64_t now = 0;
  const auto guess = [&](const std::string& staff, const std::string& remote) {
    REQUIRE(gate.ask(staff, remote, now) == PinGate::Ruling::go);
    gate.settle(staff, remote, false, now);
  };
  for (int i = 0; i < 5; ++i) guess("1001", "a");
  now += 60'000;
  guess("1001", "a");
  CHECK(gate.retry_after_s("1001", "a", now) == 120);
  now += 120'000;
  for (int i = 0; i < 12'000; ++i) guess("made-up-" + std::to_string(i), "r" + std::to_string(i));
  // The next wrong one still doubles the lock.
  guess("1001", "b");
  CHECK(gate.retry_after_s("1001", "b", now) == 240);
}

TEST_CASE("guesses of a number that are half used up stay so, however many numbers are made up") {
  PinGate gate({"1001"});
  const auto guess = [&](const std::string& staff, const std::string& remote) {
    REQUIRE(gate.ask(staff, remote, 0) == PinGate::Ruling::go);
    gate.settle(staff, remote, false, 0);
  };
  for (int i = 0; i < 4; ++i) guess("1001", "a");
  for (int i = 0; i < 60; ++i) guess("other-" + std::to_string(i), "locked");
  for (int i = 0; i < 12'000; ++i) {
    REQUIRE(gate.ask("made-up-" + std::to_string(i), "locked", 0) == PinGate::Ruling::locked);
  }
  CHECK(gate.records() < 100);
  for (int i = 0; i < 12'000; ++i) guess("flood-" + std::to_string(i), "r" + std::to_string(i));
  guess("1001", "b");
  CHECK(gate.ask("1001", "b", 0) == PinGate::Ruling::locked);
}

TEST_CASE("one right PIN does not give its address new guesses at the others'") {
  PinGate gate({"1001", "1002"});
  int wrong = 0;
  for (; wrong < 1000; ++wrong) {
    if (gate.ask("s" + std::to_string(wrong), "a", 0) != PinGate::Ruling::go) break;
    gate.settle("s" + std::to_string(wrong), "a", false, 0);
    if (gate.ask("1001", "a", 0) == PinGate::Ruling::go) gate.settle("1001", "a", true, 0);
  }
  CHECK(wrong == 60);
  CHECK(gate.ask("1002", "a", 0) == PinGate::Ruling::locked);
  const std::int64_t later = 2 * 3'600'000;  // an hour without a wrong one
  REQUIRE(gate.ask("1002", "a", later) == PinGate::Ruling::go);
  gate.settle("1002", "a", false, later);
  CHECK(gate.ask("1002", "a", later) == PinGate::Ruling::go);
}

TEST_CASE("a check that comes to no end counts neither way") {
  PinGate gate({"1001"});
  for (int i = 0; i < 100; ++i) {
    REQUIRE(gate.ask("1001", "a", 0) == PinGate::Ruling::go);
    gate.give_up("1001", "a");
  }
}

TEST_CASE("a PIN that cannot be checked is answered, and does not lock anybody out") {
  ScratchFolder folder;
  lan::LanSettings settings;
  auto failing = std::make_shared<std::atomic<bool>>(true);
  settings.pin_matches = [failing](const std::string&, const std::string&) -> bool {
    if (*failing) throw std::bad_alloc();
    return true;
  };
  Hall hall(folder, settings);
  std::vector<std::future<Reply>> tries;
  tries.reserve(12);
  for (int i = 0; i < 12; ++i) {
    tries.push_back(std::async(std::launch::async, [&hall] { return sign_in(hall, "1001", demo_pin); }));
  }
  for (auto& one : tries) {
    const Reply reply = one.get();
    CHECK(reply.status() == 503);
    CHECK(reply.refusal() == "branch_unable");
  }
  *failing = false;
  CHECK(sign_in(hall, "1001", demo_pin).status() == 200);
}
