#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

struct Fact {
  std::string label, figure;
};

/// A ticket, large: its number, its service and where, and what there is to know of it.
struct TicketCard {
  std::string above;  ///< over the number
  std::string number;
  std::string service;
  std::vector<Fact> facts = {};  ///< two at most
  std::string code = {};         ///< large between number and facts, to be photographed; empty: not shown
};
void draw_ticket_card(View& view, const TicketCard& ticket, const Box& box);

/// What is to be done now, in a few words that lead the page. Arranges itself by the room there is.
struct Lead {
  Icon icon = Icon::none;
  std::string words;
  std::string below = {};
  ImU32 ground = 0, colour = 0;
};
void draw_lead(View& view, const Lead& lead, const Box& box);

/// The counter to go to, or to be at, larger than anything else.
struct CounterLead {
  std::string above;  ///< "Please go to counter"
  domain::CounterNumber counter = 0;
  std::string below = {};  ///< where it is
  ImU32 ground = 0;        ///< white stands on it
};
void draw_counter_lead(View& view, const CounterLead& lead, const Box& box);

/// All that a ticket's page shows, whether it was just taken or looked up.
struct TicketPage {
  std::optional<TicketCard> card;  ///< none: its day is over
  Lead lead;
  std::optional<CounterLead> counter;  ///< in place of the lead, and larger than the ticket
  std::string code;                    ///< on a card of its own, below; empty: none
  struct Way {
    Button look;
    Intent intent;
  };
  std::vector<Way> ways;  ///< from the bottom up
};
void draw_ticket_page(View& view, const TicketPage& page);

/// The ticket's number and service; the facts are the page's.
TicketCard card_of(View& view, const domain::Ticket& ticket);
/// Where the counters of the ticket's service are; empty: not said.
std::string area_words(const View& view, domain::ServiceLetter service);

}  // namespace menting::ui
