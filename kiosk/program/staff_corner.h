#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/lan/pin_gate.h"
#include "kiosk/printing/print_loop.h"
#include "kiosk/settings/settings.h"
#include "kiosk/ui/outside.h"
#include "kiosk/voice/voice.h"

namespace menting::program {

/// What stands behind the kiosk's corner for staff. A PIN is checked on a thread of its own: it takes a while.
class StaffCorner {
 public:
  struct Parts {
    desk::Desk& desk;
    const desk::Health& health;
    printing::PrintLoop& printer;
    voice::Voice& voice;
    std::function<void()> restart;
  };

  StaffCorner(const settings::Settings& settings, std::string data_folder, Parts parts);
  ~StaffCorner();
  StaffCorner(const StaffCorner&) = delete;
  StaffCorner& operator=(const StaffCorner&) = delete;

  /// For the window, which must end before this does.
  ui::StaffPorts ports();

 private:
  void check_pin(ui::CheckPin check, const std::function<void(ui::PinVerdict)>& done);
  void run(const ui::StaffOrder& order, const std::function<void(std::string, bool)>& done);
  std::vector<ui::StaffFact> facts(const std::string& language) const;
  ui::StaffFact headquarters(const std::string& language) const;
  ui::StaffFact sound(const std::string& language) const;
  ui::StaffFact storage(const std::string& language) const;
  void work();

  const settings::Settings& settings_;
  std::string data_folder_;
  Parts parts_;
  lan::PinGate gate_;  ///< the worker's
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace menting::program
