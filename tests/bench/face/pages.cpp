#include "tests/bench/face/pages.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/bench/clock.h"
#include "tests/bench/face/empty_window.h"
#include "tests/kiosk/ui/tour.h"
#include "tests/kiosk/ui/virtual_display.h"

namespace menting::bench {

namespace {

constexpr int warm_up_frames = 2;

tests::ScreenSetup setup_in(ui::Stage& stage, int width, int height) {
  tests::ScreenSetup setup = tests::furnished(width, height);
  setup.stage = &stage;
  return setup;
}

void show(ui::Stage& stage, tests::Screen& screen) {
  stage.show(
      [&](ImDrawList& list, ui::Fonts& fonts, int width, int height) {
        screen.interface.draw(list, fonts, width, height, screen.now_ms, screen.clock.now().at_ms);
      },
      [&] { return screen.interface.ground(); });
}

double resident_mb() {
  std::ifstream in("/proc/self/statm");
  double all = 0, resident = 0;
  in >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace

std::vector<PageCost> measure_pages(int width, int height, int frames) {
  const tests::VirtualDisplay display(width, height);
  ui::Stage stage({.fullscreen = true, .width = width, .height = height});
  EmptyWindow empty(stage);
  std::vector<PageCost> costs;
  const char* only = std::getenv("MENTING_BENCH_ONLY");  // a part of the pages' names
  const auto visit = [&](const std::string& language, tests::Mode mode, const std::string& manner) {
    tests::Screen screen(setup_in(stage, width, height));
    screen.interface.listen(nullptr);  // a kiosk keeps no list of what it said
    tests::tour(screen, language, mode, [&](const std::string& name) {
      if (only != nullptr && name.find(only) == std::string::npos) return;
      std::vector<double> page, nothing;
      for (int i = 0; i < warm_up_frames + frames; ++i) {
        const double empty_us = microseconds([&] { empty.show(); });
        const double page_us = microseconds([&] { show(stage, screen); });
        if (i < warm_up_frames) continue;
        nothing.push_back(empty_us);
        page.push_back(page_us);
      }
      costs.push_back({name, manner, width, height, quantile(page, 0.5), quantile(nothing, 0.5)});
    });
  };
  visit("en", tests::Mode::normal, "en");
  visit("zh-CN", tests::Mode::elderly, "zh, elderly");
  return costs;
}

double redraw_us() {
  ui::Stage stage({});
  tests::Screen screen(setup_in(stage, stage.width(), stage.height()));
  screen.interface.listen(nullptr);
  std::vector<double> times;
  for (int i = 0; i < 60; ++i) times.push_back(microseconds([&] { show(stage, screen); }));
  return quantile(times, 0.5);
}

double memory_after_tours_mb() {
  const tests::VirtualDisplay display(1080, 1920);
  ui::Stage stage({});
  const std::pair<const char*, tests::Mode> tours[] = {
      {"zh-CN", tests::Mode::normal}, {"en", tests::Mode::normal}, {"zh-CN", tests::Mode::elderly}};
  for (const auto& [language, mode] : tours) {
    tests::Screen screen(setup_in(stage, 1080, 1920));
    screen.interface.listen(nullptr);
    tests::tour(screen, language, mode, [](const std::string&) {});
  }
  return resident_mb();
}

}  // namespace menting::bench
