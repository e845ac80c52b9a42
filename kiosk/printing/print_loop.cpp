#include "kiosk/printing/print_loop.h"

#include <algorithm>
#include <utility>

#include "base/log/log.h"
#include "kiosk/printing/escpos.h"
#include "kiosk/printing/reports.h"
#include "kiosk/printing/ticket_layout.h"

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds first_look{15'000};
constexpr milliseconds look_every{30'000};
constexpr milliseconds look_in_trouble{5'000};
constexpr milliseconds send_again{2'000};
/// Nobody waits at the kiosk for a first slip any longer; one that came out now would be taken by a stranger.
constexpr std::int64_t stale_ms = 600'000;  // ten minutes

/// The failure's code in the event; empty where the slip is on paper.
std::string failure_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
    case Outcome::paper_low:
    case Outcome::unknown:
      return {};
    case Outcome::paper_out:
      return "paper_out";
    case Outcome::cover_open:
      return "cover_open";
    case Outcome::offline:
      return "offline";
  }
  return "offline";
}

desk::PrinterState state_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return desk::PrinterState::ready;
    case Outcome::paper_low:
      return desk::PrinterState::paper_low;
    case Outcome::paper_out:
      return desk::PrinterState::paper_out;
    case Outcome::cover_open:
    case Outcome::offline:
      return desk::PrinterState::offline;
    case Outcome::unknown:
      return desk::PrinterState::unknown;
  }
  return desk::PrinterState::unknown;
}

}  // namespace

PrintLoop::PrintLoop(std::unique_ptr<Printer> printer, PrintSettings settings, desk::Desk& desk, desk::Health& health)
    : printer_(std::move(printer)),
      settings_(std::move(settings)),
      zone_(settings_.timezone),
      desk_(desk),
      health_(health),
      next_look_(steady_clock::now() + (printer_ && printer_->looks_freely() ? milliseconds(0) : first_look)),
      reports_(std::make_shared<Reports>()) {
  health_.set_printer(desk::PrinterState::unknown);
}

PrintLoop::~PrintLoop() {
  stop();
}

void PrintLoop::start() {
  desk_.boards().subscribe([reports = reports_] { reports->wake(); });
  thread_ = std::thread([this] { run(); });
}

void PrintLoop::stop() {
  reports_->stop();
  if (printer_) printer_->interrupt();
  if (thread_.joinable()) thread_.join();
}

void PrintLoop::run() {
  while (!reports_->stopping()) {
    try {
      run_once();
      if (printer_ && steady_clock::now() >= next_look_ && !reports_->stopping()) look();
    } catch (const std::exception& error) {
      log::error("printer", error.what());
      health_.report("printer", error.what());
      next_look_ = steady_clock::now() + look_in_trouble;
    }
    reports_->wait(reports_->unsent() ? send_again : until_next_look());
  }
}

std::size_t PrintLoop::run_once() {
  const desk::BoardPtr board = desk_.board();
  std::size_t settled = 0;
  for (const domain::TicketId& id : board->unprinted) {
    if (reports_->stopping()) return settled;
    const domain::Ticket* ticket = board->ticket(id);
    if (ticket == nullptr || reports_->has({id, ticket->print_copies})) continue;
    if (!settle(*board, *ticket)) return settled;
    ++settled;
    reports_->send(desk_);
  }
  reports_->send(desk_);
  reports_->forget(*board);
  return settled;
}

/// False when the program stops: then nothing is known of the slip, and it stays on the list.
bool PrintLoop::settle(const desk::Board& board, const domain::Ticket& ticket) {
  std::string failure = refusal_to_print(board, ticket);
  if (failure.empty()) {
    std::string escpos;
    try {
      escpos = draw(board, ticket);
      health_.report("slip", {});
    } catch (const std::exception& error) {
      log::error("printer", error.what());
      health_.report("slip", error.what());
      failure = "not_drawn";
    }
    if (failure.empty()) {
      const Outcome outcome = printer_->print(escpos);
      failure = failure_of(outcome);
      if (!failure.empty() && reports_->stopping()) return false;
      show_state(outcome);
    }
  }
  record(ticket, failure);
  return true;
}

std::string PrintLoop::refusal_to_print(const desk::Board& board, const domain::Ticket& ticket) const {
  if (!printer_) return "no_printer";
  const bool first_slip = ticket.print_copies <= 1;
  const bool old = board.at_ms - ticket.taken_at_ms > stale_ms;
  if (!domain::is_active(ticket.state) || (first_slip && old)) return "stale";
  return {};
}

std::string PrintLoop::draw(const desk::Board& board, const domain::Ticket& ticket) {
  if (!fonts_) fonts_ = std::make_unique<Fonts>();
  const desk::ServiceView* service = board.service(ticket.service);
  const SlipSetting setting{settings_.branch_name, service == nullptr ? domain::LocalName{} : service->name, zone_,
                            settings_.width_dots, base::wall_ms()};
  return escpos::slip(draw_slip(ticket, setting, *fonts_));
}

void PrintLoop::record(const domain::Ticket& ticket, const std::string& failure) {
  if (!failure.empty() && printer_)
    log::warn("printer", "the slip of " + domain::ticket_name(ticket) + " was not printed: " + failure);
  domain::Command command = domain::RecordPrinted{ticket.id};
  if (!failure.empty()) command = domain::RecordPrintFailed{ticket.id, failure};
  reports_->add({ticket.id, ticket.print_copies}, std::move(command));
}

void PrintLoop::look() {
  show_state(printer_->look());
}

void PrintLoop::show_state(Outcome outcome) {
  const bool fine = failure_of(outcome).empty();
  if (outcome != state_ && !printer_->trouble().empty()) log::warn("printer", printer_->trouble());
  if (fine && !failure_of(state_).empty()) log::info("printer", "the printer works again");
  state_ = outcome;
  health_.set_printer(state_of(outcome));
  health_.report("printer", fine ? std::string() : printer_->trouble());
  next_look_ = steady_clock::now() + (fine ? look_every : look_in_trouble);
}

milliseconds PrintLoop::until_next_look() const {
  if (!printer_) return look_every;
  const auto left = std::chrono::duration_cast<milliseconds>(next_look_ - steady_clock::now());
  return std::max(left, milliseconds(0)) + milliseconds(1);
}

}  // namespace menting::printing
