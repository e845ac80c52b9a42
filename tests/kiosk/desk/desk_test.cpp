#include "kiosk/desk/desk.h"

#include <algorithm>
#include <set>
#include <thread>

#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::domain;
using desk::Answer;
using desk::Desk;
using desk::Receipt;
using tests::demo_plan;
using tests::MemoryJournal;
using tests::TestClock;

namespace {

struct Branch_ {
  MemoryJournal journal;
  TestClock clock;
  desk::Health health;
  Desk desk{demo_plan(), "0.1.0", "digest", journal, clock, health};

  std::string take(const std::string& key = {}, const std::string& fingerprint = {}) {
    static int codes = 0;
    const Receipt receipt =
        desk.ask(TakeTicket{'A', Lane::standard, "C" + std::to_string(++codes), "zh-CN"}, key, fingerprint);
    if (const auto* refusal = std::get_if<Refusal>(&receipt)) return std::string(to_string(refusal->code));
    return ticket_name(*std::get<Answer>(receipt).ticket);
  }
};

}  // namespace

TEST_CASE("a start is on record, with its configuration when that is new") {
  Branch_ branch;
  REQUIRE(branch.journal.durable.events.size() == 2);
  CHECK(std::holds_alternative<BranchStarted>(branch.journal.durable.events[0].fact));
  CHECK(std::holds_alternative<ConfigApplied>(branch.journal.durable.events[1].fact));
  Desk again(demo_plan(), "0.1.0", "digest", branch.journal, branch.clock, branch.health);
  CHECK(branch.journal.durable.events.size() == 3);
}

TEST_CASE("the outcome is durable and on the board before the asker hears of it") {
  Branch_ branch;
  bool told = false;
  branch.desk.post(desk::Request{TakeTicket{'A', Lane::standard, "X", ""}, {}, {}, [&](const Receipt& receipt) {
                                   told = true;
                                   const auto& ticket = *std::get<Answer>(receipt).ticket;
                                   CHECK(branch.journal.durable.state.tickets.count(ticket.id) == 1);
                                   CHECK(branch.desk.board()->ticket(ticket.id) != nullptr);
                                   CHECK(branch.desk.board()->service('A')->waiting == 1);
                                 }});
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(told);
}

TEST_CASE("what waits together is committed together") {
  Branch_ branch;
  const int before = branch.journal.commits;
  std::set<std::string> names;
  for (int i = 0; i < 60; ++i) {
    branch.desk.post(
        desk::Request{TakeTicket{'A', Lane::standard, "G" + std::to_string(i), ""}, {}, {}, [&](const Receipt& r) {
                        names.insert(ticket_name(*std::get<Answer>(r).ticket));
                      }});
  }
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(branch.journal.commits == before + 1);
  CHECK(names.size() == 60);
}

TEST_CASE("one request that fails takes nothing with it") {
  Branch_ branch;
  branch.journal.fail_append_at = branch.journal.durable.events.size() + 2;
  std::vector<std::string> answers;
  for (int i = 0; i < 3; ++i) {
    branch.desk.post(
        desk::Request{TakeTicket{'A', Lane::standard, "F" + std::to_string(i), ""}, {}, {}, [&](const Receipt& r) {
                        const auto* refusal = std::get_if<Refusal>(&r);
                        answers.push_back(refusal != nullptr ? std::string(to_string(refusal->code))
                                                             : ticket_name(*std::get<Answer>(r).ticket));
                      }});
  }
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(answers == std::vector<std::string>{"A001", "branch_unable", "A002"});
  CHECK(branch.journal.durable.state.tickets.size() == 2);
}

TEST_CASE("a commit that fails gives no number, says so, and the branch goes on afterwards") {
  Branch_ branch;
  CHECK(branch.take() == "A001");
  branch.journal.fail_commit = true;
  CHECK(branch.take() == "branch_unable");
  CHECK(branch.take() == "branch_unable");
  REQUIRE(branch.health.reasons().size() == 1);
  CHECK_THAT(branch.health.reasons()[0], ContainsSubstring("disk is full"));
  CHECK(branch.desk.board()->service('A')->waiting == 1);
  branch.journal.fail_commit = false;
  CHECK(branch.take() == "A002");
  CHECK(branch.health.reasons().empty());
}

TEST_CASE("a branch that could not write tries again by itself, and says when it can") {
  Branch_ branch;
  REQUIRE(branch.take() == "A001");
  branch.journal.fail_commit = true;
  CHECK(branch.take() == "branch_unable");
  CHECK_FALSE(branch.health.well("storage"));
  const auto idle = [&] { branch.desk.run_once(std::chrono::milliseconds(0)); };
  idle();
  CHECK_FALSE(branch.health.well("storage"));
  branch.journal.fail_commit = false;
  // A small transaction may fit where the next customer's does not.
  branch.journal.no_room = true;
  idle();
  CHECK_FALSE(branch.health.well("storage"));
  CHECK(branch.take() == "branch_unable");
  branch.journal.no_room = false;
  const std::size_t events = branch.journal.durable.events.size();
  const int commits = branch.journal.commits;
  idle();
  CHECK(branch.health.well("storage"));
  CHECK(branch.journal.durable.events.size() == events);
  CHECK(branch.journal.commits == commits + 1);
  idle();
  CHECK(branch.journal.commits == commits + 1);  // it can: nothing is written for nothing
  CHECK(branch.take() == "A002");
}

