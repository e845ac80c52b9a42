#include "tests/simulation/day/fairness.h"

#include <algorithm>
#include <vector>

#include "tests/simulation/day/broken.h"

namespace menting::simulation {

using namespace domain;

namespace {

bool can_call(const Ledger& ledger, int counter, const Visit& visit) {
  if (visit.state != TicketState::waiting) return false;
  if (visit.for_counter != 0) return visit.for_counter == counter;
  const CounterPlan* plan = ledger.plan().counter(counter);
  return plan != nullptr && ledger.plan().service(visit.service) != nullptr &&
         std::ranges::find(plan->services, visit.service) != plan->services.end();
}

bool same_line(const Visit& a, const Visit& b) {
  if (a.for_counter != 0 || b.for_counter != 0) return a.for_counter == b.for_counter;
  return a.service == b.service && a.priority() == b.priority();
}

bool too_long(const Ledger& ledger, const Visit& visit, std::int64_t now_ms) {
  const Service* service = ledger.plan().service(visit.service);
  if (service == nullptr) return false;
  const double longest_minutes = ledger.plan().max_wait_factor * service->target_wait_minutes;
  return static_cast<double>(now_ms - visit.place_ms) > longest_minutes * 60'000.0;
}

}  // namespace

void Fairness::next_called(const Ledger& ledger, int counter, const TicketId& id, std::int64_t now_ms) {
  const Visit& called = ledger.visit(id);
  must(can_call(ledger, counter, called), id, " was called next at counter ", counter, ", which does not serve it");
  const bool first = too_long(ledger, called, now_ms);
  for (const TicketId& other_id : ledger.here()) {
    const Visit& other = ledger.visit(other_id);
    if (other_id == id || !can_call(ledger, counter, other)) continue;
    must(!same_line(called, other) || called.order() < other.order(), id, " overtook ", other_id, " in its line");
    if (other.for_counter != 0) {
      must(first || called.for_counter == counter, id, " went before ", other_id, ", who was passed on to here");
    } else if (too_long(ledger, other, now_ms)) {
      must(first && called.place_ms <= other.place_ms, other_id, " waits too long, and ", id, " went before");
    }
  }
  count_runs(ledger, counter, called, !first && called.for_counter == 0);
}

void Fairness::chosen(const Ledger& ledger, int counter, const TicketId& id) {
  count_runs(ledger, counter, ledger.visit(id), false);
}

void Fairness::nobody(const Ledger& ledger, int counter) {
  for (const TicketId& id : ledger.here()) {
    must(!can_call(ledger, counter, ledger.visit(id)), id, " waits for counter ", counter, ", and nobody was called");
  }
}

// A run is of priority calls by the lane's right alone, while somebody of the standard lane waits who could be called.
void Fairness::count_runs(const Ledger& ledger, int counter, const Visit& called, bool by_right) {
  bool waits_here = false, waits_for_service = false;
  for (const TicketId& id : ledger.here()) {
    const Visit& other = ledger.visit(id);
    const bool standard = other.state == TicketState::waiting && other.for_counter == 0 && !other.priority();
    if (!standard || id == called.id) continue;
    waits_here = waits_here || can_call(ledger, counter, other);
    waits_for_service = waits_for_service || other.service == called.service;
  }
  const auto count = [&](int& run, bool standard_waits, const char* where) {
    if (!called.priority() || !standard_waits) {
      run = 0;
    } else if (by_right) {
      must(++run <= ledger.plan().priority_run_max, called.id, " is one priority call too many ", where);
    }
  };
  count(counter_runs_[counter], waits_here, "at its counter");
  count(service_runs_[called.service], waits_for_service, "of its service");
}

}  // namespace menting::simulation
