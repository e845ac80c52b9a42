#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "kiosk/domain/decide.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"
#include "tests/support/branch_fixture.h"

namespace menting::tests {

/// A branch that tests talk to as the desk does: decide, then apply what was decided.
class Hall {
 public:
  explicit Hall(domain::Plan plan = demo_plan()) : branch(std::move(plan)) {}

  domain::Branch branch;
  TestClock clock;
  std::vector<domain::Event> events;

  domain::Result<domain::Decision> run(domain::Command command) {
    const auto moment = clock.now();
    auto decision = domain::decide(branch, command, moment);
    if (decision) {
      for (const auto& fact : decision.value().facts) {
        events.push_back({fact, moment.at_ms, moment.steady_ms});
        branch.apply(events.back());
      }
      for (const auto& secrets : decision.value().appointment_secrets) branch.hold_secrets(secrets);
      if (decision.value().repair_codes) branch.hold_codes(*decision.value().repair_codes);
      if (decision.value().session_opened) branch.open_session(*decision.value().session_opened);
      for (const auto& hash : decision.value().sessions_closed) branch.close_session(hash);
    }
    return decision;
  }

  /// The ticket that a command that must work speaks of.
  const domain::Ticket& done(domain::Command command) {
    auto decision = run(std::move(command));
    if (!decision) throw std::runtime_error("refused: " + std::string(to_string(decision.refusal().code)));
    return *branch.ticket(decision.value().ticket);
  }

  domain::RefusalCode refused(domain::Command command) {
    const auto decision = run(std::move(command));
    if (decision) throw std::runtime_error("was done");
    return decision.refusal().code;
  }

  std::string take(char service, domain::Lane lane = domain::Lane::standard) {
    return ticket_name(done(domain::TakeTicket{service, lane, "CODE" + std::to_string(++codes_), "zh-CN"}));
  }

  void open(int counter, const std::string& staff) {
    if (!run(domain::OpenCounter{counter, staff})) throw std::runtime_error("counter stays closed");
  }

  std::string call_next(int counter, const std::string& staff) {
    return ticket_name(done(domain::CallNext{counter, staff}));
  }

  /// Called, served for `minutes`, finished.
  std::string serve(int counter, const std::string& staff, int minutes = 5) {
    const std::string name = call_next(counter, staff);
    done(domain::StartServing{counter, staff});
    clock.advance_ms(minutes * 60'000);
    done(domain::FinishServing{counter, staff, ""});
    return name;
  }

 private:
  int codes_ = 0;
};

}  // namespace menting::tests
