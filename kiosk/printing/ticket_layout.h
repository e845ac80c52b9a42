#pragma once

#include <cstdint>
#include <string>

#include "base/time/zone.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/ticket.h"
#include "kiosk/printing/slip_paper.h"

namespace menting::printing {

/// What a slip tells, besides its ticket.
struct SlipSetting {
  domain::LocalName hall;
  domain::LocalName service;
  const base::Zone& zone;
  std::int64_t printed_at_ms = 0;  ///< named on copies
  std::string address = {};        ///< of the ticket's page for phones, which the QR code then holds; empty: its code
};

/// The ticket's slip in its customer's language (Chinese where none is known). Its QR code holds exactly the ticket's
/// code, or the address that ends with it. A ticket with more than one copy asked for gets a slip marked as a copy,
/// without the wait it had at first.
void lay_out_slip(SlipPaper& paper, const domain::Ticket& ticket, const SlipSetting& setting);

/// A page that shows whether the printer prints well: it is no ticket, and says so. Its QR code holds test_code.
void lay_out_test(SlipPaper& paper, const domain::LocalName& hall, const std::string& language,
                  const std::string& time);
inline constexpr const char* test_code = "TEST";

/// "2026-11-23 10:00" in the branch's time zone.
std::string local_minute(const base::Zone& zone, std::int64_t at_ms);

}  // namespace menting::printing
