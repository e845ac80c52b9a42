#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "kiosk/printing/fonts.h"
#include "kiosk/printing/printer.h"
#include "kiosk/printing/repair_layout.h"
#include "kiosk/printing/slip_paper.h"

namespace menting::printing {

struct PrintSettings {
  PaperSetting paper;
  std::string timezone = "Asia/Shanghai";
  domain::LocalName branch_name;
};

/// How the printer is. `code` is one of ready, paper_low, paper_out, cover_open, offline, no_reply, unknown (it never
/// tells), no_printer, not_drawn; words::printer() says it to people. `trouble` is for the log, in English, with the
/// transport's own details; empty when it is well.
struct Condition {
  std::string code = "unknown";
  std::string trouble;
  bool operator==(const Condition&) const = default;
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

  /// From any thread. How the printer was when it was last heard of.
  Condition condition() const;
  /// From any thread. Prints a test page in this language next, which is no ticket and leaves no event. `done` hears on
  /// the print thread what came of it, once and surely, also when the branch stops. False, and `done` is not used,
  /// while another test page is under way.
  bool print_test(const std::string& language, std::function<void(const Condition&)> done);
  /// From any thread. Prints the slip of a repair's order next, likewise; false while too many wait.
  bool print_repair(RepairSlip slip, std::function<void(const Condition&)> done);
  /// Likewise what goes with the device, in the staff's language, and the receipt of a device that was taken over.
  bool print_label(domain::RepairOrder order, const std::string& language, std::function<void(const Condition&)> done);
  bool print_receipt(domain::RepairOrder order, int fetch_days, std::function<void(const Condition&)> done);

 private:
  struct Reports;
  /// A page that is no ticket's slip: it is printed once, now or never.
  struct Page {
    bool test = false;
    std::function<void(SlipPaper&)> lay_out;
    std::function<void(const Condition&)> done;
  };
  void run();
  bool settle(const desk::Board& board, const domain::Ticket& ticket);
  std::string refusal_to_print(const desk::Board& board, const domain::Ticket& ticket) const;
  std::string draw(const desk::Board& board, const domain::Ticket& ticket);
  /// Of the page for phones; empty: there is none.
  std::string address_of(const std::string& code) const;
  std::optional<std::string> drawn(const std::function<std::string()>& draw);
  bool put(Page page);
  void run_pages();
  Condition print(const Page& page);
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
  /// Copies that were on the list when this run began: whoever asked for them may be long gone.
  std::set<std::pair<domain::TicketId, int>> copies_of_before_;
  mutable std::mutex mutex_;  ///< of the two below
  Condition condition_;
  std::deque<Page> pages_;  ///< the first one stays until it is done with
  std::chrono::steady_clock::time_point next_look_;
  /// What the desk's thread reaches too, and may still hold when this loop is gone.
  std::shared_ptr<Reports> reports_;
  std::thread thread_;
};

}  // namespace menting::printing
