// How long: what the ranges that customers were told are worth on simulated days, next to an oracle that knows the true
// law of every service and to "people ahead × mean ÷ counters"; and what a forecast costs.
//   bench_estimate [DAYS [SEED [HALL]]]
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "kiosk/domain/queue.h"
#include "tests/bench/clock.h"
#include "tests/simulation/halls.h"

using namespace menting;

namespace {

constexpr int history_days = 5;

void print_scores(int days, std::uint64_t seed, const std::string& only) {
  std::printf(
      "estimates on %d days each after %d days of history, seed %llu: 80 %% ranges of whole minutes, judged as they "
      "were shown\n",
      days, history_days, static_cast<unsigned long long>(seed));
  std::printf("%-50s %6s %7s %7s %7s %7s %19s %7s\n", "hall", "told", "waited", "width", "inside", "error",
              "oracle (ratio <= 1.15)", "simple");
  for (const auto& hall : simulation::halls()) {
    if (hall.name.find(only) == std::string::npos) continue;
    const simulation::Score score = simulation::score_of(hall, seed, days, history_days);
    std::printf("%-50s %6d %5.1fmin %4.1fmin %5.1f%% %4.2fmin %9.2fmin (%.3f) %5.2fmin\n", hall.name.c_str(),
                score.judged(), score.waited_ms / score.judged() / 60'000, score.width_minutes / score.with_middle(),
                100 * score.hit_rate(), score.own_off(), score.oracle_off(), score.own_off() / score.oracle_off(),
                score.naive_off());
    std::printf("   (of them %d without an end; %d more were told at once)\n", score.open_ended, score.at_once);
  }
}

/// A hall in which this many wait for four services at twelve busy counters.
domain::Branch full_hall(const domain::Plan& plan, int waiting, domain::Moment& moment) {
  domain::Branch branch(plan);
  const auto apply = [&](domain::Fact fact) { branch.apply({std::move(fact), moment.at_ms, moment.steady_ms}); };
  for (int number = 0; number < waiting + 12; ++number) {
    domain::TicketTaken taken;
    taken.day = moment.day;
    taken.service = static_cast<char>('A' + number % 4);
    taken.number = number / 4 + 1;
    taken.ticket_id = domain::ticket_id(taken.day, taken.service, taken.number);
    taken.lane = number % 9 == 8 ? domain::Lane::care : domain::Lane::standard;
    taken.code = taken.ticket_id;
    apply(taken);
    moment.steady_ms += 1'000;
  }
  for (const domain::CounterPlan& counter : plan.counters) {
    apply(domain::CounterOpened{counter.number, "c"});
    if (const auto next = domain::choose_next(branch, counter.number, moment)) {
      apply(domain::TicketCalled{next->ticket, counter.number, "c", 0, next->why});
      apply(domain::ServingStarted{next->ticket, counter.number, "c"});
    }
  }
  return branch;
}

void print_costs() {
  const domain::Plan plan = simulation::halls().front().plan;
  for (const int waiting : {0, 20, 100, 500}) {
    domain::Moment moment{1'795'399'200'000, 1'000'000, {20261123}, 600};
    const domain::Branch branch = full_hall(plan, waiting, moment);
    std::vector<double> all_us, one_us;
    std::size_t sum = 0;  // so that nothing is left out as useless
    for (int i = 0; i < 300; ++i) {
      all_us.push_back(bench::microseconds([&] { sum += estimate_waits(branch, moment).size(); }));
      one_us.push_back(bench::microseconds([&] {
        sum += static_cast<std::size_t>(estimate_wait(branch, 'A', domain::Lane::standard, moment).high_minutes);
      }));
    }
    std::printf(
        "%3d waiting, 12 busy counters: a Board's four estimates median %.0f us, 95%% %.0f us; a ticket's %.0f us%s\n",
        waiting, bench::quantile(all_us, 0.5), bench::quantile(all_us, 0.95), bench::quantile(one_us, 0.5),
        sum == 0 ? "!" : "");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int days = argc > 1 ? std::atoi(argv[1]) : 20;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  print_costs();
  print_scores(days, seed, argc > 3 ? argv[3] : "");
  return 0;
}
