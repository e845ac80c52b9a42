// The order that a clerk is shown is the order in which the rule calls.
#include <algorithm>

#include "kiosk/domain/calling_order.h"
#include "tests/kiosk/domain/random_day.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;
using menting::tests::RandomDay;

namespace {

/// As somebody who has values alone sees it: in no order.
Pool pool_of(const Branch& branch, CounterNumber counter) {
  Pool pool;
  pool.counter = counter;
  const auto services = branch.services_at(counter);
  pool.services.assign(services.begin(), services.end());
  pool.counter_run = branch.counter(counter).priority_run;
  for (const Service& service : branch.plan().services) {
    pool.service_runs[service.letter] = branch.priority_run(service.letter);
  }
  for (const TicketId& id : branch.active()) {
    const Ticket* ticket = branch.ticket(id);
    if (ticket->state == TicketState::waiting) pool.waiting.push_back(ticket);
  }
  std::reverse(pool.waiting.begin(), pool.waiting.end());
  return pool;
}

std::vector<std::pair<TicketId, Why>> told_order(const Hall& hall, CounterNumber counter, std::int64_t now_ms) {
  std::vector<std::pair<TicketId, Why>> order;
  for (const InTurn& turn : calling_order(hall.branch.plan(), pool_of(hall.branch, counter), now_ms)) {
    order.emplace_back(turn.ticket->id, turn.why);
  }
  return order;
}

/// Calls and sends home until nobody is left for this counter.
std::vector<std::pair<TicketId, Why>> called_order(Hall& hall, CounterNumber counter, const StaffId& staff) {
  std::vector<std::pair<TicketId, Why>> order;
  while (hall.run(CallNext{counter, staff})) {
    const Ticket& ticket = *hall.branch.ticket(hall.branch.counter(counter).ticket);
    order.emplace_back(ticket.id, ticket.why);
    hall.done(CancelTicket{ticket.id, staff, ""});
  }
  return order;
}

}  // namespace

TEST_CASE("who is shown as next is who is called, on random days") {
  std::size_t longest = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    RandomDay day(seed, {.arrivals_per_hour = 90});
    for (int step = 0; step < 200; ++step) {
      day.step();
      const Moment now = day.hall.clock.now();
      for (const CounterPlan& counter : day.hall.branch.plan().counters) {
        const auto order = told_order(day.hall, counter.number, now.steady_ms);
        const auto choice = choose_next(day.hall.branch, counter.number, now);
        longest = std::max(longest, order.size());
        REQUIRE(order.empty() == !choice.has_value());
        if (choice) REQUIRE(order.front() == std::pair{choice->ticket, choice->why});
      }
    }
  }
  CHECK(longest > 10);
}

TEST_CASE("the whole order is the one in which the counter calls") {
  std::size_t called = 0;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    RandomDay day(seed, {.arrivals_per_hour = 90});
    for (int step = 0; step < 150; ++step) day.step();
    Hall& hall = day.hall;
    const auto& counters = hall.branch.state().counters;
    const auto open = std::find_if(counters.begin(), counters.end(),
                                   [](const auto& entry) { return entry.second.state == CounterState::open; });
    REQUIRE(open != counters.end());
    const auto [number, staff] = std::pair{open->first, open->second.staff};
    hall.run(HoldTicket{number, staff, "form"});  // whoever is at it
    const auto told = told_order(hall, number, hall.clock.now().steady_ms);
    INFO("seed " << seed << ", counter " << number);
    CHECK(told == called_order(hall, number, staff));
    called += told.size();
  }
  CHECK(called > 100);
}

TEST_CASE("nobody is shown who is not for this counter") {
  Hall hall;
  hall.take('C');
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.call_next(1, "1001");
  hall.done(TransferTicket{1, "1001", std::nullopt, 2});
  CHECK(told_order(hall, 1, hall.clock.now().steady_ms).empty());
  const auto order = told_order(hall, 2, hall.clock.now().steady_ms);
  REQUIRE(order.size() == 1);
  CHECK(order.front() == std::pair{TicketId("20261123-A001"), Why::sent_to_counter});
}
