// Whose request it is, on both databases: credentials, signatures, change of keys, alarms.
#include "server_sync/hq/authentication.h"

#include <algorithm>

#include "server_sync/hq/sync_routes.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/signing_device.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::FakeJournal;
using tests::SigningDevice;

namespace authentication_test {

namespace {

constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr const char* batches = "/sync/v1/batches";
constexpr const char* rotate = "/sync/v1/rotate";

struct Fleet {
  explicit Fleet(tests::Kind kind) : database(kind), store(database.open()) {
    for (const char* id : {"BJ-0001", "SH-0002"}) write([&] { store->add_branch(id, "店", 1); });
  }
  template <typename Work>
  void write(const Work& work) {
    store->begin();
    work();
    store->commit();
  }
  void enrol(const SigningDevice& device) {
    write([&] {
      store->save_code(device.branch, "code of " + device.hash(), 1, day_ms);
      store->enrol(device.branch, "code of " + device.hash(), device.hash(), device.public_key(), base::wall_ms());
    });
  }
  /// As the inbox does it: what is not kept is undone.
  http::Response ask(const http::Request& request) {
    hq::SyncRoutes::Joining joining = hq::SyncRoutes::new_joining();
    return ask(request, joining);
  }
  http::Response ask(const http::Request& request, hq::SyncRoutes::Joining& joining) {
    store->begin();
    hq::Decision decision = request.path == batches  ? routes.batches(request, *store)
                            : request.path == rotate ? routes.rotate(request, *store)
                                                     : routes.enrol(request, *store, joining);
    decision.keep ? store->commit() : store->rollback();
    return std::move(decision.response);
  }
  std::string refusal(const http::Request& request) {
    const std::string body = ask(request).body;
    const std::string mark = R"("refusal":")";
    const auto start = body.find(mark);
    return start == std::string::npos
               ? ""
               : body.substr(start + mark.size(), body.find('"', start + mark.size()) - start - mark.size());
  }
  std::string refusal_at(const http::Request& request, std::int64_t now_ms) {
    store->begin();
    const hq::Caller caller = hq::authenticate(request, *store, "10.0.0.1", now_ms);
    store->commit();
    return caller.refusal ? caller.refusal->response.body : "";
  }
  std::int64_t alarm_count(const std::string& branch, const std::string& kind) {
    for (const hq::Alarm& alarm : store->alarms(branch)) {
      if (alarm.kind == kind) return alarm.count;
    }
    return 0;
  }

  tests::AnyDatabase database;
  std::unique_ptr<hq::SqlStore> store;
  hq::Settings settings;
  hq::SyncRoutes routes{settings, "sealing", std::string(32, 's'), "signing"};
};

std::string greeting(const std::string& branch) {
  return wire::batch_json({branch, "", 1, "", {}});
}

}  // namespace

TEST_CASE("the credential alone is enough until the device has signed once") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const SigningDevice device;
  fleet.enrol(device);
  const std::string body = greeting("BJ-0001");
  CHECK(fleet.ask(device.unsigned_request(batches, body)).status == 200);
  CHECK(fleet.ask(device.request(batches, body)).status == 200);
  CHECK(fleet.refusal(device.unsigned_request(batches, body)) == "signature_missing");
  CHECK(fleet.alarm_count("BJ-0001", "bad_signature") == 1);
  CHECK(fleet.ask(device.request(batches, body)).status == 200);
}

