#include "kiosk/ui/ticket_parts.h"

#include <algorithm>

#include "kiosk/ui/lines.h"

namespace menting::ui {

namespace {

/// What it is and the figure below, in the middle of the room.
void draw_fact(View& view, const Fact& fact, const Box& room) {
  Painter& paint = view.paint;
  const Lines label = fit_lines(paint, {Type::body, Type::small}, fact.label, room.w, room.h * 0.45F);
  const float rest = room.h - label.high();
  const Lines figure = fit_lines(paint, {Type::hero, Type::title, Type::figure, Type::strong, Type::small_strong},
                                 fact.figure, room.w, rest - 4);
  const float gap = std::clamp((rest - figure.high()) / 2, 4.F, 24.F);
  const float y = room.cy() - (label.high() + gap + figure.high()) / 2;
  draw_lines(paint, label, room.cx(), y + label.high() / 2, view.look.second, Align::centre, room.w);
  draw_lines(paint, figure, room.cx(), y + label.high() + gap + figure.high() / 2, view.look.ink, Align::centre,
             room.w);
}

void draw_facts(View& view, const std::vector<Fact>& facts, Box row) {
  view.paint.dashes(row.x, row.right(), row.y, view.look.edge, 3);
  row.cut_top(20);
  // A range of minutes takes more room than a count.
  const float split = facts.size() < 2 ? row.w : row.w * 0.4F;
  draw_fact(view, facts.front(), row.cut_left(split).inset(14, 0));
  if (facts.size() < 2) return;
  view.paint.line(row.x, row.y + 6, row.x, row.bottom() - 6, view.look.line, 3);
  draw_fact(view, facts[1], row.inset(14, 0));
}

/// The code, as large as the room is high, and the facts below each other at its right.
void draw_code_and_facts(View& view, const TicketCard& ticket, Box room) {
  view.paint.dashes(room.x, room.right(), room.y, view.look.edge, 3);
  room.cut_top(16);
  draw_qr(view, ticket.code, room.cut_left(std::min(room.h, room.w * 0.55F), 12));
  Box rest = room.inset(0, 10);
  const float each = rest.h / static_cast<float>(std::max<std::size_t>(ticket.facts.size(), 1));
  for (const Fact& fact : ticket.facts) draw_fact(view, fact, rest.cut_top(each).inset(0, 8));
}

/// The slip's code: for who has no slip, and for who likes their phone better.
void draw_code_card(View& view, const std::string& code, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const float side = std::min(box.h - 24, box.w * 0.4F);
  draw_qr(view, code, {box.x + 20, box.cy() - side / 2, side, side});
  const float left = box.x + side + 40, wide = box.right() - left - 36, room = box.h - 40;
  const bool has_page = code.find('#') != std::string::npos;
  const Lines title = fit_lines(
      paint, {Type::figure, Type::strong, Type::small_strong},
      has_page ? view.say("Scan to follow your place") : view.say("No slip? Photograph this page"), wide, room);
  const Lines below = fit_lines(paint, {Type::body, Type::small}, view.say("This code lets you rate your visit later."),
                                wide, room - title.high() - 20);
  const float whole = title.high() + (below.fits ? 20 + below.high() : 0), y = box.cy() - whole / 2;
  draw_lines(paint, title, left, y + title.high() / 2, t.ink, Align::left, wide);
  if (below.fits) draw_lines(paint, below, left, y + whole - below.high() / 2, t.second, Align::left, wide);
}

/// Icon, words and what follows, on top of each other in the middle.
void draw_lead_upright(View& view, const Lead& lead, const Box& box) {
  Painter& paint = view.paint;
  const float wide = box.w - 96, disc = std::min(240.F, box.h * 0.32F), gap = std::min(40.F, box.h * 0.07F);
  const float room = box.h - disc - gap - 56;
  const Lines words =
      fit_lines(paint, {Type::hero, Type::title, Type::heading, Type::figure, Type::strong, Type::small_strong},
                lead.words, wide, room * 0.6F);
  const Lines below = fit_lines(paint, {Type::figure, Type::strong, Type::body, Type::small}, lead.below, wide,
                                room - words.high() - gap);
  const float whole = disc + gap + words.high() + (below.fits ? gap * 0.9F + below.high() : 0);
  float y = box.cy() - whole / 2;
  paint.disc(box.cx(), y + disc / 2, disc / 2, lead.colour);
  draw_icon(paint, lead.icon, box.cx(), y + disc / 2, disc * 0.54F, view.look.white);
  y += disc + gap;
  draw_lines(paint, words, box.cx(), y + words.high() / 2, view.look.ink, Align::centre, wide);
  if (!below.fits) return;
  y += words.high() + gap * 0.9F;
  draw_lines(paint, below, box.cx(), y + below.high() / 2, view.look.second, Align::centre, wide);
}

}  // namespace

void draw_ticket_card(View& view, const TicketCard& ticket, const Box& whole) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, whole);
  Box box = whole.inset(48, 28);
  const float k = paint.type_scale;
  const bool wide = box.w > box.h * 1.5F;
  if (!ticket.code.empty() && !wide) {
    draw_code_and_facts(view, ticket, box.cut_bottom(std::min(box.h * 0.52F, 460.F), 22));
  } else if (!ticket.facts.empty()) {
    draw_facts(view, ticket.facts, box.cut_bottom(std::min(200 * k, box.h * 0.32F), 20));
  }
  if (!ticket.code.empty() && wide) {
    const float side = std::min(box.h, box.w * 0.46F);
    draw_qr(view, ticket.code, {box.right() - side, box.cy() - side / 2, side, side});
    box.w -= side + 24;
  }
  const Lines above = fit_lines(paint, {Type::body, Type::small}, ticket.above, box.w, box.h * 0.2F);
  const Lines service = fit_lines(paint, {Type::figure, Type::strong, Type::small_strong}, ticket.service, box.w,
                                  std::max(box.h * 0.34F, paint.size(Type::small_strong)));
  const Box top = box.cut_top(above.high(), 2), below = box.cut_bottom(service.high(), 2);
  draw_lines(paint, above, top.cx(), top.cy(), t.second, Align::centre, top.w);
  draw_lines(paint, service, below.cx(), below.cy(), t.ink, Align::centre, below.w);
  draw_largest(paint, ticket.number, box, t.brand);
}

