#include "server_sync/client/rotation.h"

#include <sys/stat.h>

#include <filesystem>

#include "base/crypto/crypto.h"
#include "server_sync/client/device_key.h"
#include "server_sync/client/private_file.h"
#include "server_sync/wire/signature.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::tests;

namespace rotation_test {

namespace {

/// A branch that has joined a headquarters which says what the test wants to its change of keys.
struct Joined {
  explicit Joined(ScriptedHq::Script on_rotation)
      : hq([on_rotation = std::move(on_rotation)](const http::Request& request, int number) {
          if (request.path != "/sync/v1/enrol") return on_rotation(request, number);
          return plain(201, R"({"branch":"BJ-0001","credential":"secret-1","sealing_key":"sealing-1"})");
        }) {
    sync::enrol({hq.url(), "", "abcde-fghjk", true, "BJ-0001"}, data);
  }
  sync::Enrolment enrolment() const { return *sync::read_enrolment(data); }
  void rotate() {
    sync::SignedPost post;
    sync::rotate_key(enrolment(), {hq.url(), ""}, data, post);
  }
  bool looks(int key_days) {
    sync::SignedPost post;
    sync::KeyCare care(key_days);
    return care.look(enrolment(), {hq.url(), ""}, data, post, std::chrono::steady_clock::now());
  }

