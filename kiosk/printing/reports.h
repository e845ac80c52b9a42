#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "kiosk/desk/desk.h"
#include "kiosk/printing/print_loop.h"

namespace menting::printing {

/// What was done in this run and how far the desk has taken it down. A slip that is in here is not printed again, so a
/// busy or failing desk costs no paper.
struct PrintLoop::Reports : std::enable_shared_from_this<Reports> {
  /// A ticket and its copy.
  using Slip = std::pair<domain::TicketId, int>;
  enum class Progress { unsent, sent, taken };
  struct Report {
    domain::Command command;
    Progress progress = Progress::unsent;
  };

  /// Whether this slip was settled already.
  bool has(const Slip& slip);
  void add(const Slip& slip, domain::Command command);
  /// Posts what the desk has not taken yet.
  void send(desk::Desk& desk);
  /// Forgets what the Board shows as done.
  void forget(const desk::Board& board);
  /// Something could not be posted or written and must be sent again.
  bool unsent();

  void wake();
  void stop();
  bool stopping();
  /// Returns on wake(), stop() or after `time`.
  void wait(std::chrono::milliseconds time);

 private:
  void answered(const Slip& slip, const desk::Receipt& receipt);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::map<Slip, Report> reports_;
};

}  // namespace menting::printing
