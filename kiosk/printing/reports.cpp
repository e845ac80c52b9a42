#include "kiosk/printing/reports.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace menting::printing {

bool PrintLoop::Reports::has(const Slip& slip) {
  const std::lock_guard lock(mutex_);
  return reports_.contains(slip);
}

void PrintLoop::Reports::add(const Slip& slip, domain::Command command) {
  const std::lock_guard lock(mutex_);
  reports_.insert_or_assign(slip, Report{std::move(command)});
}

void PrintLoop::Reports::send(desk::Desk& desk) {
  std::vector<std::pair<Slip, domain::Command>> waiting;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [slip, report] : reports_)
      if (report.progress == Progress::unsent) {
        report.progress = Progress::sent;
        waiting.emplace_back(slip, report.command);
      }
  }
  for (auto& [slip, command] : waiting) {
    desk::Request request{std::move(command)};
    // The same slip has the same id: sent twice, it is written once.
    request.request_id = "print-" + slip.first + "-" + std::to_string(slip.second);
    request.fingerprint = "print";
    request.done = [self = shared_from_this(), posted = slip](const desk::Receipt& receipt) {
      self->answered(posted, receipt);
    };
    if (desk.post(std::move(request))) continue;
    const std::lock_guard lock(mutex_);
    reports_.at(slip).progress = Progress::unsent;
  }
}

void PrintLoop::Reports::answered(const Slip& slip, const desk::Receipt& receipt) {
  const auto* refusal = std::get_if<domain::Refusal>(&receipt);
  const bool not_written = refusal != nullptr && refusal->code == domain::RefusalCode::branch_unable;
  const std::lock_guard lock(mutex_);
  const auto found = reports_.find(slip);
  if (found != reports_.end()) found->second.progress = not_written ? Progress::unsent : Progress::taken;
}

void PrintLoop::Reports::forget(const desk::Board& board) {
  const std::lock_guard lock(mutex_);
  std::erase_if(reports_, [&board](const auto& entry) {
    const auto& [slip, report] = entry;
    if (report.progress != Progress::taken) return false;
    const domain::Ticket* ticket = board.ticket(slip.first);
    return ticket == nullptr || ticket->print != domain::PrintState::pending || ticket->print_copies != slip.second;
  });
}

bool PrintLoop::Reports::unsent() {
  const std::lock_guard lock(mutex_);
  return std::any_of(reports_.begin(), reports_.end(),
                     [](const auto& entry) { return entry.second.progress == Progress::unsent; });
}

void PrintLoop::Reports::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

void PrintLoop::Reports::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

bool PrintLoop::Reports::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void PrintLoop::Reports::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [this] { return woken_ || stopping_; });
  woken_ = false;
}

}  // namespace menting::printing