  ScratchFolder folder;
  std::string data = folder.path().string();
  ScriptedHq hq;
};

http::Response yes() {
  return plain(200, R"({"branch":"BJ-0001","overlap_hours":24})");
}

std::string bearer_of(const http::Request& request) {
  return std::string(request.header("Authorization"));
}

}  // namespace

TEST_CASE("requests are signed by the device's key over time, path and body") {
  Joined branch([](const http::Request&, int) { return through(0); });
  sync::SignedPost post;
  post.post(branch.enrolment(), {branch.hq.url(), ""}, "/sync/v1/batches", "the body", {});
  const http::Request seen = branch.hq.seen(2);
  const auto signature = wire::parse_signature(seen.header(wire::signature_header));
  REQUIRE(signature);
  const auto key = sync::read_device_key(branch.data);
  const auto matches = [&](const std::string& path, const std::string& body) {
    return crypto::signature_matches(key->public_key, wire::signed_text(signature->at_ms, "POST", path, body),
                                     signature->bytes);
  };
  CHECK(matches("/sync/v1/batches", "the body"));
  CHECK_FALSE(matches("/sync/v1/rotate", "the body"));
  CHECK_FALSE(matches("/sync/v1/batches", "another body"));
  CHECK(bearer_of(seen) == "Bearer secret-1");
}

TEST_CASE("a wrong clock is made up for") {
  constexpr std::int64_t there_ms = 2'000'000'000'000;
  Joined branch([](const http::Request& request, int) {
    const auto signature = wire::parse_signature(request.header(wire::signature_header));
    if (signature && std::abs(signature->at_ms - there_ms) < 60'000) return through(0);
    return plain(401, R"({"refusal":"clock_differs","now_ms":2000000000000})");
  });
  sync::SignedPost post;
  const auto ask = [&] { return post.post(branch.enrolment(), {branch.hq.url(), ""}, "/x", "", {}).status; };
  CHECK(ask() == 200);
  CHECK(ask() == 200);
  CHECK(branch.hq.requests() == 4);  // joining, one to learn the time, two that pass
}

TEST_CASE("a new key takes over once headquarters has agreed, for this user alone") {
  Joined branch([](const http::Request&, int) { return yes(); });
  const auto old_key = sync::read_device_key(branch.data);
  branch.rotate();
  const auto new_key = sync::read_device_key(branch.data);
  CHECK(new_key->public_key != old_key->public_key);
  CHECK(branch.enrolment().credential != "secret-1");
  CHECK(branch.enrolment().secret_key == new_key->secret_key);
  CHECK(branch.enrolment().sealing_key == "sealing-1");
  CHECK_FALSE(std::filesystem::exists(branch.folder.file("rotation.json")));
  struct stat found {};
  REQUIRE(stat(branch.folder.file("device.key").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  const std::string body = branch.hq.seen(2).body;
  CHECK(body.find(crypto::hash_hex(branch.enrolment().credential)) != std::string::npos);
  CHECK(body.find(branch.enrolment().credential) == std::string::npos);
  branch.rotate();
  CHECK(bearer_of(branch.hq.seen(3)) != "Bearer secret-1");
}

TEST_CASE("a refused or unanswered change leaves the old pair, and the next try names the same new one") {
  int tries = 0;
  Joined branch([&tries](const http::Request&, int) {
    ++tries;
    if (tries == 1) return plain(500, "");
    if (tries == 2) return plain(200, "<html>captive</html>");
    return yes();
  });
  const auto old_key = sync::read_device_key(branch.data);
  CHECK_THROWS_WITH(branch.rotate(), ContainsSubstring("HTTP 500"));
  CHECK_THROWS_WITH(branch.rotate(), ContainsSubstring("stays in use"));
  CHECK(branch.enrolment().credential == "secret-1");
  CHECK(sync::read_device_key(branch.data)->public_key == old_key->public_key);
  CHECK(branch.looks(0));  // also where keys are not changed by age: it was begun
  CHECK(branch.hq.seen(2).body == branch.hq.seen(4).body);
  CHECK(branch.enrolment().credential != "secret-1");
}

TEST_CASE("a crash between headquarters' yes and the change is made good, however late") {
  Joined branch([](const http::Request& request, int) {
    return bearer_of(request) == "Bearer secret-1" ? http::problem(403, "key_replaced", "A newer key is in use.")
                                                   : yes();
  });
  const sync::NextKey next{sync::make_device_key(), "secret-2", false};
  sync::write_next_key(branch.data, next);
  CHECK(branch.enrolment().credential == "secret-1");
  CHECK(branch.looks(90));
  CHECK(branch.enrolment().credential == "secret-2");
  CHECK(branch.enrolment().secret_key == next.key.secret_key);

  // The same, when the yes was noted already; also when half of the files were written.
  for (const bool half : {false, true}) {
    const sync::NextKey third{sync::make_device_key(), half ? "secret-4" : "secret-3", true};
    sync::write_next_key(branch.data, third);
    if (half) sync::write_device_key(branch.data, third.key);
    CHECK(branch.enrolment().credential == third.credential);
    CHECK(branch.enrolment().secret_key == third.key.secret_key);
    CHECK_FALSE(std::filesystem::exists(branch.folder.file("rotation.json")));
  }
}

TEST_CASE("keys are changed by age, and a branch without a key is told what to do") {
  Joined branch([](const http::Request&, int) { return yes(); });
  CHECK_FALSE(branch.looks(90));
  sync::DeviceKey key = *sync::read_device_key(branch.data);
  key.made_at_ms -= 91LL * 24 * 3600 * 1000;
  sync::write_device_key(branch.data, key);
  CHECK_FALSE(branch.looks(0));
  CHECK(branch.looks(90));
  CHECK_FALSE(branch.looks(90));
  std::filesystem::remove(branch.folder.file("device.key"));
  CHECK_FALSE(branch.looks(90));
  CHECK_THROWS_WITH(branch.rotate(), ContainsSubstring("join headquarters again"));
}

TEST_CASE("a headquarters of before the change of keys is told the new pair by the old one") {
  bool restored = false;
  Joined branch([&restored](const http::Request& request, int) {
    if (request.path == "/sync/v1/rotate") {
      if (bearer_of(request) == "Bearer secret-1") restored = false;
      return yes();
    }
    if (restored && bearer_of(request) != "Bearer secret-1") return http::problem(401, "not_enrolled", "Not known.");
    return through(0);
  });
  const auto old_key = sync::read_device_key(branch.data);
  branch.rotate();
  const sync::Place place{branch.hq.url(), ""};
  sync::SignedPost post;
  const auto asks = [&] { return post.post(branch.enrolment(), place, "/sync/v1/batches", "{}", {}); };
  const auto mends = [&](const sync::Answer& answer) {
    return sync::KeyCare::named_anew(answer, branch.enrolment(), place, branch.data, post);
  };
  CHECK_FALSE(mends(asks()));
  restored = true;
  const sync::Answer refused = asks();
  REQUIRE(refused.status == 401);
  CHECK(mends(refused));
  CHECK(asks().status == 200);
  const http::Request told = branch.hq.seen(branch.hq.requests() - 1);
  CHECK(told.body.find(crypto::hash_hex(branch.enrolment().credential)) != std::string::npos);
  const auto signature = wire::parse_signature(told.header(wire::signature_header));
  REQUIRE(signature);
  CHECK(crypto::signature_matches(old_key->public_key,
                                  wire::signed_text(signature->at_ms, "POST", "/sync/v1/rotate", told.body),
                                  signature->bytes));
  // What only looks like it is no reason, and who joins anew has no pair before.
  CHECK_FALSE(mends({401, "<html>", "", 0}));
  sync::enrol({branch.hq.url(), "", "abcde-fghjk", true, "BJ-0001"}, branch.data);
  CHECK_FALSE(mends(refused));
}

}  // namespace rotation_test
