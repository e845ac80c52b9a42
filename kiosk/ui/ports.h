#pragma once

#include <functional>
#include <string>

#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"
#include "kiosk/ui/outside.h"
#include "kiosk/ui/pictures.h"

namespace menting::ui {

/// What the interface needs of the branch.
struct Ports {
  std::function<desk::BoardPtr()> board;
  std::function<desk::PrinterState()> printer;
  /// Hands a command to the desk; false when it takes none now. The answer may come on any thread.
  std::function<bool(domain::Command, std::function<void(const desk::Receipt&)>)> post;
  /// Hands a question about a repair to the desk, likewise.
  std::function<bool(AskRepair, std::function<void(RepairAnswer)>)> ask_repair;
  /// A slip's code as phones read it: its page's address, or the code itself. None: the latter.
  std::function<std::string(const std::string& code)> slip_text;
  /// Prints the slip of a new order; without it, there is no printer. What became of it may be said on any thread.
  std::function<void(PrintRepair, std::function<void(domain::PrintState)>)> print_repair;
  /// Whether the branch can write at the moment; without it, it can.
  std::function<bool()> able;
  std::function<const Picture*(const std::string& file, int width_max, int height_max)> picture;
  StaffPorts staff;
  ReadingPorts reading;
  std::function<std::vector<NearbyOffer>(domain::ServiceLetter)> nearby{};
};

}  // namespace menting::ui
