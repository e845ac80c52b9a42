#include <algorithm>
#include <cmath>

#include "kiosk/ui/qr.h"
#include "kiosk/ui/standing.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// The ticket as it stands now, or as it was when taken.
const domain::Ticket& current(const View& view) {
  const domain::Ticket* now = view.board.ticket(view.state.taken.id);
  return now != nullptr ? *now : view.state.taken;
}

void draw_number_card(View& view, const Box& box) {
  Painter& paint = view.paint;
  const domain::Ticket& ticket = view.state.taken;
  card(view, box);
  const float unit = box.h / 760;
  paint.text(Type::body, view.say("Your number"), box.cx(), box.y + 84 * unit, theme::second, Align::centre);
  paint.text_fit({Type::number, Type::hero}, domain::ticket_name(ticket), box.cx(), box.y + 280 * unit, theme::brand,
                 Align::centre, box.w - 60);
  if (const domain::Service* service = view.plan.service(ticket.service)) {
    paint.text_fit({Type::figure, Type::strong}, view.name(service->name), box.cx(), box.y + 476 * unit, theme::ink,
                   Align::centre, box.w - 96);
  }
  paint.dashes(box.x + 56, box.right() - 56, box.y + 548 * unit, theme::line, 3);
  const float left = box.x + box.w * 0.28F, right = box.x + box.w * 0.70F, split = box.x + box.w * 0.46F;
  const float label = box.y + 606 * unit, value = box.y + 678 * unit;
  paint.line(split, label - 22, split, value + 30, theme::line, 2);
  paint.text(Type::body, view.say("Ahead of you"), left, label, theme::second, Align::centre);
  paint.text(Type::title, std::to_string(ticket.ahead_when_taken), left, value, theme::ink, Align::centre);
  paint.text(Type::body, view.say("Waiting time"), right, label, theme::second, Align::centre);
  const std::string wait = has_counter(view.board, view.plan, ticket.service)
                               ? words::estimate(ticket.estimate_when_taken, view.state.language)
                               : view.say("No counter open yet");
  paint.text_fit({Type::title, Type::figure, Type::strong}, wait, right, value, theme::ink, Align::centre,
                 box.w * 0.5F);
}

struct Status {
  Icon icon;
  std::string words;
  ImU32 ground, colour;
};

Status status_of(const View& view) {
  const domain::Ticket& ticket = current(view);
  const bool called = ticket.state == domain::TicketState::called && ticket.counter != 0;
  if (called)
    return {Icon::arrow, view.say("Please go to counter {1}", {std::to_string(ticket.counter)}), theme::brand,
            theme::white};
  Status failed = {Icon::camera, view.say("No slip came out. Please photograph this page."), theme::warn_tint,
                   theme::warn};
  switch (ticket.print) {
    case domain::PrintState::none:
      return {Icon::camera, view.say("Please remember your number, or photograph this page."), theme::tint,
              theme::deep};
    case domain::PrintState::pending:
      if (view.slip_late) return failed;
      return {Icon::printer, view.say("Printing your slip…"), theme::tint, theme::deep};
    case domain::PrintState::printed:
      return {Icon::check, view.say("Your slip is printed. Please take it."), theme::good_tint, theme::good};
    case domain::PrintState::failed:
      return failed;
    case domain::PrintState::unconfirmed:
      return {Icon::camera, view.say("Please take your slip. None came out? Photograph this page."), theme::tint,
              theme::deep};
  }
  return failed;
}

void draw_status(View& view, const Box& box) {
  const Status status = status_of(view);
  view.paint.fill(box, status.ground, theme::radius);
  const float limit = box.w - 190;
  const float wide = std::min(view.paint.width(Type::strong, status.words), limit);
  const float left = box.cx() - (wide + 80) / 2;
  draw_icon(view.paint, status.icon, left + 28, box.cy(), 56, status.colour);
  view.paint.text_fit({Type::strong}, status.words, left + 80, box.cy(), status.colour, Align::left, limit, 3);
}

void draw_qr(View& view, const Box& box) {
  const QrCode code = make_qr(view.state.taken.code);
  view.paint.fill(box, theme::white);
  if (code.size == 0) return;
  // Whole window pixels a module: an even code reads best from a photograph.
  const float scale = view.paint.scale();
  const float module = std::max(1.F, std::floor(box.w * scale / static_cast<float>(code.size))) / scale;
  const float side = module * static_cast<float>(code.size);
  const auto dark = [&](int x, int y) {
    return code.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(code.size) + static_cast<std::size_t>(x)];
  };
  const float x0 = std::round((box.cx() - side / 2) * scale) / scale;
  const float y0 = std::round((box.cy() - side / 2) * scale) / scale;
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size; ++x) {
      if (!dark(x, y)) continue;
      int end = x;
      while (end < code.size && dark(end, y)) ++end;
      view.paint.fill({x0 + module * static_cast<float>(x), y0 + module * static_cast<float>(y),
                       module * static_cast<float>(end - x), module},
                      theme::ink);
      x = end;
    }
  }
}

void draw_code_card(View& view, const Box& box) {
  card(view, box);
  const std::string title = view.say("No slip? Photograph this page");
  const std::string below = view.say("This code lets you rate your visit later.");
  if (view.frame.landscape) {
    const float side = std::min(box.h - 236, 260.F);
    draw_qr(view, {box.cx() - side / 2, box.y + 44, side, side});
    view.paint.text_fit({Type::strong, Type::small_strong}, title, box.cx(), box.y + side + 96, theme::ink,
                        Align::centre, box.w - 60);
    view.paint.paragraph(Type::small, below, {box.x + 30, box.y + side + 128, box.w - 60, 0}, theme::second,
                         Align::centre);
    return;
  }
  draw_qr(view, {box.x + 44, box.y + 36, box.h - 72, box.h - 72});
  const float left = box.x + box.h + 10, wide = box.right() - left - 40;
  view.paint.text_fit({Type::figure, Type::strong}, title, left, box.cy() - 44, theme::ink, Align::left, wide, 2);
  view.paint.text_fit({Type::body, Type::small}, below, left, box.cy() + 50, theme::second, Align::left, wide, 2);
}

}  // namespace

void draw_ticket_taken(View& view) {
  header(view);
  const Box& c = view.frame.content;
  if (view.frame.landscape) {
    const float wide = 1100, x = c.x + wide + theme::gap;
    draw_number_card(view, {c.x, c.y + 40, wide, c.h - 80});
    draw_status(view, {x, c.y + 40, c.w - wide - theme::gap, 170});
    draw_code_card(view, {x, c.y + 242, c.w - wide - theme::gap, c.h - 282});
  } else {
    draw_number_card(view, {c.x, c.y + 56, c.w, 760});
    draw_status(view, {c.x, c.y + 848, c.w, 140});
    draw_code_card(view, {c.x, c.y + 1020, c.w, 300});
  }
  const Box room = footer(view, false, true);
  button(view,
         {"ticket.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::none, Look::primary, true},
         room, LeaveTicket{});
}

}  // namespace menting::ui
