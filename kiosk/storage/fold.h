#pragma once

#include <map>

#include "kiosk/domain/branch.h"

namespace menting::storage {

/// Events applied one after the other, from the first on. Tickets of earlier days are put apart, so that the work stays
/// in proportion to the events however long the branch has existed.
class Fold {
 public:
  Fold();
  void apply(const domain::Event& event);
  /// Everything that was applied, with every ticket there ever was.
  domain::BranchState state() const;
  /// The newest business day a ticket was taken on.
  domain::BusinessDay newest_day() const { return newest_day_; }

 private:
  void fetch(const domain::TicketId& id);

  domain::Branch branch_;
  std::map<domain::TicketId, domain::Ticket> apart_;
  domain::BusinessDay newest_day_;
};

}  // namespace menting::storage
