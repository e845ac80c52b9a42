#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/ui/outside.h"
#include "kiosk/ui/stage_settings.h"

namespace menting::ui {

/// How the kiosk's own screen is set up; the branch's names and services come from the desk's plan.
struct UiSettings {
  InterfaceSettings interface;
  StageSettings stage;
  std::string targets_file;    ///< where the touch targets are written after each drawn change; empty: nowhere
  std::string pinyin_folder;   ///< Menting's own pinyin schema; empty: no pinyin
  std::string scanner_usb_id;  ///< "1234:abcd"; empty: a scanner types like a keyboard
};

/// The kiosk's window with everything in it. Use it on the main thread only.
class KioskWindow {
 public:
  /// Opens the window. Throws ScreenUnavailable. `desk` and `health` must outlive it.
  KioskWindow(const UiSettings& settings, desk::Desk& desk, const desk::Health& health, OutsidePorts outside = {});
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
