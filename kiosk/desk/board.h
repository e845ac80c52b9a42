#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/desk/journal.h"
#include "kiosk/domain/branch.h"
#include "kiosk/domain/repair_order.h"

namespace menting::desk {

struct ServiceView {
  domain::ServiceLetter letter = 'A';
  domain::LocalName name;
  domain::ServiceGroup group = domain::ServiceGroup::new_business;
  int waiting = 0;                                     ///< for any of its counters or for one of them
  domain::Estimate estimate;                           ///< for one who takes a number now
  bool open = false;                                   ///< a number can be had now
  domain::StateCounts counts = {};                     ///< of today, and of whoever is still here; each state apart
  int priority_run = 0;                                ///< priority calls in a row until now
  std::optional<domain::ServiceClosure> closure = {};  ///< a manager closed it for today
  bool operator==(const ServiceView&) const = default;
};

struct CallView {
  domain::TicketId ticket;
  domain::ServiceLetter service = 'A';  ///< the number's letter
  int number = 0;
  domain::CounterNumber counter = 0;
  std::int64_t at_ms = 0;
  bool recall = false;
  bool operator==(const CallView&) const = default;
};

/// A low rating that no manager has answered.
struct RatingView {
  domain::TicketId ticket;
  std::string name;  ///< "A001"
  domain::ServiceLetter service = 'A';
  domain::CounterNumber counter = 0;
  domain::StaffId staff;
  int score = 0;
  std::int64_t at_ms = 0;
};

/// Values that never change: a new Board shares with the one before what is the same on both.
using TicketPtr = std::shared_ptr<const domain::Ticket>;

/// The immutable picture of the branch that everyone reads.
struct Board {
  std::int64_t version = 0;  ///< grows with every change, also over restarts
  std::int64_t at_ms = 0;
  std::int64_t steady_ms = 0;  ///< the same moment on the clock that waits are counted by
  domain::BusinessDay day;
  bool open = false;           ///< within opening hours and no break
  int break_until_minute = 0;  ///< of the day; 0: no break
  std::vector<ServiceView> services;
  std::vector<domain::Counter> counters;  ///< of the plan, by number
  std::vector<CallView> calls;            ///< newest first, at most 12
  std::vector<TicketPtr> tickets;         ///< all of today and what is still active, by id
  std::vector<domain::TicketId>
      waiting;  ///< in calling order, services in the plan's order; then those for one counter
  std::vector<domain::TicketId> unprinted;           ///< slips to print, oldest first
  std::vector<domain::AssistanceCall> assistance;    ///< open calls, oldest first
  std::vector<RatingView> unanswered;                ///< the newest first, at most 100
  domain::Told told;                                 ///< how today's told waits went
  domain::Told told_before;                          ///< and those of the past days that are learnt from
  std::array<int, domain::repair_states> repairs{};  ///< orders by state, those that ended lately included
  int appointments = 0;                              ///< of today and later, that are booked or checked in
  std::map<domain::TicketId, domain::RepairNumber>
      repair_tickets;  ///< which number in the hall is here for which order
  std::map<domain::TicketId, domain::RepairOrder>
      repair_slips;  ///< of the unprinted tickets those whose slip is that of the order they came with
  std::map<std::string, domain::Session> sessions;
  JournalPosition journal;

  const domain::Ticket* ticket(const domain::TicketId& id) const;
  /// By slip code, number of today ("A001") or id.
  const domain::Ticket* find(std::string_view code_or_name) const;
  const domain::Counter* counter(domain::CounterNumber number) const;
  const ServiceView* service(domain::ServiceLetter letter) const;
};

using BoardPtr = std::shared_ptr<const Board>;

/// Makes the Boards of one branch. What did not change is not copied again, however many wait.
class BoardMaker {
 public:
  /// A ticket changed or is new.
  void changed(const domain::Ticket& ticket);
  /// The branch is another one than before.
  void start_over() {
    day_ = {};
    told_counters_.clear();
  }
  /// The newest Board says how long as it was up to a second before: another one is wanted.
  bool owes_estimates() const { return owes_estimates_; }

  /// All but the version.
  Board make(const domain::Branch& branch, const domain::Moment& moment, const JournalPosition& journal);

 private:
  std::vector<TicketPtr> tickets_to_show(const domain::Branch& branch, domain::BusinessDay day);
  /// A forecast costs as much as all the rest of a customer's step, so it is made once a second where the same counters
  /// are open, and seldom while nobody in the hall comes, goes or is called.
  void estimate(const domain::Branch& branch, const domain::Moment& moment);

  domain::BusinessDay day_;
  std::vector<TicketPtr> today_;  ///< all tickets of `day_`, by id
  std::vector<domain::Estimate> estimates_;
  /// State and services of each counter.
  std::vector<std::pair<domain::CounterState, std::string>>
      told_counters_;  ///< as they were for `estimates_`; empty: there are none
  std::int64_t estimated_steady_ms_ = 0;
  std::size_t told_waiting_ = 0;  ///< how many were in the hall then
  bool owes_estimates_ = false;
  bool hall_changed_ = true;  ///< since `estimates_` were made, by more than time
};

/// Where the newest Board hangs.
class BoardHolder {
 public:
  BoardPtr get() const;
  void publish(BoardPtr board);
  /// Hangs up a board that shows nothing new to anybody (an ack, say): nobody is woken.
  void replace(BoardPtr board);
  /// `wake` is run on the publisher's thread after each change. It carries no data: it must only wake its part.
  void subscribe(std::function<void()> wake);

 private:
  mutable std::mutex mutex_;
  BoardPtr board_ = std::make_shared<Board>();
  std::vector<std::function<void()>> wakes_;
};

}  // namespace menting::desk
