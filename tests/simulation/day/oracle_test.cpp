// The judge has to notice: whatever is broken on purpose must come out.
#include <algorithm>

#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/durations.h"
#include "tests/simulation/day/world.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::simulation;

namespace {

/// What is said of a world in which something is broken; empty: nothing was noticed.
std::string noticed(Meddling meddling, World** world_of = nullptr) {
  Scenario scenario = scenario_of(9);
  scenario.days = 2;
  scenario.visits_a_day = 200;
  try {
    World world(scenario, std::move(meddling));
    if (world_of != nullptr) *world_of = &world;
    populate(world);
    world.run();
  } catch (const Broken& broken) {
    const std::string story = broken.what();
    return story.substr(story.rfind("\nstep ") + 1);  // and not what led to it
  }
  return {};
}

/// One in which several people wait and a slip is to be printed.
std::unique_ptr<World> full_hall() {
  Scenario scenario = scenario_of(9);
  scenario.visits_a_day = 400;
  scenario.plan.opens_minute = 0;
  scenario.plan.closes_minute = 24 * 60;
  auto world = std::make_unique<World>(scenario);
  populate(*world);
  for (int part = 0; part < 100; ++part) {
    world->run_for(hour_ms / 5);
    if (world->board().waiting.size() > 3 && !world->board().unprinted.empty()) break;
  }
  return world;
}

struct LosesAnEvent : PassingJournal {
  void append(const Event& event) override {
    if (std::holds_alternative<TicketCalled>(event.fact) && ++calls == 5) return;
    PassingJournal::append(event);
  }
  int calls = 0;
};

struct LosesARow : PassingJournal {
  using PassingJournal::save;
  void save(const Ticket& ticket) override {
    if (lost.empty() && ticket.state == TicketState::finished) lost = ticket.id;
    if (ticket.id != lost) PassingJournal::save(ticket);
  }
  TicketId lost;
};

struct ForgetsAnswers : PassingJournal {
  std::optional<desk::StoredReceipt> find_receipt(std::string_view) override { return std::nullopt; }
};

struct CommitsNothing : PassingJournal {
  void commit() override { ++commits == 50 ? next().rollback() : next().commit(); }
  int commits = 0;
};

struct ForgetsNumbers : PassingJournal {
  BranchState load(BusinessDay since) override {
    BranchState state = next().load(since);
    state.last_numbers.clear();
    return state;
  }
};

}  // namespace

TEST_CASE("a lost event, row, commit, answer or number is noticed") {
  SECTION("an event that is applied and not written") {
    LosesAnEvent journal;
    CHECK_THAT(noticed({&journal, {}}), ContainsSubstring("journal") || ContainsSubstring("events"));
  }
  SECTION("a row that is not written") {
    LosesARow journal;
    CHECK_THAT(noticed({&journal, {}}), ContainsSubstring("verify") || ContainsSubstring("events"));
  }
  SECTION("a commit that is none") {
    CommitsNothing journal;
    CHECK_THAT(noticed({&journal, {}}), ContainsSubstring("durable"));
  }
  SECTION("answers that nobody remembers") {
    ForgetsAnswers journal;
    CHECK_THAT(noticed({&journal, {}}), ContainsSubstring("the same key"));
  }
  SECTION("numbers that start again after a restart") {
    ForgetsNumbers journal;
    CHECK_THAT(noticed({&journal, {}}), ContainsSubstring("given twice"));
  }
}

TEST_CASE("a call that overtakes is noticed, and the story ends with the command that replays it") {
  World* world = nullptr;
  Meddling meddling;
  meddling.on_way = [&](Command& command) {
    const auto* next = std::get_if<CallNext>(&command);
    if (next == nullptr || world == nullptr || world->board().waiting.empty()) return;
    command = CallTicket{next->counter, next->staff, world->board().waiting.back()};
  };
  const std::string story = noticed(std::move(meddling), &world);
  CHECK_THAT(story, ContainsSubstring("overtook") || ContainsSubstring("waits too long") ||
                        ContainsSubstring("went before") || ContainsSubstring("one priority call too many"));
  CHECK_THAT(story, ContainsSubstring("replay: build/dev/bin/simulate --seed 9 --days 2"));
}

