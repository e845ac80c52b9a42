#include "kiosk/printing/print_loop.h"

#include <algorithm>
#include <utility>

#include "base/log/log.h"
#include "kiosk/printing/reports.h"
#include "kiosk/printing/status.h"
#include "kiosk/printing/ticket_layout.h"

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t pages_max = 8;  ///< that wait and are no ticket's
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
      return {};
    case Outcome::paper_out:
      return "paper_out";
    case Outcome::cover_open:
      return "cover_open";
    case Outcome::offline:
      return "offline";
    case Outcome::no_reply:
    case Outcome::unknown:
      // It may well be on paper, but nobody said so.
      return "no_reply";
  }
  return "offline";
}

std::string code_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "ready";
    case Outcome::paper_low:
      return "paper_low";
    case Outcome::unknown:
      return "unknown";
    case Outcome::paper_out:
    case Outcome::cover_open:
    case Outcome::offline:
    case Outcome::no_reply:
      return failure_of(outcome);
  }
  return "unknown";
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
    case Outcome::no_reply:
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
  if (!printer_) condition_ = {"no_printer", "no printer is set: write [printer] transport"};
  const desk::BoardPtr board = desk_.board();
  for (const domain::TicketId& id : board->unprinted)
    if (const domain::Ticket* ticket = board->ticket(id); ticket != nullptr && ticket->print_copies > 1)
      copies_of_before_.emplace(id, ticket->print_copies);
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
  run_pages();
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
  run_pages();
  reports_->send(desk_);
  reports_->forget(*board);
  return settled;
}

/// False when the program stops: then nothing is known of the slip, and it stays on the list.
bool PrintLoop::settle(const desk::Board& board, const domain::Ticket& ticket) {
  std::string failure = refusal_to_print(board, ticket);
  if (failure.empty()) {
    if (const auto escpos = drawn([&] { return draw(board, ticket); })) {
      const Outcome outcome = printer_->print(*escpos);
      failure = failure_of(outcome);
      if (!failure.empty() && reports_->stopping()) return false;
      show_state(outcome);
    } else {
      failure = "not_drawn";
    }
  }
  record(ticket, failure);
  return true;
}

std::optional<std::string> PrintLoop::drawn(const std::function<std::string()>& draw) {
  try {
    if (!fonts_) fonts_ = std::make_unique<Fonts>();
    std::string escpos = draw();
    health_.report("slip", {});
    return escpos;
  } catch (const std::exception& error) {
    log::error("printer", error.what());
    health_.report("slip", error.what());
    return std::nullopt;
  }
}

std::string PrintLoop::refusal_to_print(const desk::Board& board, const domain::Ticket& ticket) const {
  if (!printer_) return "no_printer";
  const bool first_slip = ticket.print_copies <= 1;
  const bool old = board.at_ms - ticket.taken_at_ms > stale_ms;
  const bool old_copy = copies_of_before_.contains({ticket.id, ticket.print_copies});
  if (!domain::is_active(ticket.state) || (first_slip && old) || old_copy) return "stale";
  return {};
}

std::string PrintLoop::draw(const desk::Board& board, const domain::Ticket& ticket) {
  const desk::ServiceView* service = board.service(ticket.service);
  const SlipSetting setting{settings_.branch_name, service == nullptr ? domain::LocalName{} : service->name, zone_,
                            base::wall_ms(), address_of(ticket.code)};
  const auto paper = open_paper(settings_.paper, *fonts_);
  // One slip for both: the order's, with the number in the queue on it.
  const auto repair = board.repair_slips.find(ticket.id);
  if (repair != board.repair_slips.end()) {
    lay_out_repair(*paper, {repair->second, ticket, address_of(repair->second.code)}, settings_.branch_name, zone_);
  } else {
    lay_out_slip(*paper, ticket, setting);
  }
  return paper->escpos(settings_.paper.cut);
}

std::string PrintLoop::address_of(const std::string& code) const {
  return desk_.slip_address().has_page() ? desk_.slip_address().of(code) : std::string();
}

Condition PrintLoop::condition() const {
  const std::lock_guard lock(mutex_);
  return condition_;
}

bool PrintLoop::print_test(const std::string& language, std::function<void(const Condition&)> done) {
  return put({.test = true,
              .lay_out =
                  [this, language](SlipPaper& paper) {
                    lay_out_test(paper, settings_.branch_name, language, local_minute(zone_, base::wall_ms()));
                  },
              .done = std::move(done)});
}