void draw_lead(View& view, const Lead& lead, const Box& box) {
  Painter& paint = view.paint;
  paint.fill(box, lead.ground, view.look.radius);
  if (box.h > 300 * paint.type_scale) return draw_lead_upright(view, lead, box);
  const float disc = std::min(box.h - 48, 120.F), room = box.h - 32;
  const float left_least = box.x + 40, limit = box.w - 80 - disc - 32;
  const Lines words =
      fit_lines(paint, {Type::heading, Type::figure, Type::strong, Type::small_strong}, lead.words, limit, room);
  const Lines below = fit_lines(paint, {Type::body, Type::small}, lead.below, limit, room - words.high() - 18);
  const float whole = words.high() + (below.fits ? 18 + below.high() : 0), y = box.cy() - whole / 2;
  float wide = 0;
  for (const Lines* lines : {&words, &below}) {
    if (!lines->fits) continue;
    for (const std::string& line : lines->words) wide = std::max(wide, paint.width(lines->type, line));
  }
  // In the middle as a whole, sign and words.
  const float left = std::max(left_least, box.cx() - (std::min(wide, limit) + disc + 32) / 2);
  paint.disc(left + disc / 2, box.cy(), disc / 2, lead.colour);
  draw_icon(paint, lead.icon, left + disc / 2, box.cy(), disc * 0.54F, view.look.white);
  const float x = left + disc + 32;
  draw_lines(paint, words, x, y + words.high() / 2, view.look.ink, Align::left, limit);
  if (below.fits) draw_lines(paint, below, x, y + whole - below.high() / 2, view.look.second, Align::left, limit);
}

