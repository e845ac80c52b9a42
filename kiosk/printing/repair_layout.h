#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time/zone.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/repair_order.h"
#include "kiosk/domain/ticket.h"
#include "kiosk/printing/slip_paper.h"

namespace menting::printing {

/// What the slip of a repair's order tells. The order has no personal data, and so the slip has none.
struct RepairSlip {
  domain::RepairOrder order;
  std::optional<domain::Ticket> ticket;  ///< the number in the queue that came with it
};

/// In the order's language (Chinese where none is known). Its QR code holds exactly the order's code.
void lay_out_repair(SlipPaper& paper, const RepairSlip& slip, const domain::LocalName& hall, const base::Zone& zone);

}  // namespace menting::printing
