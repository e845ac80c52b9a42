// What the queue promises, on random days: any order of events, the same rules.
#include <algorithm>
#include <map>
#include <tuple>

#include "tests/kiosk/domain/random_day.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Call;
using menting::tests::longest_wait_ms;
using menting::tests::RandomDay;

namespace fairness_test {

namespace {

constexpr int steps = 600;

bool came_before(const Ticket& a, const Ticket& b) {
  return std::tie(a.since_steady_ms, a.id) < std::tie(b.since_steady_ms, b.id);
}

bool same_line(const Ticket& a, const Ticket& b) {
  if (a.for_counter != b.for_counter) return false;
  return a.for_counter != 0 || (a.service == b.service && (a.lane == Lane::standard) == (b.lane == Lane::standard));
}

bool overdue(const Ticket& ticket, const Plan& plan, std::int64_t at_ms) {
  return at_ms - ticket.since_steady_ms > longest_wait_ms(plan, ticket);
}

/// Priority calls in a row by the lane's right alone, while a standard number waited.
class Runs {
 public:
  int after(int who, const Call& call, bool standard_waits) {
    int& run = runs_[who];
    if (call.ticket.lane == Lane::standard || !standard_waits) return run = 0;
    return call.why == Why::priority_lane ? ++run : run;
  }

 private:
  std::map<int, int> runs_;
};

struct Rules {
  int overtaken = 0;
  int longest_run = 0;
  int overdue_passed_over = 0;

  explicit Rules(const RandomDay& day) {
    const Plan& plan = day.hall.branch.plan();
    Runs of_services, of_counters;
    for (const Call& call : day.calls) {
      bool standard_waits = false, standard_of_service = false;
      const bool by_rule = call.why != Why::chosen_by_clerk;
      for (const Ticket& other : call.others) {
        if (by_rule && same_line(other, call.ticket) && came_before(other, call.ticket)) ++overtaken;
        const bool ended_wait = overdue(other, plan, call.at_ms) && other.for_counter == 0;
        if (by_rule && ended_wait &&
            (call.why != Why::waited_too_long || other.since_steady_ms < call.ticket.since_steady_ms))
          ++overdue_passed_over;
        if (other.lane != Lane::standard || other.for_counter != 0) continue;
        standard_waits = true;
        standard_of_service = standard_of_service || other.service == call.ticket.service;
      }
      longest_run = std::max(longest_run, of_services.after(call.ticket.service, call, standard_of_service));
      longest_run = std::max(longest_run, of_counters.after(call.counter, call, standard_waits));
    }
  }
};

/// The ticket at every counter, each once, and nobody called or served elsewhere.
bool one_place_each(const Branch& branch) {
  std::map<TicketId, int> places;
  for (const auto& [number, counter] : branch.state().counters) {
    if (counter.ticket.empty()) continue;
    const Ticket& ticket = *branch.ticket(counter.ticket);
    const bool at_counter = ticket.state == TicketState::called || ticket.state == TicketState::serving;
    if (!at_counter || ticket.counter != number || ++places[counter.ticket] > 1) return false;
  }
  return std::ranges::all_of(branch.active(), [&](const TicketId& id) {
    const TicketState state = branch.ticket(id)->state;
    return (state == TicketState::called || state == TicketState::serving) == (places.count(id) == 1);
  });
}

}  // namespace

TEST_CASE("on random days nobody is overtaken, runs are bounded and who waits too long goes to the front") {
  std::size_t calls = 0, verbs = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    RandomDay day(seed, {static_cast<int>(40 + seed * 2), 300 + static_cast<int>(seed % 5) * 200, true});
    for (int step = 0; step < steps; ++step) {
      day.step();
      REQUIRE(one_place_each(day.hall.branch));
    }
    const Rules rules(day);
    CHECK(rules.overtaken == 0);
    CHECK(rules.longest_run <= day.hall.branch.plan().priority_run_max);
    CHECK(rules.overdue_passed_over == 0);
    calls += day.calls.size();
    for (const auto& [id, ticket] : day.hall.branch.state().tickets) {
      if (ticket.holds + ticket.returns + ticket.lane_changes > 0 || ticket.servings.size() > 1) ++verbs;
    }
  }
  CHECK(calls > 2'000);
  CHECK(verbs > 300);
}

TEST_CASE("on random days every ticket ends, and all of them are accounted for") {
  for (unsigned seed = 101; seed <= 115; ++seed) {
    CAPTURE(seed);
    RandomDay day(seed, {90, 500, true});
    for (int step = 0; step < steps; ++step) day.step();
    day.turn_day();
    const Branch& branch = day.hall.branch;
    CHECK(branch.active().empty());
    StateCounts counts;
    for (const char service : {'A', 'B', 'C', 'D'}) counts += branch.index().counts({20261123}, service);
    const int ended =
        counts.of(TicketState::finished) + counts.of(TicketState::cancelled) + counts.of(TicketState::no_show);
    CHECK(ended == static_cast<int>(branch.state().tickets.size()));
    CHECK(one_place_each(branch));
  }
}

TEST_CASE("where the counters keep up, nobody waits beyond the longest wait and one service more") {
  std::int64_t longest_beyond_ms = 0;
  for (unsigned seed = 201; seed <= 220; ++seed) {
    // At most eight minutes a service at four counters: thirty an hour; twenty come.
    RandomDay day(seed, {20, 480, false});
    for (int step = 0; step < steps; ++step) day.step();
    CHECK(day.calls.size() > 60);
    for (const Call& call : day.calls) {
      const std::int64_t waited_ms = call.at_ms - call.ticket.since_steady_ms;
      longest_beyond_ms = std::max(longest_beyond_ms, waited_ms - longest_wait_ms(day.hall.branch.plan(), call.ticket));
    }
  }
  CHECK(longest_beyond_ms <= 480'000);
}

TEST_CASE("a standard number has its turn at a counter whose priority calls are of another service") {
  menting::tests::Hall hall;
  hall.take('A');
  for (int i = 0; i < 4; ++i) hall.take('B', Lane::care);
  hall.open(1, "1001");
  std::string order;
  for (int i = 0; i < 5; ++i) order += hall.serve(1, "1001", 0) + " ";
  CHECK(order == "B001 B002 A001 B003 B004 ");
}

}  // namespace fairness_test