TEST_CASE("a signature is over the time, the path and the body, by this device's key") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const SigningDevice device;
  SigningDevice thief = device;
  thief.keys = crypto::make_sign_keys();
  fleet.enrol(device);
  const std::string body = greeting("BJ-0001");
  const auto with = [&](const std::string& signature) {
    http::Request request = device.unsigned_request(batches, body);
    request.headers.emplace_back(wire::signature_header, signature);
    return fleet.refusal(request);
  };
  const std::int64_t now = base::wall_ms();
  CHECK(with(device.signature(batches, body, now)).empty());
  CHECK(with(device.signature(rotate, body, now)) == "bad_signature");
  CHECK(with(device.signature(batches, body + " ", now)) == "bad_signature");
  CHECK(with(thief.signature(batches, body, now)) == "bad_signature");
  CHECK(with("nonsense") == "bad_signature");
  CHECK(with("1 ") == "clock_differs");
  CHECK(with(std::to_string(now) + " AAAA") == "bad_signature");
  CHECK(with(device.signature(batches, body, now - 6 * 60'000)) == "clock_differs");
  CHECK(with(device.signature(batches, body, now + 6 * 60'000)) == "clock_differs");
  CHECK(with(device.signature(batches, body, now - 4 * 60'000)).empty());
  CHECK(fleet.alarm_count("BJ-0001", "bad_signature") == 5);
}

TEST_CASE("nobody writes for another branch, whichever way it is tried") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const SigningDevice mine;
  SigningDevice other;
  other.branch = "SH-0002";
  fleet.enrol(mine);
  fleet.enrol(other);
  SigningDevice stranger;
  SigningDevice next;
  const std::string batch = wire::batch_json(FakeJournal("SH-0002").add("branch_started", "{}").all());
  for (const auto& [path, body] : {std::pair<std::string, std::string>(batches, batch),
                                   std::pair<std::string, std::string>(rotate, mine.rotation_to(next))}) {
    CAPTURE(path);
    http::Request nobody = mine.request(path, body);
    nobody.headers.erase(nobody.headers.begin());
    CHECK(fleet.ask(nobody).status == 401);
    CHECK(fleet.ask(stranger.request(path, body)).status == 401);
    SigningDevice mixed = mine;  // one's credential, another's key
    mixed.keys = other.keys;
    CHECK(fleet.ask(mixed.request(path, body)).status == 401);
    http::Request basic = mine.request(path, body);
    basic.headers.front().second = "Basic " + mine.credential;
    CHECK(fleet.ask(basic).status == 401);
  }
  CHECK(fleet.refusal(mine.request(batches, batch)) == "another_branch");
  CHECK(fleet.alarm_count("BJ-0001", "another_branch") == 1);
  // A change of keys is of the branch that asks; the proof names it, and its credential must be nobody's.
  CHECK(fleet.refusal(other.request(rotate, mine.rotation_to(next))) == "proof");
  CHECK(fleet.refusal(other.request(rotate, other.rotation_to(mine))) == "credential_hash");
  CHECK(fleet.ask(mine.unsigned_request(rotate, mine.rotation_to(next))).status == 401);
  CHECK(fleet.store->branch("SH-0002")->through == 0);
  CHECK(fleet.ask(other.request(batches, batch)).status == 200);
}

TEST_CASE("keys follow one another with a day's overlap, and what is asked twice is done once") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const SigningDevice first;
  fleet.enrol(first);
  const SigningDevice second;
  const std::string body = first.rotation_to(second);
  CHECK(fleet.ask(first.request(rotate, body)).status == 200);
  CHECK(fleet.ask(first.request(rotate, body)).status == 200);
  CHECK(fleet.ask(second.request(rotate, body)).status == 200);
  const std::string hello = greeting("BJ-0001");
  CHECK(fleet.ask(first.request(batches, hello)).status == 200);
  CHECK(fleet.ask(second.request(batches, hello)).status == 200);
  const std::int64_t later = base::wall_ms() + day_ms + 60'000;
  CHECK_THAT(fleet.refusal_at(first.request(batches, hello, later), later), ContainsSubstring("key_replaced"));
  CHECK(fleet.refusal_at(second.request(batches, hello, later), later).empty());
  CHECK(fleet.alarm_count("BJ-0001", "replaced_device") == 1);
  // Whoever has the old key cannot take over from the new one that is in use.
  CHECK(fleet.refusal(first.request(rotate, first.rotation_to(SigningDevice{}))) == "key_replaced");
  // Only what was never used can be given up for another.
  const SigningDevice lost;
  const SigningDevice third;
  CHECK(fleet.ask(second.request(rotate, second.rotation_to(lost))).status == 200);
  CHECK(fleet.ask(second.request(rotate, second.rotation_to(third))).status == 200);
  CHECK(fleet.refusal(lost.request(batches, hello)) == "replaced");
  CHECK(fleet.refusal(first.request(batches, hello)) == "replaced");
  CHECK(fleet.ask(third.request(batches, hello)).status == 200);
}

TEST_CASE("a change of keys needs the new key's proof and whole fields") {
  Fleet fleet(tests::Kind::sqlite);
  const SigningDevice device;
  fleet.enrol(device);
  SigningDevice next;
  const std::string good = device.rotation_to(next);
  const auto replaced = [&](const std::string& what, const std::string& with) {
    std::string body = good;
    body.replace(body.find(what), what.size(), with);
    return fleet.refusal(device.request(rotate, body));
  };
  CHECK(replaced(next.public_key(), "AAAA") == "public_key");
  CHECK(replaced(next.public_key(), device.public_key()) == "proof");
  CHECK(replaced(next.hash(), "abcd") == "credential_hash");
  CHECK(replaced(next.hash(), std::string(64, 'A')) == "credential_hash");
  CHECK(replaced("proof", "prove") == "proof");
  CHECK(fleet.refusal(device.request(rotate, "[]")) == "malformed");
  CHECK(fleet.refusal(device.request(rotate, good)).empty());
}

TEST_CASE("a revocation counts at once, for old keys and new ones") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const SigningDevice first;
  const SigningDevice second;
  fleet.enrol(first);
  CHECK(fleet.ask(first.request(rotate, first.rotation_to(second))).status == 200);
  const auto another = fleet.database.open();  // as `branch revoke` in another process
  another->begin();
  another->revoke_branch("BJ-0001", 7);
  another->commit();
  for (const SigningDevice& device : {first, second}) {
    const auto answer = fleet.ask(device.request(batches, greeting("BJ-0001")));
    CHECK(answer.status == 403);
    CHECK_THAT(answer.body, ContainsSubstring("revoked") && ContainsSubstring("Ask headquarters"));
  }
  CHECK(fleet.store->alarms("").empty());
}

TEST_CASE("a used code is an alarm, a wrong one is not; alarms are counted until somebody has looked") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  fleet.write([&] { fleet.store->save_code("SH-0002", crypto::hash_hex("ABCDEFGHJK"), 1, base::wall_ms() + day_ms); });
  const SigningDevice device;
  const auto show = [&](const std::string& code) {
    http::Request request = device.unsigned_request(
        "/sync/v1/enrol", R"({"code":")" + code + R"(","public_key":")" + device.public_key() + R"("})");
    request.headers = {{"X-Forwarded-For", "203.0.113.9"}};
    return fleet.ask(request).status;
  };
  CHECK(show("ABCDEFGHJK") == 201);
  CHECK(show("WRONGWRONG") == 403);
  CHECK(fleet.store->alarms("").empty());
  CHECK(show("ABCDE-fghjk") == 403);
  CHECK(show("ABCDEFGHJK") == 403);
  const auto alarms = fleet.store->branch("SH-0002")->alarms;
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].kind == "code_reused");
  CHECK(alarms[0].count == 2);
  CHECK(alarms[0].source == "203.0.113.9");
  CHECK(alarms[0].last_at_ms >= alarms[0].first_at_ms);
  CHECK(fleet.store->branch("BJ-0001")->alarms.empty());
  const auto figures = fleet.store->figures(base::wall_ms());
  CHECK(figures.enrolled == 1);
  CHECK(figures.invited == 1);
  CHECK(figures.revoked == 0);
  CHECK(figures.database_bytes > 0);
  fleet.write([&] { fleet.store->clear_alarms("SH-0002"); });
  CHECK(fleet.store->alarms("").empty());
}

TEST_CASE("who never heard the answer to a code joins again with it; nobody else does") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const std::string hash = crypto::hash_hex("ABCDEFGHJK");
  fleet.write([&] { fleet.store->save_code("BJ-0001", hash, 1, base::wall_ms() + day_ms); });
  SigningDevice device;
  SigningDevice thief;
  const auto show = [&](const SigningDevice& who, const crypto::KeyPair& prover) {
    const std::string proof = crypto::sign(prover.secret_key, wire::enrolment_text(hash, who.public_key()));
    return who.unsigned_request("/sync/v1/enrol", R"({"code":"ABCDEFGHJK","public_key":")" + who.public_key() +
                                                      R"(","proof":")" + crypto::to_base64(proof) + R"("})");
  };
  auto lost = hq::SyncRoutes::new_joining();
  REQUIRE(fleet.ask(show(device, device.keys), lost).status == 201);
  // The inbox does a request again whose commit was done after all: it is the same answer.
  CHECK_THAT(fleet.ask(show(device, device.keys), lost).body, ContainsSubstring(lost.credential));
  CHECK(fleet.refusal(show(thief, thief.keys)) == "code_refused");
  CHECK(fleet.refusal(show(device, thief.keys)) == "code_refused");
  auto heard = hq::SyncRoutes::new_joining();
  REQUIRE(fleet.ask(show(device, device.keys), heard).status == 201);
  device.credential = lost.credential;
  CHECK(fleet.refusal(device.request(batches, greeting("BJ-0001"))) == "replaced");
  device.credential = heard.credential;
  CHECK(fleet.ask(device.request(batches, greeting("BJ-0001"))).status == 200);
  // From the first signed request on the answer was heard.
  CHECK(fleet.refusal(show(device, device.keys)) == "code_refused");
  CHECK(fleet.alarm_count("BJ-0001", "code_reused") == 3);
  CHECK(fleet.ask(device.request(batches, greeting("BJ-0001"))).status == 200);
}

