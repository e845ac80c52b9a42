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
  std::string address = {};              ///< of the order's page for phones; empty: there is none
};

/// In the order's language (Chinese where none is known). Its QR code holds exactly the order's code, or
/// the address that ends with it.
void lay_out_repair(SlipPaper& paper, const RepairSlip& slip, const domain::LocalName& hall, const base::Zone& zone);

/// What goes with the device: its number large, where it lies and what is wrong, in `language`, that of the staff. Its
/// QR code holds the number and never the code: whoever has that may fetch the device.
void lay_out_label(SlipPaper& paper, const domain::RepairOrder& order, const std::string& language,
                   const base::Zone& zone);

/// What is handed to the customer when the device is taken over, and below a line to tear at the part for the branch,
/// with room for a signature. Nobody's name is on either: the customer writes it.
/// `fetch_days`: within which a ready device has to be fetched. `address`: as on the slip.
void lay_out_receipt(SlipPaper& paper, const domain::RepairOrder& order, int fetch_days, const domain::LocalName& hall,
                     const base::Zone& zone, const std::string& address = {});

}  // namespace menting::printing
