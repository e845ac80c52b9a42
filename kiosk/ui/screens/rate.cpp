#include <algorithm>

#include "kiosk/ui/ticket_parts.h"
#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

void draw_faces(View& view, const Box& row) {
  const float each = row.w / 5;
  const float words = view.paint.size(Type::small) * 1.3F;
  const float most = std::min({94.F, (each - 26) / 2, (row.h - words - 20) / 2});
  for (int score = 1; score <= 5; ++score) {
    const Box box = {row.x + each * static_cast<float>(score - 1), row.y, each, row.h};
    const bool chosen = view.state.score == score;
    const std::string label = view.say(score_text(score));
    const bool down = touchable(view, "rate.score." + std::to_string(score), label, box.inset(4, 0), SetScore{score},
                                view.busy == Busy::no);
    const float cy = box.y + most + 8, radius = chosen ? most : most * 0.86F;
    if (down) view.paint.disc(box.cx(), cy, radius + 10, view.look.line);
    if (chosen) view.paint.ring(box.cx(), cy, radius + 8, face_colours[static_cast<std::size_t>(score - 1)], 6);
    draw_face(view.paint, score, box.cx(), cy, radius, chosen || view.state.score == 0);
    view.paint.text_fit({chosen ? Type::strong : Type::body, chosen ? Type::small_strong : Type::small}, label,
                        box.cx(), row.bottom() - words * 0.5F, chosen ? view.look.ink : view.look.second, Align::centre,
                        each - 6, 2);
  }
}

/// Reasons that fit the score. In elderly mode the three that matter most.
std::vector<std::string> reasons(const View& view) {
  std::vector<std::string> all = rating_aspects();
  if (view.elderly()) all = {"attitude", "speed", "outcome"};
  return all;
}

void draw_aspects(View& view, Box area) {
  const std::string ask = view.state.score >= 4 ? view.say("What was good? (Several may be chosen)")
                                                : view.say("What should be better? (Several may be chosen)");
  const Box words = area.cut_top(view.paint.size(Type::strong) * 1.5F, 8);
  view.paint.text_fit({Type::strong, Type::small_strong}, ask, words.x, words.cy(), view.look.ink, Align::left,
                      words.w);
  const float gap = 20, high = std::min(112.F, std::max(target_min + 3, (area.h - gap) / 2));
  const bool one_row = area.h < 2 * high + gap;
  float all = -gap;
  for (const std::string& aspect : reasons(view)) {
    all += chip_width(view, view.say(aspect_text(aspect, view.state.score)), Type::strong) + gap;
  }
  const Type type = one_row && all > area.w ? Type::small_strong : Type::strong;
  float x = area.x, y = area.y;
  for (const std::string& aspect : reasons(view)) {
    const std::string label = view.say(aspect_text(aspect, view.state.score));
    const float wide = std::min(chip_width(view, label, type), area.w);
    if (x > area.x && x + wide > area.right() + 1) {
      x = area.x;
      y += high + gap;
    }
    chip(view, "rate.aspect." + aspect, label, type, view.state.aspects.contains(aspect), {x, y, wide, high},
         ToggleAspect{aspect});
    x += wide + gap;
  }
}

/// What was written so far, or an invitation to.
void draw_comment_field(View& view, const Box& box) {
  const Theme& t = view.look;
  const std::string& text = view.entry.text();
  const std::string words = text.empty() ? view.say("Anything to add? (Optional)") : text;
  const bool down = touchable(view, "rate.comment", words, box, Go{Page::comment}, view.busy == Busy::no);
  const float radius = std::min(t.radius * 0.8F, box.h / 2);
  view.paint.fill(box, down ? t.button_pressed : t.card, radius);
  view.paint.frame(box, t.edge, radius, 3);
  draw_icon(view.paint, Icon::pen, box.x + 56, box.cy(), 44, t.second);
  // The end is what was written last.
  std::string shown = words;
  const float limit = box.w - 130;
  while (!text.empty() && view.paint.width(Type::body, shown) > limit && shown.size() > 4) {
    std::size_t first = shown.starts_with("…") ? 3 : 0;
    do ++first;
    while (first < shown.size() && (static_cast<unsigned char>(shown[first]) & 0xC0) == 0x80);
    shown = "…" + shown.substr(first);
  }
  view.paint.text_fit({Type::body, Type::small}, shown, box.x + 100, box.cy(), text.empty() ? t.second : t.ink,
                      Align::left, limit);
}

std::string visit_words(const View& view) {
  const domain::Ticket& visit = view.state.visit;
  std::string words = domain::ticket_name(visit);
  if (visit.counter != 0) words += " · " + view.say("Counter {1}", {std::to_string(visit.counter)});
  if (const domain::Service* service = view.plan.service(visit.service)) words += " · " + view.name(service->name);
  return words;
}

}  // namespace

void draw_rate(View& view) {
  page_title(view, view.say("How was the service?"), visit_words(view));
  Box area = view.frame.controls;
  const float gap = view.look.gap * 0.8F;
  const bool sending = view.busy != Busy::no;
  const Button submit = {"rate.submit", view.say(sending ? "Sending…" : "Submit"), Icon::none, Look::primary,
                         view.state.score != 0 && !sending};
  if (view.lying() && view.frame.tight() && view.frame.manner.low_reach) {
    Box left = area.cut_left(area.w * 0.5F, 40);
    draw_faces(view, left.cut_top(230, gap));
    button(view, submit, left.cut_bottom(104), SubmitRating{});
    draw_comment_field(view, area.cut_bottom(100, 12));
    if (view.state.score != 0) draw_aspects(view, area);
    return;
  }
  draw_faces(view, area.cut_top(view.lying() ? 236.F : view.elderly() ? 290.F : 300.F, gap));
  if (view.lying()) {
    Box row = area.cut_bottom(116, gap);
    draw_comment_field(view, row.cut_left(row.w * 0.6F, gap));
    button(view, submit, row, SubmitRating{});
  } else {
    button(view, submit, area.cut_bottom(view.elderly() ? 140.F : 124.F, gap), SubmitRating{});
    draw_comment_field(view, area.cut_bottom(view.elderly() ? 130.F : 116.F, gap));
  }
  if (view.state.score != 0) return draw_aspects(view, area);
  view.paint.text_fit({Type::body, Type::small}, view.say("Tap the face that fits."), area.cx(), area.y + 40,
                      view.look.second, Align::centre, area.w);
}

void draw_rated(View& view) {
  const Theme& t = view.look;
  TicketPage page;
  page.lead = {Icon::check, view.say("Thank you for your rating!"), view.say("Your opinion helps us do better."),
               t.good_tint, t.good};
  if (view.aloud != nullptr) view.aloud->insert(view.aloud->end(), {page.lead.words, page.lead.below});
  page.ways = {
      {{"rate.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check, Look::primary, true},
       LeaveTicket{}}};
  draw_ticket_page(view, page);
}

}  // namespace menting::ui