bool PrintLoop::print_repair(RepairSlip slip, std::function<void(const Condition&)> done) {
  slip.address = address_of(slip.order.code);
  return put({.lay_out = [this, slip = std::move(slip)](
                             SlipPaper& paper) { lay_out_repair(paper, slip, settings_.branch_name, zone_); },
              .done = std::move(done)});
}

bool PrintLoop::print_label(domain::RepairOrder order, const std::string& language,
                            std::function<void(const Condition&)> done) {
  return put({.lay_out = [this, order = std::move(order),
                          language](SlipPaper& paper) { lay_out_label(paper, order, language, zone_); },
              .done = std::move(done)});
}

bool PrintLoop::print_receipt(domain::RepairOrder order, int fetch_days, std::function<void(const Condition&)> done) {
  return put({.lay_out =
                  [this, order = std::move(order), fetch_days](SlipPaper& paper) {
                    lay_out_receipt(paper, order, fetch_days, settings_.branch_name, zone_, address_of(order.code));
                  },
              .done = std::move(done)});
}

bool PrintLoop::put(Page page) {
  {
    const std::lock_guard lock(mutex_);
    const bool tests = std::any_of(pages_.begin(), pages_.end(), [](const Page& one) { return one.test; });
    if (pages_.size() >= pages_max || (page.test && tests)) return false;
    pages_.push_back(std::move(page));
  }
  reports_->wake();
  return true;
}

/// Prints the pages that wait.
void PrintLoop::run_pages() {
  while (true) {
    const Page* first = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (pages_.empty()) return;
      first = &pages_.front();  // others are only added behind it
    }
    const Condition result = print(*first);
    Page finished;
    {
      const std::lock_guard lock(mutex_);
      finished = std::move(pages_.front());
      pages_.pop_front();
    }
    if (finished.done) finished.done(result);
  }
}

Condition PrintLoop::print(const Page& page) {
  if (!printer_) return condition();
  if (reports_->stopping()) return {"offline", "the branch stops"};
  const auto escpos = drawn([&] {
    const auto paper = open_paper(settings_.paper, *fonts_);
    page.lay_out(*paper);
    return paper->escpos(settings_.paper.cut);
  });
  if (!escpos) return {"not_drawn", "the page cannot be drawn; the log says why"};
  show_state(printer_->print(*escpos));
  return condition();
}

void PrintLoop::record(const domain::Ticket& ticket, const std::string& failure) {
  // A printer that never tells would fill the log.
  const bool told = !failure.empty() && printer_ && !(failure == "no_reply" && state_ == Outcome::unknown);
  if (told) log::warn("printer", "the slip of " + domain::ticket_name(ticket) + " was not confirmed: " + failure);
  domain::Command command = domain::RecordPrinted{ticket.id};
  if (!failure.empty()) command = domain::RecordPrintFailed{ticket.id, failure};
  reports_->add({ticket.id, ticket.print_copies}, std::move(command));
}

void PrintLoop::look() {
  show_state(printer_->look());
}

void PrintLoop::show_state(Outcome outcome) {
  const bool ill = !takes_jobs(outcome) || outcome == Outcome::no_reply;
  const bool was_ill = !takes_jobs(state_) || state_ == Outcome::no_reply;
  const std::string trouble = printer_->trouble();
  if (outcome != state_ && !trouble.empty()) log::warn("printer", trouble);
  if (!ill && was_ill) log::info("printer", "the printer works again");
  state_ = outcome;
  health_.set_printer(state_of(outcome));
  health_.report("printer", ill ? trouble : std::string());
  // Little paper, or a printer that never tells, is good to know and no fault.
  health_.remark("printer", ill ? std::string() : trouble);
  next_look_ = steady_clock::now() + (ill ? look_in_trouble : look_every);
  const std::lock_guard lock(mutex_);
  condition_ = {code_of(outcome), trouble};
}

milliseconds PrintLoop::until_next_look() const {
  if (!printer_) return look_every;
  const auto left = std::chrono::duration_cast<milliseconds>(next_look_ - steady_clock::now());
  return std::max(left, milliseconds(0)) + milliseconds(1);
}

}  // namespace menting::printing
