#include <algorithm>

#include "kiosk/domain/branch.h"
#include "kiosk/domain/dispatch.h"
#include "kiosk/domain/repair_apply.h"

// What each event does to the state. Facts are taken as they are: whether they may happen was decided before.

namespace menting::domain {
namespace {

class Applier {
 public:
  Applier(BranchState& state, Index& index, RepairIndex& repairs, const Event& event)
      : state_(state), index_(index), repairs_(repairs), event_(event) {}

  Touched touched;

  void operator()(const TicketTaken& e) {
    Ticket t;
    t.id = e.ticket_id;
    t.day = e.day;
    t.letter = e.service;
    t.service = e.service;
    t.number = e.number;
    t.lane = e.lane;
    t.code = e.code;
    t.language = e.language;
    t.ahead_when_taken = e.ahead;
    t.estimate_when_taken = e.estimate;
    t.taken_at_ms = event_.at_ms;
    t.taken_steady_ms = event_.steady_ms;
    t.since_at_ms = event_.at_ms;
    t.since_steady_ms = event_.steady_ms;
    t.print = PrintState::pending;
    t.print_copies = 1;
    ticket(e.ticket_id) = std::move(t);
    const auto key = std::pair{e.day, e.service};
    state_.last_numbers[key] = std::max(state_.last_numbers[key], e.number);
    touched.number = key;
  }

  void operator()(const TicketCalled& e) {
    Ticket& t = ticket(e.ticket_id);
    count_run(t);
    Counter& at = counter(e.counter);
    at.priority_run = dispatch::run_after(has_priority(t, event_.steady_ms), e.passed_over, at.priority_run);
    t.state = TicketState::called;
    t.counter = e.counter;
    t.staff = e.staff;
    t.calls = 1;
    t.why = e.why;
    t.waited_ms = e.waited_ms;
    if (t.first_counter == 0) {
      t.first_counter = e.counter;
      t.first_staff = e.staff;
      t.first_called_at_ms = event_.at_ms;
      t.first_wait_ms = e.waited_ms;
    }
    t.called_at_ms = event_.at_ms;
    t.called_steady_ms = event_.steady_ms;
    at.ticket = e.ticket_id;
  }

  void operator()(const TicketRecalled& e) {
    Ticket& t = ticket(e.ticket_id);
    t.calls = e.call;
    t.staff = e.staff;
    t.called_at_ms = event_.at_ms;
    t.called_steady_ms = event_.steady_ms;
  }

  void operator()(const ServingStarted& e) {
    Ticket& t = ticket(e.ticket_id);
    t.state = TicketState::serving;
    t.staff = e.staff;
    t.started_at_ms = event_.at_ms;
    t.started_steady_ms = event_.steady_ms;
  }

  void operator()(const VisitFinished& e) {
    end_serving(ticket(e.ticket_id), e.served_ms, e.outcome);
    end(e.ticket_id, TicketState::finished, e.counter).outcome = e.outcome;
    if (e.counter != 0) counter(e.counter).last_ticket = e.ticket_id;
  }

  void operator()(const NoShowMarked& e) { end(e.ticket_id, TicketState::no_show, e.counter); }

  void operator()(const TicketCancelled& e) { end(e.ticket_id, TicketState::cancelled, e.counter).outcome = e.reason; }

  void operator()(const TicketResumed& e) {
    Ticket& t = ticket(e.ticket_id);
    const bool was_held = t.state == TicketState::held;
    t.state = TicketState::waiting;
    t.for_counter = 0;
    if (was_held) wait_again(t, t.waited_ms);
    // Who was called to a counter that is no more has gone on waiting since: the place stays.
    if (!was_held && t.calls > 0) t.kept_ms = std::max(t.kept_ms, t.waited_ms);
    leave(e.ticket_id, e.counter);
  }

  void operator()(const TicketTransferred& e) {
    Ticket& t = ticket(e.ticket_id);
    end_serving(t, e.served_ms, "transferred");
    t.state = TicketState::waiting;
    t.service = e.service;
    std::erase(t.added, e.service);
    t.for_counter = e.to_counter;
    wait_again(t, t.waited_ms);
    leave(e.ticket_id, e.counter);
  }

  void operator()(const TicketHeld& e) {
    Ticket& t = ticket(e.ticket_id);
    end_serving(t, e.served_ms, "held");
    t.state = TicketState::held;
    t.for_counter = 0;
    t.hold_reason = e.reason;
    t.held_at_ms = event_.at_ms;
    t.holds += 1;
    leave(e.ticket_id, e.counter);
  }

  void operator()(const ServiceAdded& e) { ticket(e.ticket_id).added += e.service; }

