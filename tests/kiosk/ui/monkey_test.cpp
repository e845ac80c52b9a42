// A monkey at the kiosk: for a moment with every run, for as long as one likes by packaging/monkey.
#include "tests/kiosk/ui/monkey.h"

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/support/catch.h"

using namespace menting;

namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::stoull(text);
}

}  // namespace

TEST_CASE("no monkey breaks the kiosk and it always finds home") {
  const std::uint64_t seed = number_of("MENTING_MONKEY_SEED", 20261125),
                      minutes = number_of("MENTING_MONKEY_MINUTES", 0);
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(minutes);
  std::uint64_t games = 0;
  std::string fault;
  std::vector<tests::Violation> broken;
  do {
    tests::Monkey monkey(seed + games);
    try {
      monkey.play(300);
      broken.insert(broken.end(), monkey.violations().begin(), monkey.violations().end());
    } catch (const std::runtime_error& found) {
      fault = found.what();
    }
    ++games;
  } while (fault.empty() && (games < 12 || std::chrono::steady_clock::now() < until));
  INFO(fault);
  CHECK(fault.empty());
  INFO(tests::table(broken));
  CHECK(broken.empty());
  if (minutes > 0) WARN(games << " games of 300 steps, seeds from " << seed);
}
