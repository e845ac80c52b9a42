// Simulated days by hand: one seed, or many after each other until one fails.
//   simulate [--seed N] [--seeds COUNT] [--days N] [--visits N] [--trace] [--calm]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/world.h"

using namespace menting::simulation;

namespace {

struct Wish {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  int days = 0;    ///< 0: as the seed has it
  int visits = 0;  ///< likewise
  bool trace = false;
  bool calm = false;
};

bool read(int argc, char** argv, Wish& wish) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--trace") {
      wish.trace = true;
      continue;
    }
    if (name == "--calm") {
      wish.calm = true;
      continue;
    }
    if (++i == argc) return false;
    const std::uint64_t value = std::strtoull(argv[i], nullptr, 10);
    if (name == "--seed") {
      wish.seed = value;
    } else if (name == "--seeds") {
      wish.seeds = value;
    } else if (name == "--days") {
      wish.days = static_cast<int>(value);
    } else if (name == "--visits") {
      wish.visits = static_cast<int>(value);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Wish wish;
  if (!read(argc, argv, wish)) {
    std::fprintf(stderr, "use: simulate [--seed N] [--seeds COUNT] [--days N] [--visits N] [--trace] [--calm]\n");
    return 2;
  }
  int failed = 0;
  for (std::uint64_t seed = wish.seed; seed < wish.seed + wish.seeds; ++seed) {
    Scenario scenario = scenario_of(seed);
    if (wish.days > 0) scenario.days = wish.days;
    if (wish.visits > 0) scenario.visits_a_day = wish.visits;
    scenario.trace_all = wish.trace;
    scenario.troubles = !wish.calm;
    try {
      World world(scenario);
      populate(world);
      world.run();
      std::printf("seed %llu: %d days in %s, %d steps, %d presses, %lld events: sound\n",
                  static_cast<unsigned long long>(seed), scenario.days, scenario.zone.c_str(), world.steps(),
                  world.presses_answered(), static_cast<long long>(world.oracle().ledger().count()));
    } catch (const Broken& broken) {
      std::printf("seed %llu is broken:\n%s\n", static_cast<unsigned long long>(seed), broken.what());
      ++failed;
    }
  }
  return failed == 0 ? 0 : 1;
}
