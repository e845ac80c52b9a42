#include <algorithm>

#include "kiosk/ui/keys.h"
#include "kiosk/ui/standing.h"
#include "kiosk/ui/ticket_parts.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

std::string how_words(View& view) {
  const char first = view.plan.services.empty() ? 'A' : view.plan.services.front().letter;
  return view.state.code_keys ? view.say("Enter the code on your slip, or scan it.")
                              : view.say("Enter the number on your slip, for example {1}, or scan its code.",
                                         {domain::ticket_name(first, 23)});
}

NumberPage number_page(View& view) {
  NumberPage page;
  page.hint = view.say(view.state.code_keys ? "Code" : "Number");
  if (view.state.not_so) page.wrong = words::refusal(*view.state.not_so, view.state.language);
  page.codes = true;
  page.enter = view.say("Continue");
  return page;
}

int ahead_of(const desk::Board& board, const domain::Ticket& ticket) {
  int ahead = 0;
  for (const domain::TicketId& id : board.waiting) {
    const domain::Ticket* other = board.ticket(id);
    if (other == nullptr || other->service != ticket.service) continue;
    if (id == ticket.id) break;
    ++ahead;
  }
  return ahead;
}

/// What is to be done now, where it is not a counter to go to.
Lead lead_of(View& view, const domain::Ticket& ticket, int ahead) {
  const Theme& t = view.look;
  switch (ticket.state) {
    case domain::TicketState::waiting:
      if (ahead == 0) {
        return {Icon::people, view.say("You are next"), view.say("Please stay close to the counters."), t.good_tint,
                t.good};
      }
      return {Icon::clock, view.say("You are in the queue. You will be called."),
              view.say("Watch the screens and listen for your number."), t.tint, t.deep};
    case domain::TicketState::called:
    case domain::TicketState::serving:
      return {};
    case domain::TicketState::held:
      return {Icon::pause, view.say("Your number is on hold"), view.say("Staff will call you again. Please stay here."),
              t.tint, t.deep};
    case domain::TicketState::no_show:
      return {Icon::warning, view.say("You were called and not there"),
              view.say("Please ask our staff, or take a new number."), t.warn_tint, t.warn};
    case domain::TicketState::cancelled:
      return {Icon::warning, view.say("This number has ended"), view.say("Please take a new one."), t.warn_tint,
              t.warn};
    case domain::TicketState::finished:
      if (ticket.score == 0) {
        return {Icon::smile, view.say("How was the service?"), view.say("10 seconds that help us do better"),
                t.good_tint, t.good};
      }
      return {Icon::check, view.say("This visit is over. Thank you for coming."),
              view.say("Your opinion helps us do better."), t.good_tint, t.good};
  }
  return {};
}

std::optional<CounterLead> counter_of(View& view, const domain::Ticket& ticket) {
  if (ticket.counter == 0) return std::nullopt;
  const std::string where = area_words(view, ticket.service);
  if (ticket.state == domain::TicketState::called)
    return CounterLead{view.say("Please go to counter"), ticket.counter, where, view.look.brand};
  if (ticket.state == domain::TicketState::serving)
    return CounterLead{view.say("You are being served at counter"), ticket.counter, where, view.look.good};
  return std::nullopt;
}

std::vector<Fact> facts_of(View& view, const domain::Ticket& ticket, int ahead) {
  const domain::TicketState state = ticket.state;
  if (state == domain::TicketState::waiting) {
    const desk::ServiceView* now = view.board.service(ticket.service);
    const bool served = now != nullptr && has_counter(view.board, view.plan, ticket.service);
    const Fact first = ticket.appointment.empty() ? Fact{view.say("Ahead of you"), std::to_string(ahead)}
                                                  : Fact{view.say("Your time"), words::slot(ticket)};
    return {first,
            {view.say("Waiting time"),
             served ? words::estimate(now->estimate, view.state.language) : view.say("No counter open yet")}};
  }
  if (ticket.counter == 0 || state == domain::TicketState::called || state == domain::TicketState::serving) return {};
  const auto minutes = static_cast<int>((ticket.waited_ms + 59'999) / 60'000);
  return {{view.say("Counter"), std::to_string(ticket.counter)},
          {view.say("Waited"), view.say("{1} min", {std::to_string(minutes)})}};
}

/// The next step stands out and lies above the way out.
std::vector<TicketPage::Way> ways_of(View& view, const domain::Ticket* ticket) {
  const bool rateable = ticket != nullptr && ticket->state == domain::TicketState::finished && ticket->score == 0;
  const bool over = ticket == nullptr || ticket->state == domain::TicketState::cancelled ||
                    ticket->state == domain::TicketState::no_show;
  std::vector<TicketPage::Way> ways;
  if (rateable) {
    ways.push_back({{"found.rate", view.say("Rate your visit"), Icon::smile, Look::primary, true}, RateFound{}});
  } else if (over && view.board.open && view.able) {
    ways.push_back({{"found.take_number", view.say("Take a number"), Icon::ticket, Look::primary, true},
                    Go{Page::choose_service}});
  }
  ways.push_back(
      {{"found.done", view.say("Done"), Icon::check, ways.empty() ? Look::primary : Look::quiet, true}, LeaveTicket{}});
  std::ranges::reverse(ways);
  return ways;
}

}  // namespace

void draw_find_ticket(View& view) {
  page_title(view, view.say("Find my number"), how_words(view));
  draw_number_page(view, number_page(view));
}

void draw_find_visit(View& view) {
  page_title(view, view.say("Which visit was it?"), how_words(view));
  draw_number_page(view, number_page(view));
}

void draw_ticket_found(View& view) {
  const domain::Ticket* ticket = view.board.ticket(view.state.found);
  TicketPage page;
  page.ways = ways_of(view, ticket);
  if (ticket == nullptr) {
    // Its day is over, and it has left the board.
    page.lead = {Icon::warning, view.say("This number has ended"), view.say("Please take a new one."),
                 view.look.warn_tint, view.look.warn};
  } else {
    const int ahead = ahead_of(view.board, *ticket);
    page.card = card_of(view, *ticket);
    page.card->facts = facts_of(view, *ticket, ahead);
    page.lead = lead_of(view, *ticket, ahead);
    page.counter = counter_of(view, *ticket);
  }
  if (view.aloud != nullptr) {
    if (page.card) view.aloud->push_back(page.card->number);
    if (page.counter) {
      view.aloud->insert(view.aloud->end(), {page.counter->above, std::to_string(page.counter->counter)});
    } else {
      view.aloud->insert(view.aloud->end(), {page.lead.words, page.lead.below});
    }
    for (const Fact& fact : page.card ? page.card->facts : std::vector<Fact>()) {
      view.aloud->insert(view.aloud->end(), {fact.label, fact.figure});
    }
  }
  draw_ticket_page(view, page);
}

}  // namespace menting::ui