  void operator()(const ServingFinished& e) {
    Ticket& t = ticket(e.ticket_id);
    end_serving(t, e.served_ms, e.outcome);
    t.state = TicketState::waiting;
    t.service = e.next_service;
    // What stood before it is no longer offered.
    t.added.erase(0, t.added.find(e.next_service) + 1);
    t.for_counter = 0;
    wait_again(t, t.waited_ms);
    leave(e.ticket_id, e.counter);
  }

  void operator()(const LaneChanged& e) {
    Ticket& t = ticket(e.ticket_id);
    t.lane = e.lane;
    t.lane_reason = e.reason;
    t.lane_changes += 1;
  }

  void operator()(const TicketReturned& e) {
    Ticket& t = ticket(e.ticket_id);
    t.state = TicketState::waiting;
    t.for_counter = 0;
    t.ended_at_ms = 0;
    t.ended_steady_ms = 0;
    t.returns += 1;
    wait_again(t, e.kept_ms);
  }

  void operator()(const TicketLetPass& e) {
    Ticket& t = ticket(e.ticket_id);
    t.since_at_ms += e.later_ms;
    t.since_steady_ms += e.later_ms;
    // What lies behind the new place was not waited for it.
    t.kept_ms = std::max<std::int64_t>(0, std::min(t.kept_ms, event_.steady_ms - t.since_steady_ms));
    t.let_passes += 1;
  }

  void operator()(const CounterOpened& e) { set_counter(e.counter, CounterState::open, e.staff, {}); }
  void operator()(const CounterPaused& e) { set_counter(e.counter, CounterState::paused, e.staff, e.reason); }
  void operator()(const CounterClosed& e) { set_counter(e.counter, CounterState::closed, {}, {}); }

  void operator()(const VisitRated& e) {
    Ticket& t = ticket(e.ticket_id);
    t.score = e.score;
    t.aspects = e.aspects;
    t.rated_at_ms = event_.at_ms;
  }

  void operator()(const RatingAnswered& e) {
    Ticket& t = ticket(e.ticket_id);
    t.rating_answer = e.action;
    t.answer_staff = e.staff;
    t.answered_at_ms = event_.at_ms;
  }

  void operator()(const ServiceClosed& e) {
    state_.closed_services[e.service] = {e.service, e.staff, e.reason, event_.at_ms};
    touched.closed_service = e.service;
  }

  void operator()(const ServiceReopened& e) {
    state_.closed_services.erase(e.service);
    touched.closed_service = e.service;
  }

  void operator()(const CounterReassigned& e) { counter(e.counter).services = e.services; }

  void operator()(const TicketReprintAsked& e) {
    Ticket& t = ticket(e.ticket_id);
    t.print = PrintState::pending;
    t.print_copies += 1;
  }

  void operator()(const TicketPrinted& e) { ticket(e.ticket_id).print = PrintState::printed; }
  void operator()(const PrintFailed& e) {
    ticket(e.ticket_id).print = e.reason == "no_reply" ? PrintState::unconfirmed : PrintState::failed;
  }
  void operator()(const StaffSignedIn&) {}
  void operator()(const StaffSignedOut&) {}
  void operator()(const BranchStarted&) {}

  void operator()(const ConfigApplied& e) {
    state_.config_digest = e.digest;
    touched.config = true;
  }

  void operator()(const ConfigRefused&) {}

  void operator()(const AssistanceCalled& e) {
    state_.assistance[e.assistance] = {e.assistance, e.day, e.place, e.language, event_.at_ms, event_.steady_ms};
    state_.last_assistance = std::max(state_.last_assistance, e.assistance);
    touched.assistance = e.assistance;
  }

  void operator()(const AssistanceAnswered& e) {
    state_.assistance.erase(e.assistance);
    touched.assistance = e.assistance;
  }

  void operator()(const RepairOpened& e) {
    domain::apply(e, event_, order(e.repair_id));
    const auto key = std::pair{e.day, repair_letter};
    state_.last_numbers[key] = std::max(state_.last_numbers[key], e.sequence);
    touched.number = key;
  }
  void operator()(const RepairAdvanced& e) { domain::apply(e, event_, order(e.repair_id)); }
  void operator()(const RepairCorrected& e) { domain::apply(e, order(e.repair_id)); }
  void operator()(const RepairPromised& e) { domain::apply(e, order(e.repair_id)); }
  void operator()(const RepairFetched& e) { order(e.repair_id).pickup_ticket = e.ticket_id; }
  void operator()(const RepairErased& e) {
    RepairOrder& erased = order(e.repair_id);
    erased.erased = true;
    erased.code.clear();
    erased.pickup_code.clear();
  }
  void operator()(const LoanerAdded& e) { domain::apply(e, event_, loaner(e.loaner)); }
  void operator()(const LoanerLent& e) {
    domain::apply(e, event_, loaner(e.loaner));
    order(e.repair_id).loaner = e.loaner;
  }
  void operator()(const LoanerReturned& e) {
    domain::apply(e, event_, loaner(e.loaner));
    order(e.repair_id).loaner = 0;
  }
  void operator()(const NotesRead&) {}
  void operator()(const LoanerRetired& e) {
    loaner(e.loaner).state = LoanerState::retired;
    loaner(e.loaner).since_ms = event_.at_ms;
  }