TEST_CASE("a Board that is not what the events say is noticed") {
  static const std::unique_ptr<World> full = full_hall();
  const World& world = *full;
  Oracle oracle = world.oracle();
  desk::Board board = world.board();
  REQUIRE_NOTHROW(oracle.compare(board));
  REQUIRE(board.waiting.size() > 3);
  SECTION("a slip that is never printed") {
    REQUIRE_FALSE(board.unprinted.empty());
    board.unprinted.pop_back();
  }
  SECTION("somebody waits and is not shown") {
    board.waiting.pop_back();
  }
  SECTION("somebody waits twice") {
    board.waiting.push_back(board.waiting.front());
  }
  SECTION("somebody is shown behind who came later") {
    std::ranges::reverse(board.waiting);
  }
  SECTION("a service counts one too many") {
    ++board.services.front().waiting;
  }
  SECTION("two counters have one ticket") {
    board.counters.front().ticket = board.counters.back().ticket = "X";
  }
  SECTION("one clerk is at two counters") {
    board.counters.front().staff = board.counters.back().staff = "1001";
  }
  SECTION("somebody is in the hall and not on the Board") {
    std::erase_if(board.tickets, [&](const auto& ticket) { return ticket->id == board.waiting.front(); });
  }
  SECTION("a ticket has another state") {
    Ticket changed = *board.ticket(board.waiting.front());
    changed.state = TicketState::held;
    for (auto& ticket : board.tickets) {
      if (ticket->id == changed.id) ticket = std::make_shared<const Ticket>(changed);
    }
  }
  SECTION("an event is missing in the journal") {
    --board.journal.seq;
  }
  SECTION("the version went back") {
    --board.version;
  }
  CHECK_THROWS_AS(oracle.compare(board), Broken);
}

TEST_CASE("events that cannot have happened are noticed, each") {
  Plan plan = plain_day(10, 2).plan;
  Ledger ledger(plan);
  std::int64_t now_ms = 0;
  const auto take = [&](Fact fact) { ledger.take({std::move(fact), now_ms, now_ms}); };
  const auto ticket = [&](int number, Lane lane = Lane::standard) {
    take(TicketTaken{
        ticket_id({20261123}, 'A', number), {20261123}, 'A', number, lane, std::to_string(number), "", 0, {}});
    return ticket_id({20261123}, 'A', number);
  };
  take(CounterOpened{1, "1001"});
  const TicketId one = ticket(1), two = ticket(2);
  take(TicketCalled{one, 1, "1001", 0, Why::first_come});
  CHECK_THROWS_AS(ticket(1), Broken);                                               // a number twice
  CHECK_THROWS_AS(take(TicketCalled{one, 1, "1001", 0, Why::first_come}), Broken);  // called twice
  CHECK_THROWS_AS(take(TicketCalled{two, 1, "1001", 0, Why::first_come}), Broken);  // two at a counter
  CHECK_THROWS_AS(take(TicketCalled{two, 2, "1002", 0, Why::first_come}), Broken);  // a closed counter
  CHECK_THROWS_AS(take(CounterOpened{2, "1001"}), Broken);                          // a clerk at two
  CHECK_THROWS_AS(take(CounterClosed{1, "1001", ""}), Broken);                      // with somebody at it
  CHECK_THROWS_AS(take(VisitFinished{one, 1, "1001", "done", 0}), Broken);          // before it is served
  CHECK_THROWS_AS(take(VisitRated{one, 1, "1001", 5, {}}), Broken);                 // likewise
  CHECK_THROWS_AS(take(TicketReturned{two, "1001", 0}), Broken);                    // never missed
  take(TicketPrinted{one, 1});
  CHECK_THROWS_AS(take(TicketPrinted{one, 1}), Broken);  // no slip was due
  now_ms = 5;
  take(ServingStarted{one, 1, "1001"});
  now_ms = 4;
  CHECK_THROWS_AS(take(StaffSignedIn{"1001"}), Broken);  // time runs back
}

TEST_CASE("unfair calls are noticed, each") {
  Plan plan = plain_day(10, 2).plan;
  plan.priority_run_max = 1;
  plan.max_wait_factor = 1;
  for (Service& service : plan.services) service.target_wait_minutes = 10;
  Ledger ledger(plan);
  Fairness fairness;
  const auto ticket = [&](char service, int number, Lane lane, std::int64_t at_ms) {
    TicketId id = ticket_id({20261123}, service, number);
    ledger.take({TicketTaken{id, {20261123}, service, number, lane, id, "", 0, {}}, at_ms, at_ms});
    return id;
  };
  ledger.take({CounterOpened{1, "1001"}, 0, 0});
  const TicketId first = ticket('A', 1, Lane::standard, 0);
  const TicketId second = ticket('A', 2, Lane::standard, 1'000);
  const TicketId care = ticket('A', 3, Lane::care, 2'000);
  const TicketId more_care = ticket('B', 1, Lane::care, 3'000);
  CHECK_THROWS_AS(fairness.next_called(ledger, 1, second, 5'000), Broken);      // overtakes in its lane
  CHECK_THROWS_AS(fairness.next_called(ledger, 1, care, 11 * 60'000), Broken);  // while others wait too long
  CHECK_THROWS_AS(Fairness::nobody(ledger, 1), Broken);                         // while somebody waits
  CHECK_NOTHROW(fairness.next_called(ledger, 1, care, 5'000));
  ledger.take({TicketCalled{care, 1, "1001", 3'000, Why::priority_lane}, 5'000, 5'000});
  CHECK_THROWS_AS(fairness.next_called(ledger, 1, more_care, 5'000), Broken);  // one of the run too many
  CHECK_NOTHROW(fairness.next_called(ledger, 1, first, 5'000));
}
