// What the kiosk's face costs: each page beside an empty window, from a press to changed pixels, presses at full speed
// over page changes, and memory. `walk` goes through the pages of a kiosk that runs already.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/bench/clock.h"
#include "tests/bench/face/pages.h"
#include "tests/bench/face/presses.h"
#include "tests/bench/face/walk.h"
#include "tests/kiosk/ui/screen.h"
#include "tests/support/catch.h"

using namespace menting;

namespace {

constexpr int kFrames = 40;

void print_pages() {
  std::vector<bench::PageCost> costs;
  for (const auto& [width, height] : {std::pair{1080, 1920}, {1920, 1080}}) {
    const auto some = bench::measure_pages(width, height, kFrames);
    costs.insert(costs.end(), some.begin(), some.end());
  }
  std::ranges::sort(costs, [](const auto& a, const auto& b) { return a.ratio() > b.ratio(); });
  std::printf("a page's picture against that of an empty full-screen ImGui window (at most 1.5), worst first\n");
  std::printf("%-26s %-12s %-10s %8s %8s %6s\n", "page", "manner", "size", "page ms", "empty ms", "ratio");
  for (const bench::PageCost& cost : costs) {
    std::printf("%-26s %-12s %-10s %8.2f %8.2f %6.2f\n", cost.name.c_str(), cost.manner.c_str(),
                (std::to_string(cost.width) + "x" + std::to_string(cost.height)).c_str(), cost.page_us / 1000,
                cost.empty_us / 1000, cost.ratio());
  }
  const auto over = std::ranges::count_if(costs, [](const auto& cost) { return cost.ratio() > 1.5; });
  std::printf("pages over 1.5: %d of %zu\n", static_cast<int>(over), costs.size());
}

void print_presses() {
  const bench::Presses presses = bench::measure_presses();
  const double frame = presses.frame_us;
  std::printf(
      "press to changed pixels on the X screen, %zu presses: median %.2f frames, p95 %.2f frames (at most 3); a "
      "frame is one full redraw, %.2f ms\n",
      presses.changed_us.size(), bench::quantile(presses.changed_us, 0.5) / frame,
      bench::quantile(presses.changed_us, 0.95) / frame, frame / 1000);
  std::printf("presses at full speed over page changes: %d of %d acted on\n", presses.acted, presses.sent);
}

}  // namespace

TEST_CASE("the face's memory") {
  tests::load_texts();
  std::printf("face: memory after the tour in both languages and elderly mode: %.0f MB (at most 250)\n",
              bench::memory_after_tours_mb());
}

TEST_CASE("the face's presses") {
  tests::load_texts();
  print_presses();
}

TEST_CASE("the face's pages") {
  tests::load_texts();
  print_pages();
}

TEST_CASE("a walk through a kiosk that runs", "[.walk]") {
  const char* file = std::getenv("MENTING_BENCH_TARGETS");
  REQUIRE(file != nullptr);
  std::printf("%s\n", bench::walk(file, 60).c_str());
}
