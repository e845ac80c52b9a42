#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/domain/repair_order.h"

namespace menting::domain {

/// The repair orders by what is asked of them all day. It points into the branch's own map: an order is removed before
/// it changes and added again afterwards.
class RepairIndex {
 public:
  void add(const RepairOrder& order);
  void remove(const RepairOrder& order);

  /// Those that are not over, by number.
  const std::set<RepairNumber>& open() const { return open_; }
  /// Of those that are known still.
  int count(RepairState state) const { return counts_[static_cast<std::size_t>(state)]; }
  /// Orders that somebody has to work on before the device can be fetched.
  int unfinished() const;
  /// The order whose device lies there; empty: the place is free.
  RepairNumber on_shelf(const std::string& shelf) const;
  /// The lowest place "S1", "S2" … where nothing lies.
  std::string free_shelf() const;
  /// Null when no slip has this code.
  const RepairOrder* by_code(std::string_view code) const;
  /// The orders of this device, oldest first.
  std::set<RepairNumber> of_device(const std::string& device_hash) const;
  /// The order that this ticket was taken for, to hand in or to fetch; null: none.
  const RepairOrder* of_ticket(const TicketId& ticket) const;

 private:
  std::set<RepairNumber> open_;
  std::array<int, repair_states> counts_{};
  std::map<std::string, RepairNumber> shelves_;
  std::map<std::string, const RepairOrder*, std::less<>> by_code_;
  std::map<std::string, std::set<RepairNumber>> by_device_;
  std::map<TicketId, const RepairOrder*> by_ticket_;
};

}  // namespace menting::domain
