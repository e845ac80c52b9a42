#include "tests/simulation/day/ledger.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "tests/simulation/day/broken.h"

namespace menting::simulation {

using namespace domain;

bool Visit::here() const {
  return state != TicketState::no_show && state != TicketState::cancelled && state != TicketState::finished;
}

const Visit& Ledger::visit(const TicketId& id) const {
  const auto found = visits_.find(id);
  must(found != visits_.end(), "there is no ticket ", id);
  return found->second;
}

struct Ledger::Taker {
  Ledger& ledger;
  std::int64_t now_ms;

  void operator()(const TicketTaken& e) {
    const Service* service = ledger.plan_->service(e.service);
    must(service != nullptr, e.ticket_id, " was taken for a service that is not offered");
    must(!ledger.visits_.contains(e.ticket_id), e.ticket_id, " was given twice");
    must(ledger.codes_.insert(e.code).second, "the code of ", e.ticket_id, " is on another slip too");
    must(e.number >= service->first_number && e.number <= service->last_number, e.ticket_id, " is out of its range");
    must(e.lane != Lane::appointment, e.ticket_id, " was taken in a lane that is not offered");
    for (const auto& [id, other] : ledger.visits_) {
      const bool same_name = other.letter == e.service && other.number == e.number;
      must(!same_name || (other.day != e.day && !other.here()), e.ticket_id, ": ", id, " holds this number");
    }
    Visit visit;
    visit.id = e.ticket_id;
    visit.day = e.day;
    visit.letter = visit.service = e.service;
    visit.number = e.number;
    visit.lane = e.lane;
    visit.code = e.code;
    visit.taken_ms = visit.place_ms = visit.changed_ms = now_ms;
    visit.slip_due = true;
    ledger.here_.insert(e.ticket_id);
    ledger.changed_.insert(e.ticket_id);
    ledger.visits_.emplace(e.ticket_id, std::move(visit));
  }

  void operator()(const TicketCalled& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.state == TicketState::waiting, e.ticket_id, " was called though it did not wait");
    Place& at = place(e.counter);
    must(at.state == CounterState::open && at.staff == e.staff, e.ticket_id, " was called to a counter not open");
    must(at.visit.empty(), e.ticket_id, " was called to a counter that has ", at.visit);
    visit.waited_ms = now_ms - visit.place_ms;
    must(visit.waited_ms >= 0 && visit.waited_ms == e.waited_ms, e.ticket_id, " did not wait so long");
    visit.state = TicketState::called;
    visit.counter = e.counter;
    visit.called_ms = now_ms;
    visit.calls = 1;
    at.visit = e.ticket_id;
  }

