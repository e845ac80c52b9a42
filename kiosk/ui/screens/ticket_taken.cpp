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

TicketCard card_of(View& view) {
  const domain::Ticket& ticket = view.state.taken;
  const domain::Service* service = view.plan.service(ticket.service);
  TicketCard card;
  card.above = view.say("Your number");
  card.number = domain::ticket_name(ticket);
  if (service != nullptr) card.service = view.name(service->name);
  if (const std::string area = area_words(view, ticket.service); !area.empty()) card.service += " · " + area;
  card.left_label = view.say("Ahead of you");
  card.left = std::to_string(ticket.ahead_when_taken);
  card.right_label = view.say("Waiting time");
  card.right = has_counter(view.board, view.plan, ticket.service)
                   ? words::estimate(ticket.estimate_when_taken, view.state.language)
                   : view.say("No counter open yet");
  return card;
}

Strip status_of(View& view) {
  const domain::Ticket& ticket = current(view);
  const Theme& t = view.look;
  if (ticket.state == domain::TicketState::called && ticket.counter != 0)
    return {Icon::arrow, view.say("Please go to counter {1}", {std::to_string(ticket.counter)}), t.brand, t.white};
  const Strip failed = {Icon::camera, view.say("No slip came out. Please photograph this page."), t.warn_tint, t.warn};
  switch (ticket.print) {
    case domain::PrintState::none:
      return {Icon::camera, view.say("Please remember your number, or photograph this page."), t.tint, t.deep};
    case domain::PrintState::pending:
      if (view.slip_late) return failed;
      return {Icon::printer, view.say("Printing your slip…"), t.tint, t.deep};
    case domain::PrintState::printed:
      return {Icon::check, view.say("Your slip is printed. Please take it."), t.good_tint, t.good};
    case domain::PrintState::failed:
      return failed;
    case domain::PrintState::unconfirmed:
      return {Icon::camera, view.say("Please take your slip. None came out? Photograph this page."), t.tint, t.deep};
  }
  return failed;
}

/// The slip's code: for who has no slip, and for who likes their phone better.
void draw_code(View& view, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const std::string title = view.say("No slip? Photograph this page");
  const std::string below = view.say("This code lets you rate your visit later.");
  if (box.h > box.w * 0.62F) {
    const float words = 150 * paint.type_scale, side = std::min(box.h - words - 60, box.w - 100);
    draw_qr(view, view.state.taken.code, {box.cx() - side / 2, box.y + 36, side, side});
    paint.text_fit({Type::strong, Type::small_strong}, title, box.cx(), box.bottom() - words * 0.76F, t.ink,
                   Align::centre, box.w - 60, 2);
    paint.text_fit({Type::small}, below, box.cx(), box.bottom() - words * 0.32F, t.second, Align::centre, box.w - 60,
                   2);
    return;
  }
  const float side = box.h - 48;
  draw_qr(view, view.state.taken.code, {box.x + 36, box.y + 24, side, side});
  const float left = box.x + side + 72, wide = box.right() - left - 30;
  const float apart = std::min(50 * paint.type_scale, box.h * 0.24F);
  paint.text_fit({Type::figure, Type::strong, Type::small_strong}, title, left, box.cy() - apart, t.ink, Align::left,
                 wide, 2);
  paint.text_fit({Type::body, Type::small}, below, left, box.cy() + apart, t.second, Align::left, wide, 2);
}

}  // namespace

void draw_ticket_taken(View& view) {
  const Theme& t = view.look;
  const float gap = t.gap * 0.8F;
  const Button done = {"ticket.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check,
                       Look::primary, true};
  const TicketCard ticket = card_of(view);
  if (view.aloud != nullptr) {
    for (const std::string* words :
         {&ticket.above, &ticket.number, &ticket.left_label, &ticket.left, &ticket.right_label, &ticket.right}) {
      view.aloud->push_back(*words);
    }
  }
  // To read, the whole page may be used; to touch, the controls.
  Box area = view.frame.controls;
  const float top = view.frame.title.y + (view.lying() ? 24.F : 44.F);
  if (view.lying()) {
    area = {area.x, top, area.w, area.bottom() - top};
    draw_ticket_card(view, ticket, area.cut_left(area.w * 0.6F, t.gap));
    button(view, done, area.cut_bottom(116, gap), LeaveTicket{});
    strip(view, status_of(view), area.cut_top(view.elderly() ? 190.F : 150.F, gap));
    return draw_code(view, area);
  }
  area = {area.x, top, area.w, area.bottom() - top};
  button(view, done, area.cut_bottom(view.elderly() ? 140.F : 124.F, gap), LeaveTicket{});
  draw_code(view, area.cut_bottom(view.elderly() ? 320.F : 270.F, gap));
  strip(view, status_of(view), area.cut_bottom(view.elderly() ? 170.F : 130.F, gap));
  draw_ticket_card(view, ticket, area);
}

}  // namespace menting::ui
