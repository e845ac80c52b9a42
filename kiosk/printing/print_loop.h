#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "kiosk/printing/fonts.h"
#include "kiosk/printing/printer.h"

namespace menting::printing {

struct PrintSettings {
  int width_dots = 576;
  std::string timezone = "Asia/Shanghai";
  domain::LocalName branch_name;
};

/// Prints what the Board says is unprinted, in its order, and records what came of it; keeps the printer's state in
/// Health. The Board is the work list: nothing is lost when the program ends, and a wake tells nothing but "look".
class PrintLoop {
 public:
  /// `printer` is null where none is configured. Throws std::runtime_error for an unknown time zone.
  PrintLoop(std::unique_ptr<Printer> printer, PrintSettings settings, desk::Desk& desk, desk::Health& health);
  ~PrintLoop();

  void start();
  /// Ends the thread within a second. A slip not fully sent stays unprinted and comes at the next start.
  void stop();

  /// One pass over the Board. Returns how many slips it settled. For the thread, and for tests without one.
  std::size_t run_once();
  /// Asks the printer how it is.
  void look();

 private:
  struct Reports;
  void run();
  bool settle(const desk::Board& board, const domain::Ticket& ticket);
  std::string refusal_to_print(const desk::Board& board, const domain::Ticket& ticket) const;
  std::string draw(const desk::Board& board, const domain::Ticket& ticket);
  void record(const domain::Ticket& ticket, const std::string& failure);
  void show_state(Outcome outcome);
  std::chrono::milliseconds until_next_look() const;

  std::unique_ptr<Printer> printer_;
  PrintSettings settings_;
  base::Zone zone_;
  desk::Desk& desk_;
  desk::Health& health_;
  std::unique_ptr<Fonts> fonts_;  ///< opened for the first slip
  Outcome state_ = Outcome::unknown;
  std::chrono::steady_clock::time_point next_look_;
  /// What the desk's thread reaches too, and may still hold when this loop is gone.
  std::shared_ptr<Reports> reports_;
  std::thread thread_;
};

}  // namespace menting::printing