  void operator()(const TicketRecalled& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::called);
    must(now_ms - visit.called_ms >= ledger.plan_->recall_gap_s * 1000, e.ticket_id, " was recalled too soon");
    visit.called_ms = now_ms;
    visit.calls += 1;
    must(visit.calls == e.call, e.ticket_id, ": its calls are counted wrongly");
  }

  void operator()(const ServingStarted& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::called);
    visit.state = TicketState::serving;
    visit.started_ms = now_ms;
  }

  void operator()(const VisitFinished& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::serving);
    must(e.served_ms == now_ms - visit.started_ms, e.ticket_id, " was not served so long");
    must(std::ranges::none_of(visit.added, [&](char next) { return ledger.plan_->service(next) != nullptr; }),
         e.ticket_id, " was finished with a service still to come");
    place(e.counter).last_visit = e.ticket_id;
    end(visit, TicketState::finished);
  }

  void operator()(const ServingFinished& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::serving);
    must(visit.added.find(e.next_service) != std::string::npos, e.ticket_id, " waits for what nobody asked for");
    visit.service = e.next_service;
    visit.added.erase(0, visit.added.find(e.next_service) + 1);
    wait_again(visit, visit.waited_ms, 0);
  }

  void operator()(const NoShowMarked& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::called);
    must(visit.calls >= ledger.plan_->no_show_after_calls, e.ticket_id, " was given up too early");
    end(visit, TicketState::no_show);
  }

  void operator()(const TicketCancelled& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.here(), e.ticket_id, " was cancelled though its visit is over");
    must(e.counter == 0 || (visit.at_counter() && visit.counter == e.counter), e.ticket_id, " was not there");
    end(visit, TicketState::cancelled);
  }

  void operator()(const TicketTransferred& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::called, TicketState::serving);
    visit.service = e.service;
    std::erase(visit.added, e.service);
    wait_again(visit, visit.waited_ms, e.to_counter);
  }

  void operator()(const TicketHeld& e) {
    Visit& visit = at(e.ticket_id, e.counter, TicketState::called, TicketState::serving);
    leave(visit);
    visit.state = TicketState::held;
    visit.for_counter = 0;
  }

  void operator()(const TicketResumed& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.here() && visit.state != TicketState::serving, e.ticket_id, " was resumed from nothing");
    if (visit.state == TicketState::held) return wait_again(visit, visit.waited_ms, 0);
    // Its counter is no more: it keeps its place.
    must(visit.state == TicketState::called || visit.for_counter != 0, e.ticket_id, " waits already");
    leave(visit);
    visit.state = TicketState::waiting;
    visit.for_counter = 0;
  }

  void operator()(const TicketReturned& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.state == TicketState::no_show, e.ticket_id, " came back though it was not missed");
    must(e.kept_ms >= 0 && e.kept_ms <= visit.waited_ms / 2, e.ticket_id, " came back to a better place");
    ledger.here_.insert(visit.id);
    wait_again(visit, e.kept_ms, 0);
  }

  void operator()(const TicketLetPass& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.state == TicketState::waiting, e.ticket_id, " let others go first though it does not wait");
    must(++visit.let_passes <= 3, e.ticket_id, " let others go first too often");
    const auto before = visit.order();
    const auto passed = [&](const auto& entry) {
      const Visit& other = entry.second;
      const bool same_line = other.for_counter == visit.for_counter && other.priority() == visit.priority() &&
                             (visit.for_counter != 0 || other.service == visit.service);
      return other.state == TicketState::waiting && same_line && before < other.order() &&
             other.order() < std::tie(visit.let_to_ms, visit.id);
    };
    visit.let_to_ms = visit.place_ms + e.later_ms;
    must(e.later_ms >= 0 && visit.let_to_ms <= now_ms, e.ticket_id, " was put behind who has not come yet");
    const auto count = std::count_if(ledger.visits_.begin(), ledger.visits_.end(), passed);
    // Who came in this very moment may stand behind all the same.
    must(count == e.passed || visit.let_to_ms == now_ms, e.ticket_id, " let ", count, " go first instead of ",
         e.passed);
    visit.place_ms = visit.let_to_ms;
  }

  void operator()(const ServiceAdded& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.here() && e.service != visit.service && visit.added.find(e.service) == std::string::npos, e.ticket_id,
         " was given a service that it has");
    visit.added += e.service;
  }

  void operator()(const LaneChanged& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.here() && visit.lane != e.lane, e.ticket_id, " changed to its own lane, or is over");
    visit.lane = e.lane;
  }

  void operator()(const CounterOpened& e) {
    Place& at = place(e.counter);
    must(at.state != CounterState::open && (at.state == CounterState::closed || at.staff == e.staff), "opened twice");
    for (const auto& [number, other] : ledger.places_) {
      must(number == e.counter || other.state == CounterState::closed || other.staff != e.staff, e.staff,
           " is at counter ", number, " already");
    }
    at.state = CounterState::open;
    at.staff = e.staff;
  }

  void operator()(const CounterPaused& e) {
    Place& at = place(e.counter);
    must(at.state != CounterState::closed && at.staff == e.staff && at.visit.empty(), "a pause of a counter in use");
    at.state = CounterState::paused;
  }

  void operator()(const CounterClosed& e) {
    Place& at = place(e.counter);
    must(at.state != CounterState::closed && at.visit.empty(), "a counter was closed that is closed or in use");
    for (const TicketId& id : ledger.here_) {
      const Visit& visit = ledger.visits_.at(id);
      must(visit.for_counter != e.counter, id, " waits for a counter that closed");
    }
    at.state = CounterState::closed;
    at.staff.clear();
  }

  void operator()(const VisitRated& e) {
    Visit& visit = change(e.ticket_id);
    must(visit.state == TicketState::finished && visit.score == 0, e.ticket_id, " was rated though it could not be");
    must(e.score >= 1 && e.score <= 5, e.ticket_id, " was rated beyond the scale");
    visit.score = e.score;
  }

  void operator()(const TicketReprintAsked& e) {
    Visit& visit = change(e.ticket_id);
    must(!visit.slip_due, e.ticket_id, " was to be printed twice at once");
    visit.slip_due = true;
  }
  void operator()(const TicketPrinted& e) { printed(e.ticket_id); }
  void operator()(const PrintFailed& e) { printed(e.ticket_id); }

  void operator()(const AssistanceCalled& e) {
    for (const auto& [number, place] : ledger.calls_for_help_) must(place != e.place, "a place calls for help twice");
    must(e.assistance == ++ledger.last_call_for_help_, "calls for help are numbered wrongly");
    ledger.calls_for_help_[e.assistance] = e.place;
  }
  void operator()(const AssistanceAnswered& e) {
    must(ledger.calls_for_help_.erase(e.assistance) == 1, "a call for help was answered twice");
  }

  /// Sign-ins, starts, and whatever else says nothing of tickets, counters and calls for help.
  template <class Other>
  void operator()(const Other&) {}

 private:
  Visit& change(const TicketId& id) {
    const auto found = ledger.visits_.find(id);
    must(found != ledger.visits_.end(), "an event of a ticket that nobody took: ", id);
    found->second.changed_ms = now_ms;
    ledger.changed_.insert(id);
    return found->second;
  }

  Place& place(int number) { return ledger.places_[number]; }

  Visit& at(const TicketId& id, int counter, TicketState state, TicketState or_state) {
    Visit& visit = change(id);
    must(visit.state == state || visit.state == or_state, id, " is in the wrong state for what happened to it");
    must(visit.counter == counter && place(counter).visit == id, id, " is not at counter ", counter);
    return visit;
  }
  Visit& at(const TicketId& id, int counter, TicketState state) { return at(id, counter, state, state); }

  void leave(Visit& visit) {
    if (visit.at_counter()) place(visit.counter).visit.clear();
  }

  void end(Visit& visit, TicketState state) {
    leave(visit);
    visit.state = state;
    ledger.here_.erase(visit.id);
  }

  void wait_again(Visit& visit, std::int64_t kept_ms, int for_counter) {
    leave(visit);
    visit.state = TicketState::waiting;
    visit.for_counter = for_counter;
    visit.place_ms = now_ms - kept_ms;
  }

  void printed(const TicketId& id) {
    Visit& visit = change(id);
    must(visit.slip_due, id, " was printed though no slip was due");
    visit.slip_due = false;
  }
};

void Ledger::take(const Event& event) {
  must(event.steady_ms >= steady_ms_, "the branch's timeline ran back");
  std::visit(Taker{*this, event.steady_ms}, event.fact);
  steady_ms_ = event.steady_ms;
  at_ms_ = event.at_ms;
  ++count_;
}

}  // namespace menting::simulation
