#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/text/catalog.h"
#include "kiosk/printing/print_loop.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/memory_journal.h"

namespace menting::tests {

/// What a scripted printer shares with its test.
struct Tray {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> jobs;
  std::deque<printing::Outcome> outcomes;  ///< of the next calls; done when empty
  bool blocks = false;                     ///< until interrupted
  bool interrupted = false;
  bool started = false;

  std::size_t count() {
    const std::lock_guard lock(mutex);
    return jobs.size();
  }
};

class ScriptedPrinter : public printing::Printer {
 public:
  explicit ScriptedPrinter(std::shared_ptr<Tray> tray) : tray_(std::move(tray)) {}
  printing::Outcome print(std::string_view escpos) override {
    std::unique_lock lock(tray_->mutex);
    tray_->started = true;
    tray_->changed.notify_all();
    if (tray_->blocks) {
      tray_->changed.wait(lock, [this] { return tray_->interrupted; });
      return printing::Outcome::offline;
    }
    tray_->jobs.emplace_back(escpos);
    return next();
  }
  printing::Outcome look() override {
    const std::lock_guard lock(tray_->mutex);
    return next();
  }
  std::string trouble() const override {
    return last_ == printing::Outcome::done ? "" : "the scripted printer is not well: see to it";
  }
  void interrupt() override {
    const std::lock_guard lock(tray_->mutex);
    tray_->interrupted = true;
    tray_->changed.notify_all();
  }

 private:
  printing::Outcome next() {
    last_ = tray_->outcomes.empty() ? printing::Outcome::done : tray_->outcomes.front();
    if (!tray_->outcomes.empty()) tray_->outcomes.pop_front();
    return last_;
  }
  printing::Outcome last_ = printing::Outcome::done;
  std::shared_ptr<Tray> tray_;
};

/// A branch without threads: the test says whose turn it is.
struct Hall {
  Hall() { text::load(std::string(MENTING_BUILD_DIR) + "/assets/text"); }

  std::string take(const std::string& code = "7K3P9XQ2MD", domain::ServiceLetter service = 'A') {
    return std::get<desk::Answer>(desk.ask(domain::TakeTicket{service, domain::Lane::standard, code, "zh-CN"}))
        .ticket->id;
  }
  domain::PrintState print_state(const std::string& id) { return desk.board()->ticket(id)->print; }
  std::vector<std::string> failures() const {
    std::vector<std::string> reasons;
    for (const auto& event : journal.durable.events)
      if (const auto* failed = std::get_if<domain::PrintFailed>(&event.fact)) reasons.push_back(failed->reason);
    return reasons;
  }
  std::vector<int> copies() const {
    std::vector<int> found;
    for (const auto& event : journal.durable.events)
      if (const auto* printed = std::get_if<domain::TicketPrinted>(&event.fact)) found.push_back(printed->copy);
    return found;
  }
  void desk_turn() {
    while (desk.run_once(std::chrono::milliseconds(0)) > 0) {
    }
  }
  std::unique_ptr<printing::PrintLoop> loop() {
    return std::make_unique<printing::PrintLoop>(std::make_unique<ScriptedPrinter>(tray),
                                                 printing::PrintSettings{{}, "Asia/Shanghai", plan.name}, desk, health);
  }

  domain::Plan plan = demo_plan();
  MemoryJournal journal;
  TestClock clock;
  desk::Health health;
  desk::Desk desk{plan, "test", "digest", journal, clock, health};
  std::shared_ptr<Tray> tray = std::make_shared<Tray>();
};

}  // namespace menting::tests
