#pragma once

#include <string>

#include "kiosk/domain/ticket.h"
#include "kiosk/printing/bitmap.h"
#include "kiosk/printing/fonts.h"
#include "tests/support/escpos_decoder.h"

namespace menting::tests {

/// Where words are looked for on a slip.
struct Words {
  std::string text;
  int size = 0;
  printing::Weight weight = printing::Weight::regular;
  bool white_on_black = false;
};

/// Whether the slip shows these words, dot for dot as the font draws them, anywhere.
bool shows(const DecodedSlip& slip, printing::Fonts& fonts, const Words& words);

/// What zbarimg, a scanner not of ours, reads on the slip; one line a code.
std::string scan(const DecodedSlip& slip);

/// A ticket taken at 10:00 on 2026-11-23 in Shanghai, its first slip to print.
domain::Ticket waiting_ticket(const std::string& language);

}  // namespace menting::tests
