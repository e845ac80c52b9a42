#include "server_sync/client/sync_loop.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>

#include "server_sync/client/private_file.h"
#include "tests/server_sync/client/fake_outbox.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::tests;
using sync::Link;

namespace sync_loop_test {

namespace {

/// A sync loop on a data folder of its own, with every state it told.
class Branch {
 public:
  explicit Branch(sync::Outbox& outbox, bool allow_plain_http = true)
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

constexpr const char* first_journal = "6f1b0c9e-8a55-4d0e-9f54-0b1c2d3e4f50";
constexpr const char* second_journal = "0d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11";

/// A branch that was restored from a backup once: what it wrote before is in an older journal.
class TwoJournals : public sync::Outbox {
 public:
  TwoJournals(int older_events, int newer_events)
      : older(older_events, 0, first_journal), newer(newer_events, 0, second_journal) {}
  std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) override {
    auto batch = older.next(events_max, bytes_max);
    return batch ? batch : newer.next(events_max, bytes_max);
  }
  std::vector<wire::Batch> acked_ends() override { return {older.acked_ends().at(0), newer.acked_ends().at(0)}; }
  std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq) override {
    auto end = older.end_at(journal, seq);
    return end ? end : newer.end_at(journal, seq);
  }
  void fork(const std::string&, std::int64_t, const std::vector<wire::GivenNumber>&) override {}
  void acked(const std::string& journal, std::int64_t seq) override {
    older.acked(journal, seq);
    newer.acked(journal, seq);
  }

  FakeOutbox older;
  FakeOutbox newer;
};

/// A headquarters that keeps what comes, and may lose some of it. Up to three events at a time: it cannot unpack.
class KeepingHq {
 public:
  KeepingHq() : hq_([this](const http::Request& request, int) { return answer(wire::read_batch(request.body)); }) {}
  std::string url() const { return hq_.url(); }
  /// A backup was restored that has `journal` through `seq`.
  void keep_only(const std::string& journal, std::int64_t seq) {
    const std::lock_guard lock(mutex_);
    through_[journal] = seq;
  }
  void go_away(bool away) {
    const std::lock_guard lock(mutex_);
    away_ = away;
  }
  std::int64_t has(const std::string& journal) {
    const std::lock_guard lock(mutex_);
    return through_[journal];
  }

 private:
  http::Response answer(const wire::Batch& batch) {
    const std::lock_guard lock(mutex_);
    if (away_) return plain(503, "");
    std::int64_t& has = through_[batch.journal];
    if (batch.first_seq <= has + 1 && !batch.events.empty()) has = std::max(has, batch.events.back().seq);
    return through(has);
  }

  std::mutex mutex_;
  std::map<std::string, std::int64_t> through_;
  bool away_ = false;
  ScriptedHq hq_;  // the last: it answers until it is gone
};

}  // namespace

TEST_CASE("events go out under the branch's name and credential, and are acked") {
  FakeOutbox outbox(1);
  ScriptedHq hq([](const http::Request& request, int) {
    const wire::Batch batch = wire::read_batch(request.body);
    return through(batch.first_seq - 1 + static_cast<std::int64_t>(batch.events.size()));
  });
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return outbox.acked_through() == 1 && branch.state().link == Link::connected; }));
  REQUIRE(eventually([&] { return hq.requests() == 2; }));  // what is added before the greeting goes before it
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
  const wire::Batch greeting = wire::read_batch(hq.seen(2).body);
  CHECK(greeting.events.empty());
  CHECK(greeting.first_seq == 2);
  CHECK(greeting.prev_hash == batch.events[0].hash);
  const wire::Batch second = wire::read_batch(hq.seen(3).body);
  CHECK(second.first_seq == 2);
  CHECK(second.events.size() == 1);
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
  FakeOutbox outbox(3);
  KeepingHq hq;
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return outbox.acked_through() == 3; }));
  hq.keep_only(first_journal, 1);
  outbox.add(1);
  branch.loop.wake();
  CHECK(eventually([&] { return hq.has(first_journal) == 4 && outbox.acked_through() == 4; }));
  const std::vector<std::int64_t> acks = outbox.acks();
  CHECK(acks.front() == 3);
  CHECK(std::count(acks.begin(), acks.end(), 1) == 1);
}

TEST_CASE("what a restored headquarters lacks of an older journal is noticed when it is found") {
  TwoJournals outbox(3, 2);
  outbox.acked(first_journal, 3);
  outbox.acked(second_journal, 2);
  KeepingHq hq;
  hq.keep_only(first_journal, 1);
  hq.keep_only(second_journal, 2);
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  CHECK(eventually([&] { return hq.has(first_journal) == 3 && outbox.older.acked_through() == 3; }));
  CHECK(outbox.older.acks() == std::vector<std::int64_t>{3, 1, 3});
  CHECK(outbox.newer.acks() == std::vector<std::int64_t>{2});
}

TEST_CASE("the same after headquarters was away, also when there are new events") {
  TwoJournals outbox(3, 2);
  KeepingHq hq;
  Branch branch(outbox);
  branch.join(hq.url());
  branch.loop.start();
  REQUIRE(eventually([&] { return hq.has(first_journal) == 3 && outbox.newer.acked_through() == 2; }));
  hq.go_away(true);
  outbox.newer.add(1);
  branch.loop.wake();
  REQUIRE(eventually([&] { return branch.state().link == Link::unreachable; }));
  hq.keep_only(first_journal, 1);
  hq.go_away(false);
  CHECK(eventually([&] { return hq.has(first_journal) == 3 && hq.has(second_journal) == 3; }));
  CHECK(eventually([&] { return branch.state().link == Link::connected; }));
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

TEST_CASE("an enrolment of another branch is not used") {
  FakeOutbox outbox(3);
  ScriptedHq hq([](const http::Request&, int) { return through(3); });
  ScratchFolder folder;
  sync::write_private_file(
      folder.file("enrolment.json"),
      R"({"url":")" + hq.url() + R"(","ca":"","branch":"BJ-0001","credential":"c","sealing_key":"k"})");
  std::mutex mutex;
  sync::LinkState newest;
  sync::SyncLoop loop({folder.path().string(), "", "", true, "BJ-0007"}, outbox, [&](const sync::LinkState& state) {
    const std::lock_guard lock(mutex);
    newest = state;
  });
  loop.start();
  CHECK(eventually([&] {
    const std::lock_guard lock(mutex);
    return newest.link == Link::refused && newest.reason.find("BJ-0007") != std::string::npos;
  }));
  loop.stop();
  CHECK(outbox.acks().empty());
}

}  // namespace sync_loop_test
