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
  explicit Drive(sync::Outbox& outbox, sync::PersonalOutbox* personal = nullptr, sync::NowOutbox* hall = nullptr)
      : plan(
            outbox, [this](const sync::LinkState& now_is) { states.push_back(now_is); }, 7, personal, hall) {
    plan.joined("BJ-0001", "key");
  }
  /// The next post whatever it is.
  std::optional<SyncPlan::Post> any_post(std::chrono::milliseconds most = 20s) {
    const auto until = now + most;
    while (now < until) {
      const SyncPlan::Step step = plan.next(now);
      if (const auto* said = std::get_if<SyncPlan::Post>(&step)) return *said;
      now += std::max(std::get<SyncPlan::Rest>(step).wait, 1ms);
    }
    return std::nullopt;
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
    if (seq > 7 && seq <= 12) {
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

TEST_CASE("numbers that headquarters has seen are passed on with the first word of a fork, and with the fork") {
  FakeOutbox outbox(5);
  Drive drive(outbox);
  const std::string told =
      R"({"refusal":"fork","numbers":[{"day":20261123,"service":"A","number":57}],"detail":"event 5 is another"})";
  drive.post();
  drive.answer(409, told);
  CHECK(outbox.numbers() == std::vector<wire::GivenNumber>{{20261123, 'A', 57}});
  while (outbox.forks().empty()) {
    const auto probe = drive.post();
    REQUIRE(probe);
    CHECK(outbox.fork_numbers().empty());
    drive.answer(409, probe->first_seq > 4 ? told : fork_answer);
  }
  CHECK(outbox.numbers().size() == 1);
  CHECK(outbox.fork_numbers() == outbox.numbers());  // in case the desk could not keep the first word
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

namespace {

/// Notes of a branch: what is to be sent, and what headquarters said.
class FakeNotes : public sync::PersonalOutbox {
 public:
  wire::PersonalBatch next(const std::string& sealing_key, std::size_t items_max, std::size_t) override {
    CHECK(sealing_key == "key");
    wire::PersonalBatch batch;
    for (const std::string& id : waiting) {
      if (batch.items.size() < items_max) batch.items.push_back({id, "A1", "comment", "2026", "AA"});
    }
    return batch;
  }
  std::int64_t known_change() override { return change; }
  void confirmed(const wire::PersonalReceipt& receipt) override {
    for (const auto& standing : receipt.standings) std::erase(waiting, standing.id);
    change = receipt.after;
  }
  void send_all_again() override { ++again; }

  std::vector<std::string> waiting;
  std::int64_t change = 0;
  int again = 0;
};

std::string receipt_of(std::int64_t before, std::int64_t after, const std::vector<std::string>& ids) {
  wire::PersonalReceipt made{before, after, {}};
  for (const std::string& id : ids) made.standings.push_back({id, false, ""});
  return wire::receipt_json(made);
}

/// The next post of personal data; greetings before it are answered.
wire::PersonalBatch personal_post(Drive& drive, const FakeOutbox& outbox) {
  for (int i = 0; i < 50; ++i) {
    const auto post = drive.any_post(120s);
    REQUIRE(post);
    if (post->path == "/sync/v1/personal") return wire::read_personal(post->body);
    drive.through(outbox.size());
  }
  FAIL("personal data never goes");
  return {};
}

}  // namespace

TEST_CASE("personal data goes after the events, until it is confirmed") {
  FakeOutbox outbox(2);
  FakeNotes notes;
  notes.waiting = {"a", "b"};
  Drive drive(outbox, &notes);
  REQUIRE(drive.any_post()->path == "/sync/v1/batches");
  drive.through(2);
  CHECK(personal_post(drive, outbox).items.size() == 2);
  drive.answer(0, "");  // lost: it goes again
  CHECK(personal_post(drive, outbox).items.size() == 2);
  drive.answer(200, receipt_of(0, 2, {"a", "b"}));
  CHECK(notes.waiting.empty());
  CHECK(notes.change == 2);
  CHECK(notes.again == 0);
}

TEST_CASE("a headquarters that lost what it confirmed gets all of it again") {
  FakeOutbox outbox;
  FakeNotes notes;
  notes.change = 7;
  Drive drive(outbox, &notes);
  CHECK(personal_post(drive, outbox).empty());
  drive.answer(200, receipt_of(3, 3, {}));
  CHECK(notes.again == 1);
  CHECK(notes.change == 3);
}

TEST_CASE("personal data that is not taken never holds up events") {
  FakeOutbox outbox;
  FakeNotes notes;
  notes.waiting = {"a"};
  Drive drive(outbox, &notes);
  for (const int status : {404, 400, 500, 403, 0, 200}) {
    CHECK(personal_post(drive, outbox).items.size() == 1);
    drive.answer(status, "<html></html>");
    outbox.add(1);
    const auto events = drive.post(5s);
    REQUIRE(events);
    CHECK(events->events.size() == 1);
    drive.through(outbox.size());
    CHECK(drive.states.back().link == Link::connected);
  }
  CHECK(notes.waiting.size() == 1);
}

namespace {

/// A hall that wants to be heard `due` times.
struct FakeHall : sync::NowOutbox {
  std::optional<std::string> next(const std::string& branch, Time) override {
    if (due == 0) return std::nullopt;
    return R"({"branch":")" + branch + R"("})";
  }
  std::chrono::milliseconds quiet(Time) override { return due == 0 ? 1'500ms : 0ms; }
  bool answered(const std::string& body, Time) override {
    if (body != "{}") return false;
    --due;
    return true;
  }
  void unanswered() override { ++lost; }
  int due = 0, lost = 0;
};

}  // namespace

TEST_CASE("how the branch is is said while a batch gathers, and its answer ends no rest of the events") {
  FakeOutbox outbox(1);
  FakeHall hall;
  hall.due = 1;
  Drive drive(outbox, nullptr, &hall);
  const auto first = drive.any_post(50ms);
  REQUIRE(first);
  CHECK(first->path == "/sync/v1/now");
  CHECK(first->body == R"({"branch":"BJ-0001"})");
  drive.answer(200, "{}");
  CHECK(hall.due == 0);
  const auto second = drive.any_post(1s);
  REQUIRE(second);
  CHECK(second->path == "/sync/v1/batches");
}

TEST_CASE("a branch at rest rests no longer than the hall is quiet") {
  FakeOutbox outbox;
  FakeHall hall;
  Drive drive(outbox, nullptr, &hall);
  REQUIRE(drive.any_post());  // the greeting
  CHECK(drive.through(0).wait <= 1'500ms);
  const auto step = drive.plan.next(drive.now);
  CHECK(std::get<SyncPlan::Rest>(step).wait == 1'500ms);
  CHECK(std::get<SyncPlan::Rest>(step).wakeable);
}

TEST_CASE("a headquarters that does not take how the branch is holds up no events, and is asked again later") {
  FakeOutbox outbox;
  FakeHall hall;
  hall.due = 1;
  Drive drive(outbox, nullptr, &hall);
  REQUIRE(drive.any_post()->path == "/sync/v1/now");
  const int answer = GENERATE(404, 503, 0, 200);
  drive.answer(answer, answer == 200 ? "nonsense" : "");
  CHECK(hall.lost == 1);
  outbox.add(1);
  CHECK(drive.any_post(1s)->path == "/sync/v1/batches");
  drive.through(1);
  bool again = false;
  for (int posts = 0; posts < 100 && !again; ++posts) {
    const auto post = drive.any_post(5min);
    REQUIRE(post);
    again = post->path == "/sync/v1/now";
    if (!again) drive.through(outbox.acked_through());
  }
  CHECK(again);
}
