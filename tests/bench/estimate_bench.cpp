// How long: what the ranges that customers were told are worth on simulated days, next to an oracle that knows the true
// law of every service and to "people ahead × mean ÷ counters"; and what a forecast costs.
//   bench_estimate [DAYS [SEED [HALL]]]
#include <chrono>
#include <cstdio>
#include <cstdlib>

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

}  // namespace

int main(int argc, char** argv) {
  const int days = argc > 1 ? std::atoi(argv[1]) : 20;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  print_scores(days, seed, argc > 3 ? argv[3] : "");
  return 0;
}
