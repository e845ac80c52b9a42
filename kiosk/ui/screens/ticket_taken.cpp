#include <algorithm>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/ticket_parts.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// The ticket as it stands now, or as it was when taken.
const domain::Ticket& current(const View& view) {
  const domain::Ticket* now = view.board.ticket(view.state.taken.id);
  return now != nullptr ? *now : view.state.taken;
}

/// What became of the slip, and whether the page has to stand in for it.
struct Slip {
  Lead lead;
  bool missing = false;
};

Slip slip_of(View& view, const domain::Ticket& ticket) {
  const Theme& t = view.look;
  const std::string why = view.say("Your number is valid without a slip.");
  Slip failed = {{Icon::camera, view.say("No slip came out. Please photograph this page."), why, t.warn_tint, t.warn},
                 true};
  switch (ticket.print) {
    case domain::PrintState::none:
      return {{Icon::camera, view.say("Please remember your number, or photograph this page."), {}, t.tint, t.deep},
              true};
    case domain::PrintState::pending:
      if (view.slip_late) return failed;
      return {{Icon::printer, view.say("Printing your slip…"), {}, t.tint, t.deep}, false};
    case domain::PrintState::printed:
      return {{Icon::check, view.say("Your slip is printed. Please take it."), {}, t.good_tint, t.good}, false};
    case domain::PrintState::failed:
      return failed;
    case domain::PrintState::unconfirmed:
      return {{Icon::camera,
               view.say("Please take your slip. None came out? Photograph this page."),
               {},
               t.warn_tint,
               t.warn},
              true};
  }
  return failed;
}

}  // namespace

void draw_ticket_taken(View& view) {
  const domain::Ticket& taken = view.state.taken;
  const domain::Ticket& ticket = current(view);
  TicketPage page;
  page.card = card_of(view, taken);
  const std::string range = has_counter(view.board, view.plan, taken.service)
                                ? words::estimate(taken.estimate_when_taken, view.state.language)
                                : view.say("No counter open yet");
  page.card->facts = {{view.say("Ahead of you"), std::to_string(taken.ahead_when_taken)},
                      {view.say("Waiting time"), range}};
  if (!taken.appointment.empty()) page.card->facts.front() = {view.say("Your time"), words::slot(taken)};
  const Slip slip = slip_of(view, ticket);
  page.lead = slip.lead;
  if (ticket.state == domain::TicketState::called && ticket.counter != 0) {
    page.counter = {view.say("Please go to counter"), ticket.counter, area_words(view, taken.service), view.look.brand};
    page.card->facts.clear();
    page.code = view.code_shown(taken.code);
  } else if (slip.missing) {
    page.card->code = view.code_shown(taken.code);
  } else {
    page.code = view.code_shown(taken.code);
  }
  page.ways = {
      {{"ticket.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check, Look::primary, true},
       LeaveTicket{}}};
  if (view.aloud != nullptr) {
    view.aloud->insert(view.aloud->end(), {page.card->above, page.card->number});
    if (page.counter) {
      view.aloud->push_back(view.say("Please go to counter {1}", {std::to_string(ticket.counter)}));
    } else {
      view.aloud->push_back(page.lead.words);
      for (const Fact& fact : page.card->facts) view.aloud->insert(view.aloud->end(), {fact.label, fact.figure});
    }
  }
  draw_ticket_page(view, page);
}

}  // namespace menting::ui
