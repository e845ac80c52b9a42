#include "server_sync/client/sync_loop.h"

#include <chrono>
#include <cstdlib>

#include "server_sync/client/private_file.h"
#include "tests/server_sync/client/fake_outbox.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::tests;
using sync::Link;

namespace {

/// A sync loop on a data folder of its own, with every state it told.
class Branch {
 public:
  explicit Branch(FakeOutbox& outbox, bool allow_plain_http = true)
      : loop({folder.path().string(), "", "", allow_plain_http}, outbox, [this](const sync::LinkState& state) {
          const std::lock_guard lock(mutex);
          states.push_back(state);
        }) {}
  ~Branch() { loop.stop(); }
  Branch(const Branch&) = delete;
  Branch& operator=(const Branch&) = delete;

  void join(const std::string& url, const std::string& credential = "credential-1") {
    sync::write_private_file(folder.file("enrolment.json"), R"({"url":")" + url +
                                                                R"(","ca":"","branch":"BJ-0001","credential":")" +
                                                                credential + R"(","sealing_key":"k"})");
  }
  sync::LinkState state() const {
    const std::lock_guard lock(mutex);
    return states.empty() ? sync::LinkState{Link::not_enrolled, "nothing told"} : states.back();
  }
  bool was(Link link) const {
    const std::lock_guard lock(mutex);
    for (const auto& state : states) {
      if (state.link == link) return true;
    }
    return false;
  }

  ScratchFolder folder;
  mutable std::mutex mutex;
  std::vector<sync::LinkState> states;
  sync::SyncLoop loop;
};

}  // namespace

TEST_CASE("events go out under the branch's name and credential, and are acked") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int number) { return through(number); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return outbox.acked_through() == 1 && branch.state().link == Link::connected; }));
  const http::Request request = hq.seen(1);
  CHECK(request.method == "POST");
  CHECK(request.path == "/sync/v1/batches");
  CHECK(request.header("Authorization") == "Bearer credential-1");
  CHECK(request.header("Content-Encoding").empty());
  const wire::Batch batch = wire::read_batch(request.body);
  CHECK(batch.branch == "BJ-0001");
  CHECK(batch.events.size() == 1);
  CHECK(branch.state().reason.empty());

  outbox.add(1);
  branch.loop.wake();
  CHECK(eventually([&] { return outbox.acked_through() == 2; }));
  CHECK(wire::read_batch(hq.seen(2).body).first_seq == 2);
}

TEST_CASE("a batch of more than a kilobyte is compressed") {
  FakeOutbox outbox(20, 200);
  ScriptedHq hq([](const http::Request&, int) { return through(20); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return outbox.acked_through() == 20; }));
  CHECK(hq.seen(1).header("Content-Encoding") == "zstd");
  CHECK(hq.seen(1).body.size() < 3000);
}

TEST_CASE("with nothing to send a greeting shows that headquarters is there") {
  FakeOutbox outbox;
  ScriptedHq hq([](const http::Request&, int) { return through(0); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.state().link == Link::connected; }));
  CHECK(wire::read_batch(hq.seen(1).body).events.empty());
  CHECK(outbox.acks().empty());
}

TEST_CASE("what is no acknowledgement is none, and the events go again") {
  const std::vector<http::Response> rubbish = {plain(500, R"({"through":3})"), plain(404, R"({"through":3})"),
                                               plain(200, "<html>through</html>"), plain(503, ""), plain(204, "")};
  for (const http::Response& response : rubbish) {
    FakeOutbox outbox(3);
    ScriptedHq hq([&](const http::Request&, int number) { return number == 1 ? response : through(3); });
    Branch branch(outbox);
    branch.join(hq.url());
    branch.loop.start();
    CHECK(eventually([&] { return outbox.acked_through() == 3; }));
    CHECK(branch.was(Link::unreachable));
    CHECK(outbox.acks() == std::vector<std::int64_t>{3});
    CHECK(hq.seen(1).body == hq.seen(2).body);
  }
}

TEST_CASE("a redirect is not followed: the credential stays here") {
  ScriptedHq elsewhere([](const http::Request&, int) { return through(3); });
  FakeOutbox outbox(3);
  ScriptedHq hq([&](const http::Request&, int number) {
    if (number > 2) return through(3);
    http::Response response = plain(number == 1 ? 307 : 302, "");
    response.headers.emplace_back("Location", elsewhere.url() + "/sync/v1/batches");
    return response;
  });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return outbox.acked_through() == 3; }));
  CHECK(elsewhere.requests() == 0);
}

