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

/// What is to be done now.
Strip what_now(View& view, const domain::Ticket& ticket) {
  const Theme& t = view.look;
  const std::string counter = std::to_string(ticket.counter);
  switch (ticket.state) {
    case domain::TicketState::waiting:
      return {Icon::clock, view.say("You are in the queue. You will be called."), t.tint, t.deep};
    case domain::TicketState::called:
      return {Icon::arrow, view.say("Please go to counter {1}", {counter}), t.brand, t.white};
    case domain::TicketState::serving:
      return {Icon::people, view.say("You are being served at counter {1}", {counter}), t.good_tint, t.good};
    case domain::TicketState::held:
      return {Icon::pause, view.say("Your number is on hold. Staff will call you again."), t.tint, t.deep};
    case domain::TicketState::no_show:
      return {Icon::warning, view.say("You were called and not there. Please ask our staff."), t.warn_tint, t.warn};
    case domain::TicketState::cancelled:
      return {Icon::warning, view.say("This number has ended. Please take a new one."), t.warn_tint, t.warn};
    case domain::TicketState::finished:
      return {Icon::check, view.say("This visit is over. Thank you for coming."), t.good_tint, t.good};
  }
  return {};
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
  const Theme& t = view.look;
  Box area = view.frame.controls;
  const float top = view.frame.title.y + (view.lying() ? 24.F : 44.F);
  const Button done = {"found.done", view.say("Done"), Icon::check, Look::primary, true};
  const float gap = t.gap * 0.8F, high = view.elderly() ? 140.F : 124.F;
  area = {area.x, top, area.w, area.bottom() - top};
  if (ticket == nullptr) {
    // Its day is over, and it has left the board.
    button(view, done, area.cut_bottom(high, gap), LeaveTicket{});
    return strip(view, {Icon::warning, view.say("This number has ended. Please take a new one."), t.warn_tint, t.warn},
                 area.cut_bottom(170, gap));
  }
  TicketCard shown;
  shown.above = view.say("Your number");
  shown.number = domain::ticket_name(*ticket);
  const domain::Service* service = view.plan.service(ticket->service);
  if (service != nullptr) shown.service = view.name(service->name);
  if (const std::string where = area_words(view, ticket->service); !where.empty()) shown.service += " · " + where;
  if (ticket->state == domain::TicketState::waiting) {
    const desk::ServiceView* now = view.board.service(ticket->service);
    shown.left_label = view.say("Ahead of you");
    shown.left = std::to_string(ahead_of(view.board, *ticket));
    shown.right_label = view.say("Waiting time");
    shown.right = now != nullptr && has_counter(view.board, view.plan, ticket->service)
                      ? words::estimate(now->estimate, view.state.language)
                      : view.say("No counter open yet");
  }
  const Strip status = what_now(view, *ticket);
  if (view.aloud != nullptr) {
    view.aloud->insert(view.aloud->end(),
                       {shown.number, status.words, shown.left_label, shown.left, shown.right_label, shown.right});
  }
  const bool rateable = ticket->state == domain::TicketState::finished && ticket->score == 0;
  const Button rate = {"found.rate", view.say("Rate your visit"), Icon::smile, Look::quiet, true};
  if (view.lying()) {
    draw_ticket_card(view, shown, area.cut_left(area.w * 0.6F, t.gap));
    button(view, done, area.cut_bottom(116, gap), LeaveTicket{});
    if (rateable) button(view, rate, area.cut_bottom(116, gap), RateFound{});
    return strip(view, status, area.cut_top(std::min(260.F, area.h)));
  }
  button(view, done, area.cut_bottom(high, gap), LeaveTicket{});
  if (rateable) button(view, rate, area.cut_bottom(high, gap), RateFound{});
  strip(view, status, area.cut_bottom(view.elderly() ? 190.F : 150.F, gap));
  draw_ticket_card(view, shown, area);
}

}  // namespace menting::ui
