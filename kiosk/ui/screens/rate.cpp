#include <algorithm>

#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

void draw_faces(View& view, const Box& row) {
  const float each = row.w / 5;
  for (int score = 1; score <= 5; ++score) {
    const Box box = {row.x + each * static_cast<float>(score - 1), row.y, each, row.h};
    const bool chosen = view.state.score == score;
    const std::string label = view.say(score_text(score));
    const bool down = touchable(view, "rate.score." + std::to_string(score), label, box.inset(6, 0), SetScore{score},
                                view.busy == Busy::no);
    const float cy = box.y + 112, radius = chosen ? 94.F : 80.F;
    if (down) view.paint.disc(box.cx(), cy, radius + 12, theme::line);
    if (chosen) view.paint.ring(box.cx(), cy, radius + 9, theme::faces[static_cast<std::size_t>(score - 1)], 6);
    draw_face(view.paint, score, box.cx(), cy, radius, chosen || view.state.score == 0);
    view.paint.text_fit({chosen ? Type::strong : Type::body, chosen ? Type::small_strong : Type::small}, label,
                        box.cx(), box.y + 256, chosen ? theme::ink : theme::second, Align::centre, each - 8);
  }
}

void draw_aspects(View& view, const Box& area) {
  const bool praise = view.state.score >= 4;
  const float used = view.paint.paragraph(Type::strong,
                                          praise ? view.say("What was good? (Several may be chosen)")
                                                 : view.say("What should be better? (Several may be chosen)"),
                                          {area.x, area.y, area.w, 0}, theme::ink);
  constexpr float high = 112, gap = 24, pad = 68;
  float x = area.x, y = area.y + used + 28;
  float all = -gap;
  for (const std::string& aspect : rating_aspects()) {
    all += view.paint.width(Type::strong, view.say(aspect_text(aspect, view.state.score))) + pad + gap;
  }
  // Lying there is room for one row.
  const Type type = view.frame.landscape && all > area.w ? Type::small_strong : Type::strong;
  for (const std::string& aspect : rating_aspects()) {
    const std::string label = view.say(aspect_text(aspect, view.state.score));
    const bool chosen = view.state.aspects.contains(aspect);
    const float wide = view.paint.width(type, label) + pad;
    if (x > area.x && x + wide > area.right()) {
      x = area.x;
      y += high + gap;
    }
    const Box box = {x, y, wide, high};
    const bool down = touchable(view, "rate.aspect." + aspect, label, box, ToggleAspect{aspect}, view.busy == Busy::no);
    view.paint.fill(box, chosen ? theme::brand : down ? theme::button_pressed : theme::card, high / 2);
    if (!chosen) view.paint.frame(box, theme::rgb(0xC9D2E0), high / 2, 3);
    view.paint.text(type, label, box.cx(), box.cy(), chosen ? theme::white : theme::ink, Align::centre);
    x += wide + gap;
  }
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
  header(view);
  const Box& c = view.frame.content;
  const bool lying = view.frame.landscape;
  const float top = c.y + (lying ? 44.F : 150.F);
  view.paint.text_fit({Type::body, Type::small}, visit_words(view), c.x, top + 10, theme::second, Align::left, c.w);
  view.paint.text_fit({Type::hero, Type::title}, view.say("How was the service?"), c.x, top + (lying ? 84.F : 96.F),
                      theme::ink, Align::left, c.w);
  const float faces = top + (lying ? 140.F : 190.F);
  draw_faces(view, {c.x - 12, faces, c.w + 24, 300});
  const Box below = {c.x, faces + (lying ? 330.F : 384.F), c.w, 0};
  if (view.state.score == 0) {
    view.paint.paragraph(Type::body, view.say("Tap the face that fits."), below, theme::second, Align::centre);
  } else {
    draw_aspects(view, below);
  }
  const Box room = footer(view, true, true);
  const bool sending = view.busy != Busy::no;
  button(view,
         {"rate.submit", sending ? view.say("Sending…") : view.say("Submit"), Icon::none, Look::primary,
          view.state.score != 0 && !sending},
         room, SubmitRating{});
}

void draw_rated(View& view) {
  header(view);
  const Box& c = view.frame.content;
  const float middle = c.cy() - 40;
  view.paint.disc(c.cx(), middle - 150, 130, theme::good_tint);
  draw_icon(view.paint, Icon::check, c.cx(), middle - 150, 140, theme::good);
  view.paint.text_fit({Type::hero, Type::title}, view.say("Thank you for your rating!"), c.cx(), middle + 70,
                      theme::ink, Align::centre, c.w);
  view.paint.paragraph(Type::body, view.say("Your opinion helps us do better."), {c.x, middle + 130, c.w, 0},
                       theme::second, Align::centre);
  const Box room = footer(view, false, true);
  button(view,
         {"rate.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::none, Look::primary, true},
         room, LeaveTicket{});
}

}  // namespace menting::ui
