#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "kiosk/domain/counter.h"
#include "kiosk/domain/event.h"
#include "kiosk/domain/plan.h"

// What the events say, read by somebody who does not know the branch's own rules: written simply, to be compared.

namespace menting::simulation {

/// One visit as the ledger has it.
struct Visit {
  domain::TicketId id;
  domain::BusinessDay day;
  char letter = 'A';
  char service = 'A';
  int number = 0;
  domain::Lane lane = domain::Lane::standard;
  std::string code;
  domain::TicketState state = domain::TicketState::waiting;
  int counter = 0;             ///< where it is called or served
  int for_counter = 0;         ///< waits for this one alone
  std::int64_t taken_ms = 0;   ///< this and what follows: on the branch's timeline
  std::int64_t place_ms = 0;   ///< when it would have come if it had done nothing but wait
  std::int64_t waited_ms = 0;  ///< until its newest call
  std::int64_t called_ms = 0;
  std::int64_t started_ms = 0;
  std::int64_t changed_ms = 0;
  int calls = 0;
  int let_passes = 0;
  std::int64_t let_to_ms = 0;  ///< its place after it let others go first
  int score = 0;
  bool slip_due = false;
  std::string added;

  bool here() const;  ///< the visit is not over
  bool priority() const { return lane != domain::Lane::standard; }
  bool at_counter() const { return state == domain::TicketState::called || state == domain::TicketState::serving; }
  auto order() const { return std::tie(place_ms, id); }  ///< first come, first served
};

struct Place {
  domain::CounterState state = domain::CounterState::closed;
  std::string staff;
  domain::TicketId visit;
  domain::TicketId last_visit;  ///< finished there
};

/// Takes events one by one and throws Broken at the first that cannot have happened.
class Ledger {
 public:
  explicit Ledger(const domain::Plan& plan) : plan_(&plan) {}

  void take(const domain::Event& event);

  const domain::Plan& plan() const { return *plan_; }
  const std::map<domain::TicketId, Visit>& visits() const { return visits_; }
  const Visit& visit(const domain::TicketId& id) const;
  const std::map<int, Place>& places() const { return places_; }
  const std::set<domain::TicketId>& here() const { return here_; }
  const std::map<int, std::string>& calls_for_help() const { return calls_for_help_; }
  std::int64_t count() const { return count_; }
  std::int64_t steady_ms() const { return steady_ms_; }
  std::int64_t at_ms() const { return at_ms_; }
  /// The visits that the newest events changed; forgotten by clear_changed().
  const std::set<domain::TicketId>& changed() const { return changed_; }
  void clear_changed() { changed_.clear(); }

 private:
  struct Taker;
  const domain::Plan* plan_;
  std::map<domain::TicketId, Visit> visits_;
  std::set<domain::TicketId> here_;
  std::set<domain::TicketId> changed_;
  std::set<std::string> codes_;
  std::map<int, Place> places_;
  std::map<int, std::string> calls_for_help_;  ///< open ones, with their place
  int last_call_for_help_ = 0;
  std::int64_t count_ = 0;
  std::int64_t steady_ms_ = 0;
  std::int64_t at_ms_ = 0;
};

}  // namespace menting::simulation