TEST_CASE("the same key gives the same answer and happens once, over a restart too") {
  Branch_ branch;
  CHECK(branch.take("key-1", "f") == "A001");
  CHECK(branch.take("key-1", "f") == "A001");
  CHECK(branch.take("key-1", "other") == "idempotency_key_reused");
  Desk again(demo_plan(), "0.1.0", "digest", branch.journal, branch.clock, branch.health);
  const Receipt receipt = again.ask(TakeTicket{'A', Lane::standard, "Y", ""}, "key-1", "f");
  CHECK(ticket_name(*std::get<Answer>(receipt).ticket) == "A001");
  CHECK(branch.journal.durable.state.tickets.size() == 1);
}

TEST_CASE("a refusal under a key stays a refusal") {
  Branch_ branch;
  branch.desk.ask(OpenCounter{1, "1001"});
  CHECK(std::get<Refusal>(branch.desk.ask(CallNext{1, "1001"}, "k", "f")).code == RefusalCode::queue_empty);
  branch.take();
  CHECK(std::get<Refusal>(branch.desk.ask(CallNext{1, "1001"}, "k", "f")).code == RefusalCode::queue_empty);
  CHECK(std::get<Answer>(branch.desk.ask(CallNext{1, "1001"}, "k2", "f")).ticket.has_value());
}

TEST_CASE("after a restart the same people wait in the same order") {
  Branch_ branch;
  for (int i = 0; i < 5; ++i) {
    branch.take();
    branch.clock.advance_ms(1000);
  }
  branch.desk.ask(OpenCounter{1, "1001"});
  branch.desk.ask(CallNext{1, "1001"});
  branch.desk.ask(SignIn{"1001", "hash"});
  const auto before = branch.desk.board();
  Desk again(demo_plan(), "0.1.0", "digest", branch.journal, branch.clock, branch.health);
  const auto after = again.board();
  CHECK(after->waiting == before->waiting);
  CHECK(std::ranges::equal(after->tickets, before->tickets, [](const auto& a, const auto& b) { return *a == *b; }));
  CHECK(after->counters == before->counters);
  CHECK(after->calls == before->calls);
  CHECK(after->sessions == before->sessions);
}

TEST_CASE("the day turns without anybody asking, and the board with it") {
  Branch_ branch;
  branch.take();
  const auto version = branch.desk.board()->version;
  branch.clock.advance_ms(24 * 3'600'000);
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(branch.desk.board()->version > version);
  CHECK(branch.desk.board()->waiting.empty());
  CHECK(branch.journal.durable.state.tickets.at("20261123-A001").state == TicketState::cancelled);
  CHECK(branch.take() == "A001");
}

TEST_CASE("a restart or a failure in the middle of the day closes no counter") {
  Plan plan = demo_plan();
  plan.opens_minute = 540;
  plan.closes_minute = 1080;
  MemoryJournal journal;
  TestClock clock;
  desk::Health health;
  Desk desk(plan, "0.1.0", "digest", journal, clock, health);
  desk.ask(OpenCounter{1, "1001"});
  desk.ask(OpenCounter{2, "1002"});
  desk.ask(PauseCounter{2, "1002", "meal"});
  clock.advance_ms(3'600'000);
  journal.fail_commit = true;
  desk.ask(OpenCounter{3, "1003"});
  journal.fail_commit = false;
  desk.ask(TakeTicket{'A', Lane::standard, "D1", ""});
  CHECK(desk.board()->counter(1)->state == CounterState::open);
  Desk again(plan, "0.1.0", "digest", journal, clock, health);
  CHECK(again.board()->counter(1)->state == CounterState::open);
  CHECK(again.board()->counter(2)->state == CounterState::paused);
  CHECK(again.board()->waiting.size() == 1);
  clock.advance_ms(20 * 3'600'000);
  Desk next_day(plan, "0.1.0", "digest", journal, clock, health);
  CHECK(next_day.board()->counter(1)->state == CounterState::closed);
  CHECK(next_day.board()->waiting.empty());
}

TEST_CASE("a clock that is set back ends nothing and hides nobody") {
  Branch_ branch;
  branch.take();
  branch.clock.advance_ms(1000);
  const Moment now = branch.clock.now();
  Moment back = now;
  back.at_ms -= 3 * 24 * 3'600'000LL;
  back.day = branch.clock.day_of(back.at_ms);
  branch.clock.set(back);
  branch.take();
  const auto board = branch.desk.board();
  CHECK(board->waiting.size() == 2);
  for (const TicketId& id : board->waiting) CHECK(board->ticket(id) != nullptr);
  Desk again(demo_plan(), "0.1.0", "digest", branch.journal, branch.clock, branch.health);
  CHECK(again.board()->waiting.size() == 2);
}

