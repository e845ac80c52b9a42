#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/interface.h"
#include "kiosk/ui/stage.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/memory_journal.h"

namespace menting::tests {

struct ScreenSetup {
  int width = 1080, height = 1920;
  domain::Plan plan = demo_plan();
  ui::InterfaceSettings interface = {};
  bool engines = false;        ///< pinyin and handwriting as they are installed
  ui::Stage* stage = nullptr;  ///< a real window to draw in; null: without a renderer
};

/// The kiosk's interface on a branch of its own, drawn by ImGui, touched through its targets.
class Screen {
 public:
  explicit Screen(ScreenSetup setup);
  explicit Screen(int width = 1080, int height = 1920, domain::Plan plan = demo_plan());
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Steps and draws until nothing is left to do. The desk works first, unless it is held.
  void settle();
  /// Press and release in one go, at the middle of a target. Throws std::runtime_error where it is not there.
  void tap(const std::string& id);
  void tap_at(float x, float y);  ///< window pixels
  void type(const std::string& text);
  void wait_ms(std::int64_t ms);
  bool has(const std::string& id) const { return interface.targets().find(id) != nullptr; }
  bool enabled(const std::string& id) const;
  std::string label(const std::string& id) const;
  std::string page() const { return std::string(interface.screen()); }
  const ui::FlowState& state() const { return interface.flow().state(); }
  /// Something a clerk or the printer does.
  void branch(domain::Command command);
  /// A visit from number to end at counter 2; its id.
  domain::TicketId serve(char service = 'A');
  int events(std::string_view kind) const;

  TestClock clock;
  MemoryJournal journal;
  desk::Health health;
  desk::Desk desk;
  bool hold_desk = false;    ///< letters wait
  bool refuse_post = false;  ///< the mailbox is full
  bool able = true;          ///< the branch can write
  int width, height;
  std::int64_t now_ms = 1'000'000;
  std::vector<std::string> read_aloud;
  std::vector<ui::StaffTask> tasks;       ///< that staff gave
  std::vector<ui::PrintRepair> slips;     ///< of repairs, that were to be printed
  std::string pin = "2468";               ///< of everybody
  std::vector<ui::NearbyOffer> nearby{};  ///< for whatever service
  ui::Stage* stage;
  ui::Fonts fonts;
  ui::Interface interface;
  std::set<std::string> heard;
  int drawn = 0;

 private:
  ui::Ports ports();
  ui::TextEngines engines(bool wanted);
  void draw();
};

/// Loads the built translations, once.
void load_texts();

}  // namespace menting::tests
