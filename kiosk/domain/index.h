#pragma once

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

/// First come, first served: by when the number was taken, then by id.
struct CameBefore {
  bool operator()(const Ticket* a, const Ticket* b) const;
};
/// The newest call or recall first.
struct CalledAfter {
  bool operator()(const Ticket* a, const Ticket* b) const;
};

using InOrderTaken = std::set<const Ticket*, CameBefore>;

/// Who waits for one service.
struct WaitingLines {
  InOrderTaken standard;
  InOrderTaken priority;  ///< every other lane
};

/// What the finished visits of a day and service come to.
struct ServedTotal {
  int count = 0;
  std::int64_t served_ms = 0;
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
  const InOrderTaken& unprinted() const { return unprinted_; }
  const std::set<const Ticket*, CalledAfter>& called() const { return called_; }
  ServedTotal served(BusinessDay day, ServiceLetter service) const;
  /// The day's tickets by service and hour.
  const Tally& tally(BusinessDay day) const;
  /// Null when no slip has this code.
  const Ticket* by_code(std::string_view code) const;

 private:
  std::set<TicketId> active_;
  std::map<ServiceLetter, WaitingLines> waiting_;
  InOrderTaken unprinted_;
  std::set<const Ticket*, CalledAfter> called_;
  std::map<std::pair<BusinessDay, ServiceLetter>, ServedTotal> served_;
  std::map<BusinessDay, Tally> tallies_;
  std::map<std::string, const Ticket*, std::less<>> by_code_;
};

}  // namespace menting::domain