TEST_CASE("a receipt that cannot be read fails its own request alone") {
  Branch_ branch;
  branch.take("key-1", "f");
  branch.journal.durable.receipts.at("key-1").answer = "nonsense";
  std::vector<std::string> answers;
  for (const char* key : {"key-1", "key-2"}) {
    branch.desk.post(desk::Request{TakeTicket{'A', Lane::standard, key, ""}, key, "f", [&](const Receipt& r) {
                                     const auto* refusal = std::get_if<Refusal>(&r);
                                     answers.push_back(refusal != nullptr ? std::string(to_string(refusal->code))
                                                                          : ticket_name(*std::get<Answer>(r).ticket));
                                   }});
  }
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(answers == std::vector<std::string>{"branch_unable", "A002"});
}

TEST_CASE("what is committed is answered so, even when its picture cannot be made") {
  Branch_ branch;
  branch.journal.fail_position = true;
  CHECK(branch.take() == "A001");
  branch.journal.fail_position = false;
  CHECK(branch.take() == "A002");
  CHECK(branch.desk.board()->waiting.size() == 2);
}

TEST_CASE("nothing new is not published, an ack wakes nobody") {
  Branch_ branch;
  int wakes = 0;
  branch.desk.boards().subscribe([&] { ++wakes; });
  const auto version = branch.desk.board()->version;
  branch.desk.run_once(std::chrono::milliseconds(0));
  branch.desk.ask(CallNext{1, "1001"});
  CHECK(wakes == 0);
  branch.desk.post(desk::AckNote{"memory", 2});
  branch.desk.run_once(std::chrono::milliseconds(0));
  CHECK(wakes == 0);
  CHECK(branch.desk.board()->version == version);
  CHECK(branch.desk.board()->journal.acked == 2);
}

TEST_CASE("two counters called at the same instant never get the same ticket") {
  Branch_ branch;
  for (int i = 0; i < 100; ++i) branch.take();
  branch.desk.start();
  branch.desk.ask(OpenCounter{1, "1001"});
  branch.desk.ask(OpenCounter{2, "1002"});
  std::vector<std::string> called[2];
  const auto clerk = [&](int index) {
    const StaffId staff = index == 0 ? "1001" : "1002";
    for (int i = 0; i < 50; ++i) {
      const Receipt receipt = branch.desk.ask(CallNext{index + 1, staff});
      called[index].push_back(std::get<Answer>(receipt).ticket->id);
      branch.desk.ask(StartServing{index + 1, staff});
      branch.desk.ask(FinishServing{index + 1, staff, ""});
    }
  };
  std::thread one(clerk, 0);
  std::thread two(clerk, 1);
  one.join();
  two.join();
  std::set<std::string> all(called[0].begin(), called[0].end());
  all.insert(called[1].begin(), called[1].end());
  CHECK(all.size() == 100);
}

TEST_CASE("a stopped desk finishes what it has and takes no more") {
  Branch_ branch;
  int answered = 0;
  for (int i = 0; i < 10; ++i) {
    branch.desk.post(desk::Request{
        TakeTicket{'A', Lane::standard, "S" + std::to_string(i), ""}, {}, {}, [&](const Receipt&) { ++answered; }});
  }
  branch.desk.start();
  branch.desk.stop();
  CHECK(answered == 10);
  CHECK_FALSE(branch.desk.post(desk::Request{TurnDay{}}));
  CHECK(std::get<Refusal>(branch.desk.ask(TurnDay{})).code == RefusalCode::branch_unable);
}

TEST_CASE("the board shows counters, newest calls first and slips to print") {
  Branch_ branch;
  branch.take();
  branch.take();
  branch.desk.ask(OpenCounter{1, "1001"});
  branch.desk.ask(OpenCounter{2, "1002"});
  branch.desk.ask(CallNext{1, "1001"});
  branch.clock.advance_ms(10'000);
  branch.desk.ask(CallNext{2, "1002"});
  branch.clock.advance_ms(10'000);
  branch.desk.ask(Recall{1, "1001"});
  const auto board = branch.desk.board();
  REQUIRE(board->calls.size() == 2);
  CHECK(board->calls[0].counter == 1);
  CHECK(board->calls[0].recall);
  CHECK(board->calls[1].counter == 2);
  CHECK_FALSE(board->calls[1].recall);
  CHECK(board->unprinted == std::vector<TicketId>{"20261123-A001", "20261123-A002"});
  CHECK(board->find("A001")->counter == 1);
  CHECK(board->counter(5)->state == CounterState::closed);
  branch.desk.ask(RecordPrinted{"20261123-A001"});
  CHECK(branch.desk.board()->unprinted == std::vector<TicketId>{"20261123-A002"});
}
