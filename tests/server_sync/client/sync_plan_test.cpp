// The plan by itself, in made-up time: what it says next and what it makes of answers.
#include "server_sync/client/sync_plan.h"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "server_sync/wire/chain.h"
#include "server_sync/wire/envelope.h"
#include "tests/server_sync/client/fake_outbox.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;
using namespace std::chrono_literals;
using sync::ForkSearch;
using sync::Link;
using sync::SyncPlan;

namespace {

/// A plan that is driven from one step to the next; time goes on by what it rests.
struct Drive {
  explicit Drive(sync::Outbox& outbox)
      : plan(
            outbox, [this](const sync::LinkState& now_is) { states.push_back(now_is); }, 7) {
    plan.joined("BJ-0001");
  }

  /// The next post, after its rests; none within `most`.
  std::optional<wire::Batch> post(std::chrono::milliseconds most = 20s) {
    const auto until = now + most;
    while (now < until) {
      const SyncPlan::Step step = plan.next(now);
      if (const auto* said = std::get_if<SyncPlan::Post>(&step)) return wire::read_batch(said->body);
      now += std::max(std::get<SyncPlan::Rest>(step).wait, 1ms);
    }
    return std::nullopt;
  }
  SyncPlan::Rest answer(int status, const std::string& body) {
    const SyncPlan::Rest rest = plan.answered({status, body, "", 0}, now);
    now += rest.wait;
    return rest;
  }
  SyncPlan::Rest through(std::int64_t seq) { return answer(200, R"({"through":)" + std::to_string(seq) + "}"); }

  SyncPlan::Time now{1h};
  std::vector<sync::LinkState> states;
  SyncPlan plan;
};

constexpr const char* fork_answer = R"({"status":409,"refusal":"fork","detail":"event 5 is stored here otherwise"})";

/// Asks a headquarters that has `theirs` events, the first `same` of which are the branch's.
std::optional<std::int64_t> searched(ForkSearch search, std::int64_t same, std::int64_t theirs, int& probes) {
  while (const auto seq = search.probe()) {
    ++probes;
    REQUIRE(probes < 100);
    if (*seq > theirs) {
      search.missing(theirs);
    } else if (*seq <= same) {
      search.same(*seq);
    } else {
      search.other(*seq);
    }
  }
  return search.common();
}

}  // namespace