  void operator()(const AppointmentNoted& e) {
    appointment(e.appointment) = {
        e.appointment, e.number, e.day, e.from_minute, e.to_minute, e.service, AppointmentState::booked, {}};
  }
  void operator()(const AppointmentCancelled& e) { appointment(e.appointment).state = AppointmentState::cancelled; }
  void operator()(const AppointmentSettled& e) { appointment(e.appointment).state = e.state; }
  void operator()(const AppointmentMissed& e) { appointment(e.appointment).state = AppointmentState::no_show; }
  void operator()(const AppointmentCheckedIn& e) {
    Appointment& one = appointment(e.appointment);
    one.state = AppointmentState::checked_in;
    one.ticket = e.ticket_id;
    Ticket& t = ticket(e.ticket_id);
    t.appointment = e.appointment;
    t.slot_from_minute = e.from_minute;
    t.slot_to_minute = e.to_minute;
    t.due_steady_ms = e.due_steady_ms;
  }

 private:
  Appointment& appointment(const AppointmentId& id) {
    touched.appointment = id;
    return state_.appointments[id];
  }

  RepairOrder& order(const RepairNumber& number) {
    const auto [at, is_new] = state_.repairs.orders.try_emplace(number);
    if (!is_new && !touched.repair) repairs_.remove(at->second);
    touched.repair = number;
    return at->second;
  }

  Loaner& loaner(LoanerNumber number) {
    touched.loaner = number;
    return state_.repairs.loaners[number];
  }

  // About to change: out of the index until it has.
  Ticket& ticket(const TicketId& id) {
    const auto [at, is_new] = state_.tickets.try_emplace(id);
    if (!is_new && !touched.ticket) index_.remove(at->second);
    touched.ticket = id;
    return at->second;
  }

  Counter& counter(CounterNumber number) {
    touched.counter = number;
    Counter& c = state_.counters[number];
    c.number = number;
    return c;
  }

  Ticket& end(const TicketId& id, TicketState state, CounterNumber at) {
    Ticket& t = ticket(id);
    t.state = state;
    t.ended_at_ms = event_.at_ms;
    t.ended_steady_ms = event_.steady_ms;
    leave(id, at);
    return t;
  }

  void leave(const TicketId& id, CounterNumber at) {
    if (at != 0 && counter(at).ticket == id) counter(at).ticket.clear();
  }

  static void end_serving(Ticket& t, std::int64_t served_ms, const std::string& outcome) {
    if (t.state != TicketState::serving) return;
    t.servings.push_back({t.service, t.counter, t.staff, t.started_at_ms, served_ms, outcome});
    t.served_ms += served_ms;
  }

  /// From now on, as if it had waited `kept_ms` already.
  void wait_again(Ticket& t, std::int64_t kept_ms) const {
    t.kept_ms = kept_ms;
    t.since_at_ms = event_.at_ms - kept_ms;
    t.since_steady_ms = event_.steady_ms - kept_ms;
  }

  void set_counter(CounterNumber number, CounterState state, const StaffId& staff, const std::string& reason) {
    Counter& c = counter(number);
    c.state = state;
    c.staff = staff;
    c.reason = reason;
    c.since_ms = event_.at_ms;
  }

  // A run counts only while somebody of the standard lane is passed over.
  void count_run(const Ticket& called) {
    int& run = state_.priority_runs[called.service];
    run = dispatch::run_after(has_priority(called, event_.steady_ms),
                              index_.waiting(called.service).standard_waits(event_.steady_ms), run);
    touched.priority_run = called.service;
  }

  BranchState& state_;
  Index& index_;
  RepairIndex& repairs_;
  const Event& event_;
};

}  // namespace

Touched Branch::apply(const Event& event) {
  Applier applier(state_, index_, repair_index_, event);
  std::visit(applier, event.fact);
  if (applier.touched.ticket) index_.add(state_.tickets.at(*applier.touched.ticket));
  if (applier.touched.repair) repair_index_.add(state_.repairs.orders.at(*applier.touched.repair));
  state_.at_ms = event.at_ms;
  state_.steady_ms = event.steady_ms;
  return applier.touched;
}

}  // namespace menting::domain
