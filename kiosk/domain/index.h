#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/tally.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// First come, first served: by the place in the queue, then by id.
struct CameBefore {
  bool operator()(const Ticket* a, const Ticket* b) const;
};
/// The newest call or recall first.
struct CalledAfter {
  bool operator()(const Ticket* a, const Ticket* b) const;
};

/// The oldest rating first.
struct RatedBefore {
  bool operator()(const Ticket* a, const Ticket* b) const;
};

using InOrder = std::set<const Ticket*, CameBefore>;

/// Who waits for one service at any of its counters.
struct WaitingLines {
  InOrder standard;
  InOrder priority;      ///< care, vip
  InOrder appointments;  ///< of the standard line until their slot begins, then of the priority line

  InOrder& of(Lane lane);
  /// Somebody who has no priority now.
  bool standard_waits(std::int64_t now_steady_ms, const Ticket* apart_from = nullptr) const;
};

/// What the servings of a day and service come to, those of visits that go on included.
struct ServedTotal {
  int count = 0;
  std::int64_t served_ms = 0;
};

/// A day's tickets of one service by state; a ticket counts where it is now, whatever letter it has.
class StateCounts {
 public:
  int of(TicketState state) const { return counts_[static_cast<std::size_t>(state)]; }
  void add(TicketState state, int count) { counts_[static_cast<std::size_t>(state)] += count; }
  bool empty() const { return counts_ == std::array<int, 7>{}; }
  StateCounts& operator+=(const StateCounts& other);
  bool operator==(const StateCounts&) const = default;

 private:
  std::array<int, 7> counts_{};
};

/// The branch's tickets by what is asked of them all day, so that no rule has to look at every ticket. It points into
/// the branch's own map: a ticket is removed before it changes and added again afterwards.
class Index {
 public:
  void add(const Ticket& ticket);
  void remove(const Ticket& ticket);

  /// Everybody whose visit is not over, by id.
  const std::set<TicketId>& active() const { return active_; }
  const WaitingLines& waiting(ServiceLetter service) const;
  /// Who was passed on to this counter alone.
  const InOrder& sent_to(CounterNumber counter) const;
  /// Those who are here, of whatever day, and those of `day` who were.
  StateCounts counts(BusinessDay day, ServiceLetter service) const;
  /// Numbers of this letter given on `day` and not cancelled.
  int accepted(BusinessDay day, ServiceLetter letter) const;
  const InOrder& unprinted() const { return unprinted_; }
  const std::set<const Ticket*, CalledAfter>& called() const { return called_; }
  /// Low ratings that no manager has answered.
  const std::set<const Ticket*, RatedBefore>& unanswered() const { return unanswered_; }
  ServedTotal served(BusinessDay day, ServiceLetter service) const;
  /// The day's tickets by service and hour.
  const Tally& tally(BusinessDay day) const;
  /// Null when no slip has this code.
  const Ticket* by_code(std::string_view code) const;

 private:
  void count(const Ticket& ticket, int by);

  std::set<TicketId> active_;
  std::map<ServiceLetter, WaitingLines> waiting_;
  std::map<CounterNumber, InOrder> sent_;
  std::map<std::pair<ServiceLetter, BusinessDay>, StateCounts> counts_;
  std::map<std::pair<BusinessDay, ServiceLetter>, int> accepted_;
  InOrder unprinted_;
  std::set<const Ticket*, CalledAfter> called_;
  std::set<const Ticket*, RatedBefore> unanswered_;
  std::map<std::pair<BusinessDay, ServiceLetter>, ServedTotal> served_;
  std::map<BusinessDay, Tally> tallies_;
  std::map<std::string, const Ticket*, std::less<>> by_code_;
};

}  // namespace menting::domain