TEST_CASE("a code that was used by a revoked branch joins nobody again") {
  Fleet fleet(tests::Kind::sqlite);
  const std::string hash = crypto::hash_hex("ABCDEFGHJK");
  fleet.write([&] { fleet.store->save_code("BJ-0001", hash, 1, base::wall_ms() + day_ms); });
  const SigningDevice device;
  const std::string proof = crypto::sign(device.keys.secret_key, wire::enrolment_text(hash, device.public_key()));
  const auto request =
      device.unsigned_request("/sync/v1/enrol", R"({"code":"ABCDEFGHJK","public_key":")" + device.public_key() +
                                                    R"(","proof":")" + crypto::to_base64(proof) + R"("})");
  REQUIRE(fleet.ask(request).status == 201);
  fleet.write([&] { fleet.store->revoke_branch("BJ-0001", base::wall_ms()); });
  CHECK(fleet.refusal(request) == "code_refused");
}

TEST_CASE("a fork that is met several times while it is mended is one alarm") {
  Fleet fleet(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const auto meet = [&](std::int64_t at_ms) {
    fleet.write([&] { fleet.store->raise_alarm("BJ-0001", "fork", "10.0.0.1", at_ms); });
    return fleet.alarm_count("BJ-0001", "fork");
  };
  CHECK(meet(1'000'000) == 1);
  CHECK(meet(1'000'500) == 1);
  CHECK(meet(1'050'000) == 1);
  CHECK(meet(1'200'000) == 2);
}

}  // namespace authentication_test