void draw_counter_lead(View& view, const CounterLead& lead, const Box& whole) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.shadow(whole);
  paint.fill(whole, lead.ground, t.radius);
  Box box = whole.inset(44, 32);
  const Lines above =
      fit_lines(paint, {Type::hero, Type::title, Type::heading, Type::strong}, lead.above, box.w, box.h * 0.24F);
  const Box top = box.cut_top(above.high(), 4);
  draw_lines(paint, above, top.cx(), top.cy(), t.white, Align::centre, top.w);
  if (!lead.below.empty()) {
    const Lines below = fit_lines(paint, {Type::heading, Type::figure, Type::strong, Type::small_strong}, lead.below,
                                  box.w, box.h * 0.3F);
    const Box bottom = box.cut_bottom(below.high(), 4);
    draw_lines(paint, below, bottom.cx(), bottom.cy(), t.white, Align::centre, bottom.w);
  }
  draw_largest(paint, std::to_string(lead.counter), box, t.white);
}

void draw_ticket_page(View& view, const TicketPage& page) {
  const float gap = view.look.gap * 0.8F, k = view.paint.type_scale;
  // To read, the whole page may be used; to touch, the controls.
  Box area = view.frame.controls;
  const float top = view.frame.title.y + (view.lying() ? 24.F : 40.F);
  area = {area.x, top, area.w, area.bottom() - top};
  const auto draw_first = [&](const Box& box) {
    if (page.counter) return draw_counter_lead(view, *page.counter, box);
    if (!page.card) view.paint.shadow(box);
    draw_lead(view, page.lead, box);
  };
  const auto draw_ways = [&](Box& room, float high) {
    for (const TicketPage::Way& way : page.ways) button(view, way.look, room.cut_bottom(high, gap), way.intent);
  };
  if (view.lying()) {
    Box large = page.card ? area.cut_left(area.w * 0.57F, view.look.gap) : area;
    if (!page.card) {
      draw_ways(large, 116);
      return draw_first(large);
    }
    draw_ways(area, 116);
    // Where both have no room, the ticket is worth more: its number is what was called.
    const float code = std::min(230.F, area.h * 0.42F);
    if (!page.code.empty() && (!page.counter || area.h - code - gap >= 300 * k)) {
      draw_code_card(view, page.code, area.cut_bottom(code, gap));
    }
    if (page.counter) {
      draw_counter_lead(view, *page.counter, large);
      return draw_ticket_card(view, *page.card, area);
    }
    draw_lead(view, page.lead, area);
    return draw_ticket_card(view, *page.card, large);
  }
  draw_ways(area, view.elderly() ? 140.F : 124.F);
  if (!page.card) return draw_first(area);
  if (!page.code.empty()) draw_code_card(view, page.code, area.cut_bottom(view.elderly() ? 260.F : 230.F, gap));
  const bool tall = page.code.empty() && page.card->code.empty();  // nothing else wants the room
  draw_first(area.cut_top(page.counter ? area.h * 0.56F
                          : tall       ? area.h * 0.34F
                                       : std::min(180 * k, area.h * 0.24F),
                          gap));
  draw_ticket_card(view, *page.card, area);
}

TicketCard card_of(View& view, const domain::Ticket& ticket) {
  TicketCard card;
  card.above = view.say("Your number");
  card.number = domain::ticket_name(ticket);
  const domain::Service* service = view.plan.service(ticket.service);
  if (service != nullptr) card.service = view.name(service->name);
  if (const std::string area = area_words(view, ticket.service); !area.empty()) card.service += " · " + area;
  return card;
}

std::string area_words(const View& view, domain::ServiceLetter service) {
  const domain::Service* plan = view.plan.service(service);
  return plan == nullptr || plan->area.empty() ? std::string() : view.name(plan->area);
}

}  // namespace menting::ui
