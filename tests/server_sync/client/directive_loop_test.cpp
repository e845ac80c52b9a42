#include "server_sync/client/directive_loop.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "server_sync/client/private_file.h"
#include "server_sync/wire/signature.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::tests;

namespace directive_loop_test {

namespace {

class KeepingSink : public sync::DirectiveSink {
 public:
  std::int64_t have() override {
    const std::lock_guard lock(mutex_);
    return taken_.empty() ? 0 : taken_.back().version;
  }
  void take(const wire::Directive& directive) override {
    const std::lock_guard lock(mutex_);
    if (unable_ > 0) {
      --unable_;
      throw std::runtime_error("the disk is full");
    }
    taken_.push_back(directive);
  }
  bool settle() override {
    const std::lock_guard lock(mutex_);
    return settled_;
  }

  void fail(int times) { unable_ = times; }
  void unsettle() { settled_ = false; }
  std::vector<wire::Directive> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<wire::Directive> taken_;
  int unable_ = 0;
  bool settled_ = true;
};

struct Signer {
  crypto::KeyPair keys = crypto::make_sign_keys();
  std::string key() const { return crypto::to_base64(keys.public_key); }
  wire::Directive sign(wire::Directive one) const {
    one.signature = crypto::to_base64(crypto::sign(keys.secret_key, wire::directive_text("BJ-0001", one)));
    return one;
  }
  http::Response answer(std::vector<wire::Directive> items) const {
    const std::int64_t version = items.empty() ? 0 : items.back().version;
    return plain(200, wire::directives_json({version, std::move(items), key()}));
  }
};

/// A loop on a data folder of its own, with everything it told.
class Branch {
 public:
  explicit Branch(const std::string& url, const std::string& signing_key)
      : loop({folder.path().string(), "", "", true}, sink, [this](const std::string& fault) {
          const std::lock_guard lock(mutex);
          told.push_back(fault);
        }) {
    sync::write_private_file(folder.file("enrolment.json"),
                             R"({"url":")" + url + R"(","ca":"","branch":"BJ-0001","credential":"c",)" +
                                 R"("sealing_key":"k","signing_key":")" + signing_key + R"("})");
  }
  ~Branch() { loop.stop(); }
  Branch(const Branch&) = delete;
  Branch& operator=(const Branch&) = delete;
  std::string newest_told() const {
    const std::lock_guard lock(mutex);
    return told.empty() ? "nothing" : told.back();
  }

  ScratchFolder folder;
  KeepingSink sink;
  mutable std::mutex mutex;
  std::vector<std::string> told;
  sync::DirectiveLoop loop;
};

bool asks_for(const http::Request& request, const std::string& have) {
  return request.method == "GET" && request.path == "/sync/v1/directives" && request.query_value("have") == have;
}

}  // namespace

TEST_CASE("what is signed is taken, and asked for behind it from then on") {
  const Signer signer;
  ScriptedHq hq([&](const http::Request& request, int) {
    if (asks_for(request, "0")) return signer.answer({signer.sign({"a", 3, "x", ""}), signer.sign({"b", 4, "y", ""})});
    return plain(304, "");
  });
  Branch branch(hq.url(), signer.key());
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.sink.taken().size() == 2 && hq.requests() > 1; }));
  CHECK(branch.sink.taken()[0].body == "x");
  CHECK(asks_for(hq.seen(2), "4"));
  CHECK(hq.seen(2).query_value("wait_s") == "50");
  CHECK(hq.seen(1).header("Authorization") == "Bearer c");
  CHECK(branch.newest_told().empty());
}

TEST_CASE("what is not signed by the known key is not taken, nor what follows it, and people are told") {
  const Signer signer;
  const Signer other;
  ScriptedHq hq([&](const http::Request&, int) {
    return other.answer(
        {signer.sign({"a", 1, "x", ""}), other.sign({"b", 2, "y", ""}), signer.sign({"c", 3, "z", ""})});
  });
  Branch branch(hq.url(), signer.key());
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.newest_told().find("not signed") != std::string::npos; }));
  REQUIRE(branch.sink.taken().size() == 1);
  CHECK(branch.sink.taken()[0].name == "a");
}

TEST_CASE("a branch that joined before there was a key learns it once") {
  const Signer signer;
  ScriptedHq hq([&](const http::Request&, int number) { return signer.answer({signer.sign({"a", number, "x", ""})}); });
  Branch branch(hq.url(), "");
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.sink.taken().size() > 1; }));
  branch.loop.stop();
  const auto enrolment = sync::read_private_file(branch.folder.file("signing.key"));
  CHECK(enrolment == signer.key());
  // Another one that names its own key is not believed any more.
  const Signer other;
  ScriptedHq stranger([&](const http::Request&, int) { return other.answer({other.sign({"a", 100, "x", ""})}); });
  KeepingSink sink;
  std::mutex mutex;
  std::string told;
  sync::DirectiveLoop again({branch.folder.path().string(), stranger.url(), "", true}, sink,
                            [&](const std::string& fault) {
                              const std::lock_guard lock(mutex);
                              told = fault;
                            });
  again.start();
  CHECK(eventually([&] {
    const std::lock_guard lock(mutex);
    return !told.empty();
  }));
  again.stop();
  CHECK(sink.taken().empty());
}

TEST_CASE("what cannot be kept is asked for again") {
  const Signer signer;
  ScriptedHq hq([&](const http::Request& request, int) {
    return asks_for(request, "0") ? signer.answer({signer.sign({"a", 3, "x", ""})}) : plain(304, "");
  });
  Branch branch(hq.url(), signer.key());
  branch.sink.fail(2);
  branch.loop.start();
  CHECK(eventually([&] { return branch.sink.taken().size() == 1; }));
  CHECK(hq.requests() >= 3);
}

TEST_CASE("errors and nonsense are waited out, and while something is to be done again it waits shorter") {
  const Signer signer;
  ScriptedHq hq([&](const http::Request&, int number) {
    if (number == 1) return plain(503, "");
    if (number == 2) return plain(200, "<html>");
    return signer.answer({signer.sign({"a", number, "x", ""})});
  });
  Branch branch(hq.url(), signer.key());
  branch.sink.unsettle();
  branch.loop.start();
  REQUIRE(eventually([&] { return !branch.sink.taken().empty(); }));
  CHECK(hq.seen(1).query_value("wait_s") == "5");
  CHECK(hq.seen(3).query_value("wait_s") == "0");  // whether the fault is over is wanted at once
  CHECK(eventually([&] { return branch.newest_told().empty(); }));
}

TEST_CASE("a wait at headquarters ends at once when the loop stops") {
  ScriptedHq hq([](const http::Request&, int) { return plain(304, ""); });
  hq.hold();
  Branch branch(hq.url(), "");
  branch.loop.start();
  REQUIRE(eventually([&] { return hq.requests() == 1; }));
  const auto before = std::chrono::steady_clock::now();
  branch.loop.stop();
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(3));
}

}  // namespace directive_loop_test
