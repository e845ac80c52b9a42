// The real window on a virtual display, tapped by a real pointer and a pushed finger.
#include <SDL.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "kiosk/ui/kiosk_window.h"
#include "kiosk/ui/sdl_input.h"
#include "tests/kiosk/ui/screen.h"
#include "tests/kiosk/ui/virtual_display.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using nlohmann::json;
using tests::VirtualDisplay;

namespace {

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

/// Who stands in front of the kiosk: sees it through the targets file, on a thread of its own.
class Visitor {
 public:
  Visitor(std::string file, int width, int height) : file_(std::move(file)), width_(width), height_(height) {}

  /// Waits until the picture has this target enabled; none after so many looks, a hundred a second.
  json see(const std::string& id, int looks = 3'000) {
    for (int i = 0; i < looks; ++i) {
      const std::string text = read_file(file_);
      if (!text.empty()) {
        const json shown = json::parse(text);  // never half a file
        for (const json& target : shown.at("targets")) {
          if (target.at("id") == id && target.at("enabled").get<bool>()) return target;
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return nullptr;
  }
  bool click(const std::string& id) {
    const json target = see(id);
    if (target.is_null()) return false;
    VirtualDisplay::click(middle(target, "x", "w"), middle(target, "y", "h"));
    return true;
  }
  /// Clicks until `next` is there: a tap that is like the one that turned the page counts as its second, and is
  /// dropped.
  bool click_to(const std::string& id, const std::string& next) {
    for (int i = 0; i < 5 && click(id); ++i) {
      if (!see(next, 200).is_null()) return true;
    }
    return false;
  }
  /// Down and up at once, as fast fingers do.
  bool touch(const std::string& id) {
    const json target = see(id);
    if (target.is_null()) return false;
    for (const Uint32 type : {SDL_FINGERDOWN, SDL_FINGERUP}) {
      SDL_Event event{};
      event.type = type;
      event.tfinger.fingerId = 7;
      event.tfinger.x = static_cast<float>(middle(target, "x", "w")) / static_cast<float>(width_);
      event.tfinger.y = static_cast<float>(middle(target, "y", "h")) / static_cast<float>(height_);
      if (SDL_PushEvent(&event) != 1) return false;
    }
    return true;
  }

 private:
  static int middle(const json& target, const char* from, const char* length) {
    return target.at(from).get<int>() + target.at(length).get<int>() / 2;
  }
  std::string file_;
  int width_, height_;
};

struct Hall {
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk{tests::demo_plan(), "0.1.0", "digest", journal, clock, health};
  tests::ScratchFolder folder;
  std::string file = folder.file("targets.json");

  Hall() { desk.start(); }
  ~Hall() { desk.stop(); }
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;

  ui::UiSettings settings(int width, int height, bool fullscreen) const {
    ui::UiSettings s;
    s.stage.fullscreen = fullscreen;
    s.stage.width = width;
    s.stage.height = height;
    s.targets_file = file;
    return s;
  }
  void serve() {
    desk.ask(OpenCounter{2, "1001"});
    desk.ask(TakeTicket{'A', Lane::standard, "SCANNEDC0DE7", "zh-CN"});
    desk.ask(CallNext{2, "1001"});
    desk.ask(StartServing{2, "1001"});
    desk.ask(FinishServing{2, "1001", "done"});
  }
  /// Runs the window here and the visitor beside it.
  void run(const ui::UiSettings& settings, const std::function<void()>& visit) {
    ui::KioskWindow window(settings, desk, health);
    std::atomic<bool> stop{false};
    std::thread visitor([&] {
      visit();
      stop = true;
    });
    window.run(stop);
    visitor.join();
  }
};

}  // namespace

TEST_CASE("a real window takes real taps") {
  tests::load_texts();
  const bool fullscreen = GENERATE(true, false);
  const int width = fullscreen ? 1080 : 1366, height = fullscreen ? 1920 : 768;
  VirtualDisplay display(width, height);
  Hall hall;
  hall.serve();
  Visitor visitor(hall.file, width, height);
  std::string failed;
  // Stops at the first step that does not come to its end.
  const auto step = [&](const char* what, const std::function<bool()>& take) {
    if (failed.empty() && !take()) failed = what;
  };
  hall.run(hall.settings(width, height, fullscreen), [&] {
    step("home", [&] { return visitor.click("home.take_number"); });
    step("service by finger", [&] { return visitor.touch("service.C"); });
    step("done by finger", [&] { return visitor.touch("ticket.done"); });
    step("home again", [&] { return !visitor.see("home.take_number").is_null(); });
    if (failed.empty()) VirtualDisplay::type_line("scannedcode7");
    step("face", [&] { return visitor.click("rate.score.5"); });
    step("aspect by finger", [&] { return visitor.touch("rate.aspect.skill"); });
    step("submit", [&] { return visitor.click("rate.submit"); });
    step("thanks", [&] { return !visitor.see("rate.done").is_null(); });
    step("home at last", [&] { return visitor.click("home"); });
    step("back home", [&] { return !visitor.see("home.rate").is_null(); });
  });
  INFO("failed at: " << failed << ", on the screen: " << read_file(hall.file));
  CHECK(failed.empty());
  const desk::BoardPtr board = hall.desk.board();
  CHECK(board->find("C001") != nullptr);
  REQUIRE(board->find("A001") != nullptr);
  CHECK(board->find("A001")->score == 5);
  CHECK(board->find("A001")->aspects == std::vector<std::string>{"skill"});
}

TEST_CASE("a whole visit by real taps, in each language") {
  tests::load_texts();
  const std::string language = GENERATE(as<std::string>{}, "zh-CN", "en");
  const int width = 540, height = 960;
  VirtualDisplay display(width, height);
  Hall hall;
  hall.serve();
  Visitor visitor(hall.file, width, height);
  std::string failed, comment;
  const auto tap = [&](const std::string& id, const std::string& next) {
    if (failed.empty() && !visitor.click_to(id, next)) failed = id + " that leads to " + next;
  };
  const auto keys = [&](std::initializer_list<const char*> all) {
    for (const char* key : all) {
      if (failed.empty() && !visitor.click(key)) failed = key;
    }
  };
  const auto speak = [&] { tap("lang." + language, "elderly.on"); };
  ui::UiSettings settings = hall.settings(width, height, true);
  settings.pinyin_folder = MENTING_BUILD_DIR "/assets/input/pinyin";
  hall.run(settings, [&] {
    speak();
    tap("elderly.on", "elderly.off");
    tap("elderly.off", "elderly.on");
    tap("home.take_number", "service.A");
    tap("service.A", "ticket.done");
    tap("ticket.done", "home.find_ticket");
    speak();
    tap("home.find_ticket", "key.A");
    keys({"key.A", "key.0", "key.0", "key.2"});
    tap("key.enter", "found.done");
    tap("home", "home.rate");
    tap("home.rate", "key.A");
    keys({"key.A", "key.0", "key.0", "key.1"});
    tap("key.enter", "rate.score.4");
    tap("rate.score.4", "rate.aspect.speed");
    tap("rate.comment", "key.mode.pinyin");
    tap("key.mode.pinyin", "key.h");
    keys({"key.h", "key.a", "key.o"});
    const json first = visitor.see("candidate.0");
    if (!first.is_null()) comment = first.at("label").get<std::string>();
    tap("candidate.0", "key.clear");
    tap("key.enter", "rate.submit");
    tap("rate.submit", "rate.done");
    tap("rate.done", "home.take_number");
    speak();
    tap("help", "help.done");
    tap("help.done", "home.take_number");
  });
  hall.desk.stop();
  INFO("failed at: " << failed << ", on the screen: " << read_file(hall.file));
  CHECK(failed.empty());
  const desk::BoardPtr board = hall.desk.board();
  REQUIRE(board->find("A002") != nullptr);
  CHECK(board->find("A002")->language == language);
  CHECK(board->find("A001")->score == 4);
  REQUIRE(board->assistance.size() == 1);
  CHECK(board->assistance.front().language == language);
  REQUIRE(hall.journal.durable.notes.size() == 1);
  CHECK_FALSE(comment.empty());
  CHECK(hall.journal.durable.notes.front().text == comment);
}

TEST_CASE("without a display the window says so, and what to do") {
  Hall hall;
  const char* before = std::getenv("DISPLAY");
  const std::string kept = before == nullptr ? "" : before;
  unsetenv("WAYLAND_DISPLAY");
  SECTION("none") {
    unsetenv("DISPLAY");
  }
  SECTION("one that is not there") {
    setenv("DISPLAY", ":9871", 1);
  }
  CHECK_THROWS_AS(ui::KioskWindow(hall.settings(1080, 1920, true), hall.desk, hall.health), ui::ScreenUnavailable);
  try {
    ui::KioskWindow window(hall.settings(1080, 1920, true), hall.desk, hall.health);
  } catch (const ui::ScreenUnavailable& error) {
    CHECK_THAT(error.what(), ContainsSubstring("--headless"));
  }
  kept.empty() ? unsetenv("DISPLAY") : setenv("DISPLAY", kept.c_str(), 1);
}

TEST_CASE("a window without its fonts names the package") {
  VirtualDisplay display(1080, 1920);
  Hall hall;
  ui::UiSettings settings = hall.settings(1080, 1920, true);
  settings.stage.font_bold = hall.folder.file("nothing.ttc");
  try {
    ui::KioskWindow window(settings, hall.desk, hall.health);
    FAIL("opened without a font");
  } catch (const ui::ScreenUnavailable& error) {
    CHECK_THAT(error.what(), ContainsSubstring("fonts-noto-cjk"));
  }
}

TEST_CASE("one finger counts, and a touch is not a mouse as well") {
  ui::SdlInput input;
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.fingerId = 1;
  event.tfinger.x = 0.5F;
  event.tfinger.y = 0.25F;
  const auto down = input.read(event, 1080, 1920);
  REQUIRE(down.size() == 1);
  CHECK(down[0].kind == ui::Input::Kind::press);
  CHECK(down[0].x == 540);
  CHECK(down[0].y == 480);
  event.tfinger.fingerId = 2;
  CHECK(input.read(event, 1080, 1920).empty());
  event.type = SDL_FINGERUP;
  CHECK(input.read(event, 1080, 1920).empty());
  event.tfinger.fingerId = 1;
  CHECK(input.read(event, 1080, 1920).size() == 1);
  SDL_Event mouse{};
  mouse.type = SDL_MOUSEBUTTONDOWN;
  mouse.button.button = SDL_BUTTON_LEFT;
  mouse.button.which = SDL_TOUCH_MOUSEID;
  CHECK(input.read(mouse, 1080, 1920).empty());
  mouse.button.which = 0;
  CHECK(input.read(mouse, 1080, 1920).size() == 1);
  mouse.button.button = SDL_BUTTON_RIGHT;
  CHECK(input.read(mouse, 1080, 1920).empty());
}
