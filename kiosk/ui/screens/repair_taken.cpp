#include <algorithm>

#include "kiosk/ui/lines.h"
#include "kiosk/ui/repair_parts.h"
#include "kiosk/ui/standing.h"
#include "kiosk/ui/ticket_parts.h"
#include "kiosk/words/words.h"

// The device has its order: the number, large, its code, the number in the queue, and what happens next.

namespace menting::ui {

namespace {

/// How the slip is that has both numbers; the order's alone where there is no ticket.
domain::PrintState print_of(const View& view) {
  if (view.state.taken.id.empty()) return view.state.repair_slip;
  const domain::Ticket* now = view.board.ticket(view.state.taken.id);
  const domain::PrintState print = now == nullptr ? view.state.taken.print : now->print;
  const bool late = print == domain::PrintState::pending && view.slip_late;
  return late ? domain::PrintState::failed : print;
}

Lead lead_of(View& view) {
  const Theme& t = view.look;
  const std::string valid = view.say("Everything is registered all the same.");
  switch (print_of(view)) {
    case domain::PrintState::none:
      return {Icon::camera, view.say("Please photograph this page."), valid, t.tint, t.deep};
    case domain::PrintState::pending:
      return {Icon::printer, view.say("Printing your slip…"), {}, t.tint, t.deep};
    case domain::PrintState::printed:
      return {Icon::check, view.say("Your repair slip is printed. Please take it."), {}, t.good_tint, t.good};
    case domain::PrintState::failed:
      return {Icon::camera, view.say("No repair slip came out. Photograph this page."), valid, t.warn_tint, t.warn};
    case domain::PrintState::unconfirmed:
      return {Icon::camera, view.say("No repair slip? Photograph this page."), {}, t.warn_tint, t.warn};
  }
  return {};
}

void draw_pair(View& view, const std::string& label, const std::string& figure, const Box& box, ImU32 colour) {
  Painter& paint = view.paint;
  const Lines above = fit_lines(paint, {Type::body, Type::small}, label, box.w, box.h * 0.6F);
  const Lines below = fit_lines(paint, {Type::title, Type::heading, Type::figure, Type::strong, Type::small_strong},
                                figure, box.w, box.h - above.high() - 10);
  const float between = std::clamp((box.h - above.high() - below.high()) / 2, 6.F, 20.F);
  const float whole = above.high() + between + below.high(), y = box.cy() - whole / 2;
  draw_lines(paint, above, box.cx(), y + above.high() / 2, view.look.second, Align::centre, box.w);
  draw_lines(paint, below, box.cx(), y + whole - below.high() / 2, colour, Align::centre, box.w);
}

/// The number in the queue of repairs, or why there is none.
void draw_queue(View& view, const Box& box) {
  const Theme& t = view.look;
  if (view.state.no_ticket || view.state.taken.id.empty()) {
    const std::string why =
        view.state.no_ticket ? words::refusal(*view.state.no_ticket, view.state.language) : std::string();
    view.paint.shadow(box);
    return draw_lead(
        view,
        {Icon::people, view.say("Please hand the device to our staff, with this number."), why, t.warn_tint, t.warn},
        box);
  }
  const domain::Ticket& taken = view.state.taken;
  const domain::Ticket* now = view.board.ticket(taken.id);
  if (now != nullptr && now->state == domain::TicketState::called && now->counter != 0) {
    return draw_counter_lead(
        view, {view.say("Please go to counter"), now->counter, area_words(view, taken.service), t.brand}, box);
  }
  card(view, box);
  Box inside = box.inset(30, 22);
  const std::string range = has_counter(view.board, view.plan, taken.service)
                                ? words::estimate(taken.estimate_when_taken, view.state.language)
                                : view.say("No counter open yet");
  const bool wide = inside.w > inside.h * 2.6F;
  const Box first = wide ? inside.cut_left(inside.w * 0.3F, 16) : inside.cut_top(inside.h * 0.5F, 10);
  draw_pair(view, view.say("Your number"), domain::ticket_name(taken), first, t.brand);
  const Box second = inside.cut_left(inside.w * 0.44F, 16);
  draw_pair(view, view.say("Ahead of you"), std::to_string(taken.ahead_when_taken), second, t.ink);
  draw_pair(view, view.say("Waiting time"), range, inside, t.ink);
}

TicketCard order_card(View& view, const domain::RepairOrder& order) {
  TicketCard ticket{view.say("Repair number"), order.number, order.device.brand + " " + order.device.model};
  if (order.device.model == "?") ticket.service = order.device.brand;
  ticket.facts = {{view.say("Pick-up code"), order.pickup_code},
                  {view.say("Ready by"), day_words(view, order.promised_day)}};
  ticket.code = view.code_shown(order.code);
  return ticket;
}

}  // namespace

void draw_repair_taken(View& view) {
  if (!view.state.story) return;
  const TicketCard ticket = order_card(view, view.state.story->order);
  const Lead lead = lead_of(view);
  const std::string next =
      view.say("A technician takes the device over when you are called. Please keep it until then.");
  if (view.aloud != nullptr) {
    view.aloud->insert(view.aloud->end(), {ticket.above, ticket.number, ticket.facts[1].label, ticket.facts[1].figure,
                                           lead.words, view.say("Your number")});
    if (!view.state.taken.id.empty()) view.aloud->push_back(domain::ticket_name(view.state.taken));
    view.aloud->push_back(next);
  }
  const float gap = view.look.gap * 0.7F;
  Box area = view.frame.controls;
  const float top = view.frame.title.y + (view.lying() ? 24.F : 36.F);
  area = {area.x, top, area.w, area.bottom() - top};
  const Way done = {
      {"ticket.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check, Look::primary, true},
      LeaveTicket{}};
  const auto draw_next = [&](const Box& box) {
    const Lines lines = fit_lines(view.paint, {Type::body, Type::small}, next, box.w, box.h);
    if (lines.fits) draw_lines(view.paint, lines, box.cx(), box.cy(), view.look.second, Align::centre, box.w);
  };
  if (view.lying()) {
    const Box left = area.cut_left(area.w * 0.54F, view.look.gap);
    draw_ticket_card(view, ticket, left);
    button(view, done.look, area.cut_bottom(view.elderly() ? 120.F : 112.F, gap), done.intent);
    draw_lead(view, lead, area.cut_top(view.elderly() ? 250.F : std::min(150.F, area.h * 0.3F), gap));
    if (!view.elderly()) draw_next(area.cut_bottom(90, gap * 0.5F));  // large type needs the room
    return draw_queue(view, area);
  }
  button(view, done.look, area.cut_bottom(view.elderly() ? 140.F : 124.F, gap), done.intent);
  draw_lead(view, lead, area.cut_top(view.elderly() ? 220.F : 150.F, gap));
  draw_next(area.cut_bottom(view.elderly() ? 150.F : 100.F, gap * 0.6F));
  draw_queue(view, area.cut_bottom(view.elderly() ? 300.F : 210.F, gap));
  draw_ticket_card(view, ticket, area);
}

}  // namespace menting::ui