TEST_CASE("a refusal is told with headquarters' words, and a new enrolment ends it at once") {
  for (const int status : {401, 403, 409, 422}) {
    FakeOutbox outbox(2);
    ScriptedHq hq([&](const http::Request& request, int) {
      if (request.header("Authorization") == "Bearer credential-2") return through(2);
      return http::problem(status, "some_refusal", "Ask headquarters, please.");
    });
    Branch branch(outbox);
    branch.join(hq.url());
    branch.loop.start();
    REQUIRE(eventually([&] { return branch.state().link == Link::refused; }));
    CHECK_THAT(branch.state().reason, ContainsSubstring("Ask headquarters, please."));
    CHECK(outbox.acks().empty());
    branch.join(hq.url(), "credential-2");
    CHECK(eventually([&] { return outbox.acked_through() == 2; }));
    CHECK(branch.state().link == Link::connected);
  }
}

TEST_CASE("too large a batch is sent in halves, then larger again") {
  FakeOutbox outbox(8);
  ScriptedHq hq([](const http::Request&, int number) {
    if (number <= 2) return plain(413, "");
    return through(number == 3 ? 2 : number == 4 ? 6 : 8);
  });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return outbox.acked_through() == 8; }));
  CHECK(outbox.acks() == std::vector<std::int64_t>{2, 6, 8});
}

TEST_CASE("one event that is too large is told, not sent for ever") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return plain(413, ""); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return branch.state().link == Link::refused; }));
  CHECK_THAT(branch.state().reason, ContainsSubstring("too large"));
}

TEST_CASE("headquarters that was restored gets again what it lacks") {
  FakeOutbox outbox(5);
  ScriptedHq hq([](const http::Request&, int number) { return through(number == 1 ? 5 : number == 2 ? 2 : 6); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return outbox.acked_through() == 5; }));
  outbox.add(1);
  branch.loop.wake();
  CHECK(eventually([&] { return outbox.acked_through() == 6; }));
  CHECK(outbox.acks() == std::vector<std::int64_t>{5, 2, 6});
}

TEST_CASE("joining while the program runs is noticed") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  Branch branch(outbox);
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.was(Link::not_enrolled); }));
  CHECK(hq.requests() == 0);
  branch.join(hq.url());
  CHECK(eventually([&] { return branch.state().link == Link::connected; }));
}

TEST_CASE("an enrolment that cannot be used is told, and used when it is mended") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  Branch branch(outbox);
  sync::write_private_file(branch.folder.file("enrolment.json"), "{\"url\":");
  branch.loop.start();
  REQUIRE(eventually([&] { return branch.state().link == Link::refused; }));
  CHECK_THAT(branch.state().reason, ContainsSubstring("menting-kiosk enrol"));
  branch.join(hq.url());
  CHECK(eventually([&] { return branch.state().link == Link::connected; }));
}

TEST_CASE("without permission nothing goes out unencrypted") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  Branch branch(outbox, false);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return branch.state().link == Link::refused; }));
  CHECK_THAT(branch.state().reason, ContainsSubstring("not encrypted"));
  CHECK(hq.requests() == 0);
}

TEST_CASE("the environment's proxy is not used") {
  setenv("http_proxy", "http://127.0.0.1:9", 1);
  setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return outbox.acked_through() == 1; }));
  unsetenv("http_proxy");
  unsetenv("ALL_PROXY");
}

TEST_CASE("nobody there is told, and the events wait") {
  FakeOutbox outbox(1);
  Branch branch(outbox);
  branch.join("http://127.0.0.1:9");
  branch.loop.start();
  CHECK(eventually([&] { return branch.state().link == Link::unreachable; }));
  CHECK_THAT(branch.state().reason, ContainsSubstring("cannot be reached"));
  CHECK(branch.state().reason.find(" ms") == std::string::npos);  // the same words at every try
  CHECK(outbox.acks().empty());
}

TEST_CASE("stopping does not wait for an answer under way") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  hq.hold();
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return hq.requests() == 1; }));
  const auto start = std::chrono::steady_clock::now();
  branch.loop.stop();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));  // without interrupting it would be 30
  CHECK(outbox.acks().empty());
}

TEST_CASE("a journal that cannot be read for a while does not end the loop") {
  class Failing : public FakeOutbox {
   public:
    Failing() : FakeOutbox(1) {}
    std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) override {
      if (++tries < 3) throw std::runtime_error("the database is locked");
      return FakeOutbox::next(events_max, bytes_max);
    }
    int tries = 0;
  };
  Failing outbox;
  ScriptedHq hq([](const http::Request&, int) { return through(1); });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return outbox.acked_through() == 1; }));
  CHECK(branch.was(Link::unreachable));
}
