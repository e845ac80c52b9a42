#pragma once

#include <cstdint>
#include <string>

#include "base/time/zone.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/ticket.h"
#include "kiosk/printing/bitmap.h"
#include "kiosk/printing/fonts.h"

namespace menting::printing {

/// What a slip tells, besides its ticket.
struct SlipSetting {
  domain::LocalName hall;
  domain::LocalName service;
  const base::Zone& zone;
  int width_dots = 576;            ///< 576 (80 mm paper) or 384 (58 mm)
  std::int64_t printed_at_ms = 0;  ///< named on copies
};

/// The ticket's slip in its customer's language (Chinese where none is known). Its QR code holds exactly the ticket's
/// code. A ticket with more than one copy asked for gets a slip marked as a copy, without the wait it had at first.
Bitmap draw_slip(const domain::Ticket& ticket, const SlipSetting& setting, Fonts& fonts);

}  // namespace menting::printing
