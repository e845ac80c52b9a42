#include "tests/bench/face/presses.h"

#include <SDL.h>

#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>

#include "kiosk/ui/kiosk_window.h"
#include "tests/bench/clock.h"
#include "tests/bench/face/pages.h"
#include "tests/bench/face/screen_pixels.h"
#include "tests/bench/face/shown.h"
#include "tests/kiosk/ui/tour.h"
#include "tests/kiosk/ui/virtual_display.h"
#include "tests/support/scratch_folder.h"

namespace menting::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int width = 1080, height = 1920, side = 32, rounds = 4, bursts = 20;
constexpr std::chrono::milliseconds still_for{250};  // longer than a page glides
constexpr std::chrono::microseconds look_every{250};

void push(Uint32 type, const Spot& spot) {
  SDL_Event event{};
  event.type = type;
  event.tfinger.fingerId = 1;
  event.tfinger.x = static_cast<float>(spot.x) / width;
  event.tfinger.y = static_cast<float>(spot.y) / height;
  if (SDL_PushEvent(&event) != 1) throw std::runtime_error("SDL took no event");
}

/// Whoever stands in front of it, on a thread of their own.
class Fingers {
 public:
  explicit Fingers(std::string file) : file_(std::move(file)) {}

  /// Down until it is seen, up until that is seen.
  void tap_slowly(const std::string& id, std::vector<double>& changed_us) {
    const Spot spot = wait_for(file_, id);
    wait_until_still(spot);
    for (const Uint32 type : {SDL_FINGERDOWN, SDL_FINGERUP}) {
      const std::vector<char> before = glass_.around(spot.x, spot.y, side);
      const auto began = Clock::now();
      push(type, spot);
      while (glass_.around(spot.x, spot.y, side) == before) {
        if (Clock::now() - began > std::chrono::seconds(5)) throw std::runtime_error("nothing answers to " + id);
        std::this_thread::sleep_for(look_every);
      }
      changed_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - began).count());
    }
  }
  Spot learn(const std::string& id) {
    Spot spot = wait_for(file_, id);
    std::vector<double> unused;
    tap_slowly(id, unused);
    return spot;
  }
  /// All at once, without looking. Only if none of them is lost does the last but one show the number's page.
  int tap_blindly(const std::vector<Spot>& spots, const Spot& home) {
    for (const Spot& spot : spots) {
      push(SDL_FINGERDOWN, spot);
      push(SDL_FINGERUP, spot);
    }
    const bool there = wait_for_screen(file_, "ticket_found", std::chrono::seconds(3));
    push(SDL_FINGERDOWN, home);
    push(SDL_FINGERUP, home);
    const bool back = wait_for_screen(file_, "home", std::chrono::seconds(3));
    return there && back ? static_cast<int>(spots.size()) + 1 : 0;
  }

 private:
  void wait_until_still(const Spot& spot) {
    std::vector<char> before;
    for (auto since = Clock::now(); Clock::now() - since < still_for;) {
      std::vector<char> now = glass_.around(spot.x, spot.y, side);
      if (now != before) since = Clock::now();
      before = std::move(now);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::string file_;
  ScreenPixels glass_;
};

void visit(Fingers& fingers, Presses& presses) {
  for (int i = 0; i < rounds; ++i) {
    for (const char* id : {"home.repair", "home", "home.rate", "key.1", "key.7", "key.mode", "back", "lang.en",
                           "home.take_number", "home", "lang.zh-CN"})
      fingers.tap_slowly(id, presses.changed_us);
  }
  std::vector<Spot> spots;
  for (const char* id : {"home.find_ticket", "key.A", "key.1", "key.1", "key.3", "key.enter"})
    spots.push_back(fingers.learn(id));
  const Spot home = fingers.learn("home");
  for (int i = 0; i < bursts; ++i) {
    presses.sent += static_cast<int>(spots.size()) + 1;
    presses.acted += fingers.tap_blindly(spots, home);
  }
}

/// The branch that the window stands in, with number A113 waiting.
struct Hall {
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk;
  tests::ScratchFolder folder;

  explicit Hall(domain::Plan plan) : desk(std::move(plan), "bench", "bench", journal, clock, health) {
    desk.start();
    desk.ask(domain::TakeTicket{'A', domain::Lane::standard, "BENCH", "zh-CN"});
  }
  ~Hall() { desk.stop(); }
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;
};

}  // namespace

Presses measure_presses() {
  Presses presses;
  const tests::VirtualDisplay display(width, height);
  const double before_us = redraw_us();
  tests::ScreenSetup setup = tests::furnished(width, height);
  setup.plan.services.front().first_number = 113;
  setup.plan.opens_minute = 0;
  setup.plan.closes_minute = 24 * 60 - 1;
  Hall hall(setup.plan);
  ui::UiSettings settings;
  settings.interface = setup.interface;
  settings.interface.brand.reduced_motion = false;
  settings.targets_file = hall.folder.file("targets.json");
  {
    ui::KioskWindow window(settings, hall.desk, hall.health);
    std::atomic<bool> stop{false};
    std::exception_ptr failed;
    std::thread visitor([&] {
      try {
        Fingers fingers(settings.targets_file);
        visit(fingers, presses);
      } catch (...) {
        failed = std::current_exception();
      }
      stop = true;
    });
    window.run(stop);
    visitor.join();
    if (failed) std::rethrow_exception(failed);
  }
  presses.frame_us = (before_us + redraw_us()) / 2;
  return presses;
}

}  // namespace menting::bench
