// A day's report against one that is made of the events alone, another way.
#include "kiosk/domain/day_report.h"

#include <algorithm>

#include "tests/kiosk/domain/random_day.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;
using menting::tests::RandomDay;

namespace {

int hour_of(std::int64_t at_ms) {
  return static_cast<int>(at_ms / 3'600'000 % 24 + 8) % 24;
}

DayReport report_of(const Branch& branch) {
  DayReporter reporter(branch.plan(), hour_of);
  for (const auto& [id, ticket] : branch.state().tickets) {
    if (ticket.day == BusinessDay{20261123}) reporter.add(ticket);
  }
  return reporter.report();
}

/// Counts while it reads the events in order; knows nothing of tickets.
class Oracle {
 public:
  explicit Oracle(const std::vector<Event>& events) {
    for (const Event& event : events) {
      at_ms_ = event.at_ms;
      std::visit([this](const auto& fact) { read(fact); }, event.fact);
    }
  }

  struct Visit {
    ServiceLetter letter = 'A';
    int hour = 0;
    CounterNumber first_counter = 0;
    StaffId first_staff;
    std::int64_t first_wait_ms = 0;
    std::string state = "waiting";
    ServiceLetter service = 'A';
    int serving_hour = 0;
  };
  struct Served {
    ServiceLetter service = 'A';
    CounterNumber counter = 0;
    StaffId staff;
    int hour = 0;
    std::int64_t ms = 0;
    std::string how;
  };
  struct Rated {
    CounterNumber counter = 0;
    StaffId staff;
    int score = 0;
  };
  std::map<TicketId, Visit> visits;
  std::vector<Served> servings;
  std::vector<Rated> ratings;

 private:
  void read(const TicketTaken& e) {
    visits[e.ticket_id] = {e.service, hour_of(at_ms_), 0, "", 0, "waiting", e.service, 0};
  }
  void read(const TicketCalled& e) {
    Visit& visit = visits.at(e.ticket_id);
    if (visit.first_counter == 0) {
      visit.first_counter = e.counter;
      visit.first_staff = e.staff;
      visit.first_wait_ms = e.waited_ms;
    }
    visit.state = "unfinished";
    clerks_[e.ticket_id] = e.staff;
  }
  void read(const ServingStarted& e) {
    visits.at(e.ticket_id).serving_hour = hour_of(at_ms_);
    visits.at(e.ticket_id).state = "serving";
    clerks_[e.ticket_id] = e.staff;
  }
  void read(const VisitFinished& e) { ends(e.ticket_id, e.counter, e.served_ms, "served", "finished"); }
  void read(const ServingFinished& e) {
    ends(e.ticket_id, e.counter, e.served_ms, "served", "waiting");
    visits.at(e.ticket_id).service = e.next_service;
  }
  void read(const TicketTransferred& e) {
    ends(e.ticket_id, e.counter, e.served_ms, "passed_on", "waiting");
    visits.at(e.ticket_id).service = e.service;
  }
  void read(const TicketHeld& e) { ends(e.ticket_id, e.counter, e.served_ms, "held", "unfinished"); }
  void read(const NoShowMarked& e) { visits.at(e.ticket_id).state = "no_show"; }
  void read(const TicketCancelled& e) { visits.at(e.ticket_id).state = "cancelled"; }
  void read(const TicketResumed& e) { visits.at(e.ticket_id).state = "waiting"; }
  void read(const TicketReturned& e) { visits.at(e.ticket_id).state = "waiting"; }
  void read(const VisitRated& e) { ratings.push_back({e.counter, e.staff, e.score}); }
  template <class Other>
  void read(const Other&) {}

  void ends(const TicketId& id, CounterNumber counter, std::int64_t ms, const std::string& how,
            const std::string& state) {
    Visit& visit = visits.at(id);
    if (visit.state == "serving") {
      servings.push_back({visit.service, counter, clerks_.at(id), visit.serving_hour, ms, how});
    }
    visit.state = state;
  }

