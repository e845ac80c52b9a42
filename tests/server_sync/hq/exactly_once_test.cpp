// The branch's real client against the real headquarters over a bad line: in the end every event is there once, in
// order.
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "server_sync/client/enrolment.h"
#include "server_sync/client/sync_loop.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/faulty_link.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace exactly_once_test {

namespace {

/// The journal as the sync loop sees it; a batch holds three events, so that there are many.
class JournalOutbox : public sync::Outbox {
 public:
  void add_visits(int count) {
    const std::lock_guard lock(mutex_);
    for (int i = 0; i < count; ++i) journal_.add_visit("20261123-A" + std::to_string(100 + ++visits_), 1000, 1000, 5);
  }
  std::optional<wire::Batch> next(std::size_t, std::size_t) override {
    const std::lock_guard lock(mutex_);
    if (acked_ == journal_.size()) return std::nullopt;
    return journal_.batch(acked_ + 1, std::min(acked_ + 3, journal_.size()));
  }
  std::vector<wire::Batch> acked_ends() override {
    const std::lock_guard lock(mutex_);
    return {journal_.batch(acked_ + 1, acked_)};
  }
  std::optional<wire::Batch> end_at(const std::string&, std::int64_t seq) override {
    const std::lock_guard lock(mutex_);
    return journal_.batch(seq + 1, seq);
  }
  void fork(const std::string&, std::int64_t, const std::vector<wire::GivenNumber>&) override {}
  void acked(const std::string&, std::int64_t seq) override {
    const std::lock_guard lock(mutex_);
    acked_ = seq;
  }
  bool all_acked() const {
    const std::lock_guard lock(mutex_);
    return acked_ == journal_.size();
  }
  std::int64_t size() const {
    const std::lock_guard lock(mutex_);
    return journal_.size();
  }

 private:
  mutable std::mutex mutex_;
  FakeJournal journal_;
  int visits_ = 0;
  std::int64_t acked_ = 0;
};

bool eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!done() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return done();
}

std::vector<std::int64_t> up_to(std::int64_t last) {
  std::vector<std::int64_t> seqs;
  for (std::int64_t seq = 1; seq <= last; ++seq) seqs.push_back(seq);
  return seqs;
}

}  // namespace

TEST_CASE("over a line that loses, cuts and doubles, headquarters has every event once") {
  RunningHq hq;
  ScratchFolder data;
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, data.path().string());
  FaultyLink link([&] { return hq.port(); },
                  [](int number) {
                    constexpr Fault faults[] = {
                        Fault::lost_answer, Fault::none,         Fault::cut_before,  Fault::none, Fault::sent_twice,
                        Fault::cut_answer,  Fault::none,         Fault::garbage,     Fault::late, Fault::none,
                        Fault::sent_twice,  Fault::server_error, Fault::half_closed, Fault::slow, Fault::delayed};
                    return faults[(number - 1) % 15];
                  });
  JournalOutbox outbox;
  outbox.add_visits(8);
  sync::SyncLoop loop({data.path().string(), link.url(), "", true}, outbox, [](const sync::LinkState&) {});
  loop.start();
  CHECK(eventually([&] { return outbox.all_acked(); }));
  loop.stop();
  CHECK(link.requests() >= 20);
  CHECK(hq.seqs("BJ-0001") == up_to(40));
  CHECK(hq.open().verify().empty());
  CHECK(hq.open().branch("BJ-0001")->today.taken == 8);
}

TEST_CASE("a branch that has forgotten its acks sends all again and goes on") {
  RunningHq hq;
  ScratchFolder data;
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, data.path().string());
  JournalOutbox outbox;
  outbox.add_visits(4);
  for (int run = 0; run < 2; ++run) {
    sync::SyncLoop loop({data.path().string(), "", "", true}, outbox, [](const sync::LinkState&) {});
    loop.start();
    CHECK(eventually([&] { return outbox.all_acked(); }));
    loop.stop();
    outbox.add_visits(1);
    outbox.acked("", 0);
  }
  CHECK(hq.seqs("BJ-0001") == up_to(25));
  CHECK(hq.open().verify().empty());
}

TEST_CASE("headquarters stops, the branch works on, headquarters comes back: nothing missing, nothing doubled") {
  RunningHq hq;
  ScratchFolder data;
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, data.path().string());
  std::atomic<bool> down = false;
  std::mutex restarting;
  FaultyLink link(
      [&] {
        const std::lock_guard lock(restarting);
        return hq.port();
      },
      [&](int) { return down ? Fault::cut_before : Fault::none; });
  JournalOutbox outbox;
  outbox.add_visits(3);
  std::atomic<sync::Link> state = sync::Link::not_enrolled;
  sync::SyncLoop loop({data.path().string(), link.url(), "", true}, outbox,
                      [&](const sync::LinkState& now) { state = now.link; });
  loop.start();
  REQUIRE(eventually([&] { return outbox.all_acked(); }));
  down = true;
  outbox.add_visits(4);
  loop.wake();
  REQUIRE(eventually([&] { return state == sync::Link::unreachable; }));
  {
    const std::lock_guard lock(restarting);
    hq.restart();
  }
  down = false;
  CHECK(eventually([&] { return outbox.all_acked() && state == sync::Link::connected; }));
  loop.stop();
  CHECK(hq.seqs("BJ-0001") == up_to(outbox.size()));
  CHECK(hq.open().verify().empty());
}

TEST_CASE("a revoked branch's client says so and joins again with a new code") {
  RunningHq hq;
  ScratchFolder data;
  const std::string folder = data.path().string();
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, folder);
  {
    hq::SqliteStore store = hq.open();
    store.begin();
    store.revoke_branch("BJ-0001", 1795399200000);
    store.commit();
  }
  JournalOutbox outbox;
  outbox.add_visits(1);
  std::atomic<sync::Link> state = sync::Link::not_enrolled;
  sync::SyncLoop loop({folder, "", "", true}, outbox, [&](const sync::LinkState& now) { state = now.link; });
  loop.start();
  REQUIRE(eventually([&] { return state == sync::Link::refused; }));
  CHECK(hq.seqs("BJ-0001").empty());
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, folder);
  CHECK(eventually([&] { return outbox.all_acked() && state == sync::Link::connected; }));
}

}  // namespace exactly_once_test
