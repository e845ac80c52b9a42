// Simulated days of a whole branch: whatever happens, what is promised holds.
#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/world.h"
#include "tests/support/catch.h"

using namespace menting::simulation;

namespace {

std::string course_of(std::uint64_t seed) {
  World world(scenario_of(seed));
  populate(world);
  try {
    world.run();
  } catch (const Broken& broken) {
    return broken.what();
  }
  return {};
}

}  // namespace

TEST_CASE("fifty seeds of simulated days keep every promise") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::string course = course_of(seed);
    INFO(course);
    CHECK(course.empty());
  }
}
