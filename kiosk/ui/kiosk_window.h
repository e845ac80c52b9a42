#pragma once

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"

namespace menting::ui {

/// How the kiosk's own screen is set up; the branch's names and services come from the desk's plan.
struct UiSettings {
  std::string timezone = "Asia/Shanghai";
  bool fullscreen = true;
  int width = 1080;  ///< of the window, pixels; not used full screen
  int height = 1920;
  std::string targets_file;  ///< where the touch targets are written after each drawn change; empty: nowhere
  int idle_s = 60;           ///< without a touch before the question comes
  int idle_warning_s = 20;   ///< the question's countdown, then home
  std::vector<std::string> languages = {"zh-CN", "en"};  ///< the first is the house's own
  std::string font_regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  std::string font_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
};

/// No window could be opened; what() says why and what to do. The branch goes on without its screen.
class ScreenUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The kiosk's window with everything in it. Use it on the main thread only.
class KioskWindow {
 public:
  /// Opens the window. Throws ScreenUnavailable. `desk` and `health` must outlive it.
  KioskWindow(UiSettings settings, desk::Desk& desk, const desk::Health& health);
  ~KioskWindow();
  KioskWindow(const KioskWindow&) = delete;
  KioskWindow& operator=(const KioskWindow&) = delete;

  /// Shows and serves customers until `stop` (looked at four times a second) or the window is closed (`stop` is set
  /// then). Throws ScreenUnavailable when the picture can be drawn no more.
  void run(std::atomic<bool>& stop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::ui