  std::map<TicketId, StaffId> clerks_;
  std::int64_t at_ms_ = 0;
};

template <class Visits, class Is>
int count(const Visits& all, const Is& is) {
  return static_cast<int>(std::count_if(all.begin(), all.end(), is));
}

/// The visits and servings that a row must be made of.
template <class OfVisit, class OfServing>
void check_row(const ReportRow& row, const Oracle& oracle, const Plan& plan, const OfVisit& of_visit,
               const OfServing& of_serving) {
  const auto in_state = [&](const char* state) {
    return count(oracle.visits, [&](const auto& v) { return of_visit(v.second) && v.second.state == state; });
  };
  CHECK(row.taken == count(oracle.visits, [&](const auto& v) { return of_visit(v.second); }));
  CHECK(row.finished == in_state("finished"));
  CHECK(row.no_shows == in_state("no_show"));
  CHECK(row.cancelled == in_state("cancelled"));
  CHECK(row.waiting == in_state("waiting"));
  CHECK(row.unfinished == in_state("unfinished") + in_state("serving"));
  std::vector<std::int64_t> waits_ms;
  int within = 0;
  for (const auto& [id, visit] : oracle.visits) {
    if (!of_visit(visit) || visit.first_counter == 0) continue;
    waits_ms.push_back(visit.first_wait_ms);
    if (visit.first_wait_ms <= plan.service(visit.letter)->target_wait_minutes * 60'000) ++within;
  }
  std::sort(waits_ms.begin(), waits_ms.end());
  CHECK(row.called == static_cast<int>(waits_ms.size()));
  CHECK(row.within_target == within);
  if (!waits_ms.empty()) {
    CHECK(max_of(row.waits_ms) == waits_ms.back());
    const std::int64_t p90_ms = p90_of(row.waits_ms);
    const auto below = std::upper_bound(waits_ms.begin(), waits_ms.end(), p90_ms) - waits_ms.begin();
    CHECK(static_cast<std::size_t>(below) * 10 >= waits_ms.size() * 9);
  }
  for (const char* how : {"served", "passed_on", "held"}) {
    const int found = *how == 's' ? row.served : *how == 'p' ? row.passed_on : row.held;
    CHECK(found == count(oracle.servings, [&](const auto& s) { return of_serving(s) && s.how == how; }));
  }
}

void check_report(const DayReport& report, const Oracle& oracle, const Plan& plan) {
  using Visit = Oracle::Visit;
  using Served = Oracle::Served;
  check_row(
      report.totals, oracle, plan, [](const Visit&) { return true; }, [](const Served&) { return true; });
  for (const auto& [letter, row] : report.services) {
    check_row(
        row, oracle, plan, [l = letter](const Visit& v) { return v.letter == l; },
        [l = letter](const Served& s) { return s.service == l; });
  }
  for (const auto& [number, row] : report.counters) {
    check_row(
        row, oracle, plan, [n = number](const Visit& v) { return v.first_counter == n; },
        [n = number](const Served& s) { return s.counter == n; });
  }
  for (const auto& [staff, row] : report.clerks) {
    check_row(
        row, oracle, plan, [&id = staff](const Visit& v) { return v.first_staff == id; },
        [&id = staff](const Served& s) { return s.staff == id; });
    const auto is_theirs = [&id = staff](const auto& rating) { return rating.staff == id; };
    CHECK(row.ratings == count(oracle.ratings, is_theirs));
    CHECK(row.low_ratings == count(oracle.ratings, [&](const auto& r) { return is_theirs(r) && r.score <= 2; }));
  }
  for (const auto& [hour, row] : report.hours) {
    check_row(
        row, oracle, plan, [h = hour](const Visit& v) { return v.hour == h; },
        [h = hour](const Served& s) { return s.hour == h; });
  }
}

template <class Table, class Figure>
int sum(const Table& table, const Figure& figure) {
  int total = 0;
  for (const auto& [key, row] : table) total += figure(row);
  return total;
}

}  // namespace

TEST_CASE("on random days the report is what the events come to, and its tables agree") {
  int several = 0;
  for (unsigned seed = 301; seed <= 312; ++seed) {
    CAPTURE(seed);
    RandomDay day(seed, {70, 500, true});
    for (int step = 0; step < 400; ++step) {
      day.step();
      if (step % 7 != 0) continue;
      for (const auto& [number, counter] : day.hall.branch.state().counters) {
        day.hall.run(RateVisit{"", "", number, 1 + (step + number) % 5, {}, ""});
      }
    }
    const DayReport report = report_of(day.hall.branch);
    const Oracle oracle(day.hall.events);
    check_report(report, oracle, day.hall.branch.plan());
    CHECK(report.totals.ratings == static_cast<int>(oracle.ratings.size()));
    for (const auto& figure :
         {+[](const ReportRow& r) { return r.taken; }, +[](const ReportRow& r) { return r.called; },
          +[](const ReportRow& r) { return r.served; }, +[](const ReportRow& r) { return r.no_shows; },
          +[](const ReportRow& r) { return r.cancelled; }, +[](const ReportRow& r) { return r.within_target; },
          +[](const ReportRow& r) { return r.ratings; }, +[](const ReportRow& r) { return r.score_sum; }}) {
      const int total = figure(report.totals);
      CHECK(sum(report.services, figure) == total);
      CHECK(sum(report.counters, figure) == total);
      CHECK(sum(report.clerks, figure) == total);
      CHECK(sum(report.hours, figure) == total);
    }
    for (const auto& [id, ticket] : day.hall.branch.state().tickets) several += ticket.servings.size() > 1 ? 1 : 0;
  }
  CHECK(several > 30);
}

TEST_CASE("a visit of two services is taken once and served twice, and its wait is the one for the first") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.done(AddService{"A001", "1001", 'B'});
  hall.clock.advance_ms(120'000);
  hall.serve(1, "1001", 4);
  hall.clock.advance_ms(300'000);
  hall.serve(1, "1001", 6);
  hall.done(RateVisit{"", "A001", 0, 2, {}, ""});
  const DayReport report = report_of(hall.branch);
  CHECK(report.totals.taken == 1);
  CHECK(report.totals.served == 2);
  CHECK(report.totals.waits_ms == std::vector<std::int64_t>{120'000});
  CHECK(report.services.at('A').taken == 1);
  CHECK(report.services.at('B').taken == 0);
  CHECK(report.services.at('A').serves_ms == std::vector<std::int64_t>{240'000});
  CHECK(report.services.at('B').serves_ms == std::vector<std::int64_t>{360'000});
  CHECK(report.services.at('B').low_ratings == 1);
  CHECK(report.clerks.at("1001").score_sum == 2);
}

TEST_CASE("who came back after a no-show is none in the report") {
  Hall hall;
  hall.take('A');
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  for (int call = 1; call < 3; ++call) {
    hall.clock.advance_ms(10'000);
    hall.done(Recall{1, "1001"});
  }
  hall.done(MarkNoShow{1, "1001"});
  CHECK(report_of(hall.branch).totals.no_shows == 1);
  hall.done(ReturnTicket{"A001", "1001"});
  hall.serve(1, "1001");
  CHECK(report_of(hall.branch).totals.no_shows == 0);
  CHECK(report_of(hall.branch).totals.finished == 1);
}

TEST_CASE("an empty day is a report of nothing for every service and counter") {
  const Hall hall;
  const DayReport report = report_of(hall.branch);
  CHECK(report.totals.taken == 0);
  CHECK(report.services.size() == 4);
  CHECK(report.counters.size() == 5);
  CHECK(report.clerks.empty());
  CHECK(mean_of({}) == 0);
  CHECK(p90_of({}) == 0);
  CHECK(max_of({}) == 0);
}

TEST_CASE("nine of ten do not exceed the p90, and it is one of them") {
  CHECK(p90_of({5}) == 5);
  CHECK(p90_of({1, 2}) == 2);
  CHECK(p90_of({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) == 9);
  CHECK(p90_of({11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) == 10);
  CHECK(mean_of({1, 2, 6}) == 3);
}