TEST_CASE("the last common event is found wherever it is, in few questions") {
  for (std::int64_t same = 0; same < 40; ++same) {
    for (std::int64_t theirs = same + 1; theirs < 44; ++theirs) {
      for (std::int64_t acked : {std::int64_t{0}, same, std::min<std::int64_t>(39, same + 3)}) {
        int probes = 0;
        CAPTURE(same, theirs, acked);
        CHECK(searched({"j", acked, 41}, same, theirs, probes) == same);
        CHECK(probes <= 9);
      }
    }
  }
  int probes = 0;
  CHECK(searched({"j", 60'000, 72'000}, 41'234, 50'000, probes) == 41'234);
  CHECK(probes <= 20);
}

TEST_CASE("who says that something differs and then that nothing does is not believed") {
  int probes = 0;
  CHECK_FALSE(searched({"j", 3, 10}, 10, 10, probes));
  CHECK_FALSE(searched({"j", 3, 4}, 20, 20, probes));
  CHECK_FALSE(searched({"j", 3, 10}, 3, 3, probes));  // less than it said to differ in
  CHECK_FALSE(searched({"j", 0, 10}, 0, 0, probes));
}

TEST_CASE("events of one moment go in one batch, and none waits for long") {
  FakeOutbox outbox(1);
  Drive drive(outbox);
  const auto began = drive.now;
  const SyncPlan::Step step = drive.plan.next(drive.now);
  REQUIRE(std::holds_alternative<SyncPlan::Rest>(step));
  outbox.add(2);
  drive.now += 50ms;
  CHECK(drive.post()->events.size() == 3);
  CHECK(drive.now - began == 100ms);
  drive.through(3);
  outbox.add(1200);  // a full batch does not wait
  const auto full = drive.now;
  CHECK(drive.post()->events.size() == 500);
  CHECK(drive.now == full);
}

TEST_CASE("other events under known numbers: the last common one is looked for, and the branch forks there") {
  FakeOutbox outbox(20);
  Drive drive(outbox);
  REQUIRE(drive.post()->events.size() == 20);
  drive.answer(409, fork_answer);
  std::vector<std::int64_t> probed;
  while (outbox.forks().empty()) {
    const auto probe = drive.post();
    REQUIRE(probe);
    REQUIRE(probe->events.empty());
    const std::int64_t seq = probe->first_seq - 1;
    CHECK(probe->prev_hash == outbox.end_at(probe->journal, seq)->prev_hash);
    probed.push_back(seq);
    REQUIRE(probed.size() < 20);
    if (seq > 12) {
      drive.through(12);
    } else if (seq > 7) {
      drive.answer(409, fork_answer);
    } else {
      drive.through(12);
    }
  }
  CHECK(outbox.forks().front().second == 7);
  CHECK(outbox.acks().back() == 7);
  CHECK(std::find(probed.begin(), probed.end(), 8) != probed.end());
}

TEST_CASE("a conflict that is not headquarters' own word begins no journal") {
  FakeOutbox outbox(5);
  Drive drive(outbox);
  drive.post();
  const auto rest = drive.answer(409, "<html>Conflict</html>");
  CHECK(rest.wait >= 30s);
  CHECK(drive.states.back().link == Link::refused);
  CHECK(drive.post()->events.size() == 5);
  CHECK(outbox.forks().empty());
}

TEST_CASE("a headquarters that contradicts itself is told, and no journal is begun") {
  FakeOutbox outbox(5);
  Drive drive(outbox);
  drive.post();
  drive.answer(409, fork_answer);
  for (int i = 0; i < 10 && drive.states.empty(); ++i) {
    REQUIRE(drive.post()->events.empty());
    drive.through(5);
  }
  REQUIRE_FALSE(drive.states.empty());
  CHECK(drive.states.back().trouble == "contradiction");
  CHECK(outbox.forks().empty());
}

TEST_CASE("a captive portal, errors and refusals are never an ack; each is tried again within a minute") {
  FakeOutbox outbox(3);
  Drive drive(outbox);
  const std::vector<std::pair<int, std::string>> answers = {{200, "<html>Welcome to the hotel</html>"},
                                                            {200, ""},
                                                            {200, R"({"through":"3"})"},
                                                            {302, ""},
                                                            {404, "{}"},
                                                            {500, R"({"through":3})"},
                                                            {502, "x"},
                                                            {401, R"({"through":3})"},
                                                            {403, ""},
                                                            {0, ""}};
  for (int round = 0; round < 20; ++round) {
    for (const auto& [status, body] : answers) {
      const auto batch = drive.post();
      REQUIRE(batch);
      REQUIRE(batch->events.size() == 3);
      const auto rest = drive.answer(status, body);
      CHECK(rest.wait > 0ms);
      CHECK(rest.wait <= 60s);
    }
  }
  CHECK(outbox.acks().empty());
  CHECK(drive.post()->events.size() == 3);
  drive.through(3);
  CHECK(outbox.acked_through() == 3);
  CHECK(drive.states.back().link == Link::connected);
}

TEST_CASE("one event that is too large is asked about once a minute, not without end") {
  FakeOutbox outbox(4);
  Drive drive(outbox);
  const auto began = drive.now;
  int posts = 0;
  while (drive.now - began < 1h) {
    REQUIRE(drive.post());
    ++posts;
    drive.answer(413, "");
  }
  CHECK(posts <= 125);
  CHECK(drive.states.back().trouble == "too_large");
  CHECK(outbox.acks().empty());
}
