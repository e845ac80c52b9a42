#pragma once

#include "kiosk/ui/widgets.h"

namespace menting::ui {

/// A ticket, large: its number, its service, and two facts below.
struct TicketCard {
  std::string above;  ///< over the number
  std::string number;
  std::string service;
  std::string left_label, left, right_label, right;  ///< empty labels: no facts
};
void draw_ticket_card(View& view, const TicketCard& ticket, const Box& box);

/// Where the counters of the ticket's service are; empty: not said.
std::string area_words(const View& view, domain::ServiceLetter service);

}  // namespace menting::ui
