#include <algorithm>

#include "kiosk/ui/ticket_parts.h"
#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

constexpr float chip_gap = 16;

/// A face on a field of its own, all of which can be touched. Chosen, it stands on a card; the others step back.
void draw_face_field(View& view, int score, const Box& box) {
  const Theme& t = view.look;
  const bool chosen = view.state.score == score, none = view.state.score == 0;
  const std::string label = view.say(score_text(score));
  const bool down =
      touchable(view, "rate.score." + std::to_string(score), label, box, SetScore{score}, view.busy == Busy::no);
  if (chosen) {
    view.paint.shadow(box);
    view.paint.fill(box, t.card, t.radius * 0.8F);
    view.paint.frame(box, face_colours[static_cast<std::size_t>(score - 1)], t.radius * 0.8F, 6);
  } else if (none || down) {
    view.paint.fill(box, down ? t.button_pressed : t.card, t.radius * 0.8F);
  }
  const bool two_lines = view.elderly() && box.w < 250;
  const float words = view.paint.size(Type::small) * (two_lines ? 2.5F : 1.5F);
  const float most = std::min((box.w - 24) / 2, (box.h - words - 44) / 2);
  const float radius = std::min(most, 150.F) * (chosen || none ? 1.F : 0.82F);
  const float space = (box.h - words - 2 * std::min(most, 150.F)) / 3;
  const float cy = box.y + space + std::min(most, 150.F);
  draw_face(view.paint, score, box.cx(), cy, radius, chosen || none);
  view.paint.text_fit({chosen ? Type::strong : Type::body, chosen ? Type::small_strong : Type::small}, label, box.cx(),
                      box.bottom() - space * 0.8F - words / 2, chosen ? t.ink : t.second, Align::centre, box.w - 10, 2);
}

void draw_faces(View& view, const Box& row) {
  const float gap = view.lying() ? 20 : 12, each = (row.w - 4 * gap) / 5;
  for (int score = 1; score <= 5; ++score) {
    draw_face_field(view, score, {row.x + (each + gap) * static_cast<float>(score - 1), row.y, each, row.h});
  }
}

/// Reasons that fit the score. In elderly mode the three that matter most.
std::vector<std::string> reasons(const View& view) {
  if (view.elderly()) return {"attitude", "speed", "outcome"};
  return rating_aspects();
}

struct Chips {
  Type type = Type::strong;
  std::vector<Box> boxes;
};

/// In the largest type in which two rows do, each as high as there is room for.
Chips place_chips(View& view, const std::vector<std::string>& labels, const Box& area) {
  struct Way {
    Type type;
    float beside;  ///< the words, inside the chip
  };
  Chips chips;
  std::vector<int> row_of;
  for (const Way way : {Way{Type::strong, 68}, Way{Type::small_strong, 64}, Way{Type::small_strong, 44}}) {
    chips = {way.type, {}};
    row_of.clear();
    float x = area.x;
    int row = 0;
    for (const std::string& label : labels) {
      const float wide = std::min(view.paint.width(way.type, label) + way.beside, area.w);
      if (x > area.x && x + wide > area.right() + 1) {
        x = area.x;
        ++row;
      }
      chips.boxes.push_back({x, area.y, wide, 0});
      row_of.push_back(row);
      x += wide + chip_gap;
    }
    if (row < 2) break;
  }
  const auto rows = static_cast<float>(row_of.back() + 1);
  const float most = view.elderly() ? 116.F : 108.F;
  const float high = std::clamp((area.h + chip_gap) / rows - chip_gap, target_min + 1, most);
  for (std::size_t i = 0; i < chips.boxes.size(); ++i) {
    chips.boxes[i].y += static_cast<float>(row_of[i]) * (high + chip_gap);
    chips.boxes[i].h = high;
  }
  return chips;
}

/// What is asked once a face is chosen.
std::string question(View& view, float wide) {
  const bool praise = view.state.score >= 4;
  const std::string whole =
      view.say(praise ? "What was good? (Several may be chosen)" : "What should be better? (Several may be chosen)");
  return view.paint.width(Type::small_strong, whole) <= wide
             ? whole
             : view.say(praise ? "What was good?" : "What should be better?");
}

/// Large type on a low screen: the second question takes the title's place.
bool asks_in_title(const View& view) {
  return view.lying() && view.elderly() && view.state.score != 0;
}

/// The question and its chips.
void draw_aspects(View& view, Box area) {
  if (!asks_in_title(view)) {
    const Box words = area.cut_top(view.paint.size(Type::strong) * 1.3F, 8);
    view.paint.text_fit({Type::strong, Type::small_strong}, question(view, words.w), words.x, words.cy(), view.look.ink,
                        Align::left, words.w);
  }
  std::vector<std::string> labels;
  for (const std::string& aspect : reasons(view)) labels.emplace_back(view.say(aspect_text(aspect, view.state.score)));
  const Chips chips = place_chips(view, labels, area);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string aspect = reasons(view)[i];
    chip(view, "rate.aspect." + aspect, labels[i], chips.type, view.state.aspects.contains(aspect), chips.boxes[i],
         ToggleAspect{aspect});
  }
}

/// What was written so far, or an invitation to.
void draw_comment_field(View& view, const Box& box) {
  const Theme& t = view.look;
  const std::string& text = view.entry.text();
  const std::string invitation = view.say("Anything to add? (Optional)");
  // The label leaves the kiosk's picture: nothing that a customer wrote is in it.
  const bool down = touchable(view, "rate.comment", text.empty() ? invitation : view.say("Change your comment"), box,
                              Go{Page::comment}, view.busy == Busy::no);
  const float radius = std::min(t.radius * 0.8F, box.h / 2);
  view.paint.fill(box, down ? t.button_pressed : t.card, radius);
  view.paint.frame(box, t.edge, radius, 3);
  draw_icon(view.paint, Icon::pen, box.x + 56, box.cy(), 44, t.second);
  std::string shown = text.empty() ? invitation : text;
  const float limit = box.w - 130;
  // The end is what was written last.
  while (!text.empty() && view.paint.width(Type::body, shown) > limit && shown.size() > 4) {
    std::size_t first = shown.starts_with("…") ? 3 : 0;
    do ++first;
    while (first < shown.size() && (static_cast<unsigned char>(shown[first]) & 0xC0) == 0x80);
    shown = "…" + shown.substr(first);
  }
  view.paint.text_fit({Type::body, Type::small}, shown, box.x + 100, box.cy(), text.empty() ? t.second : t.ink,
                      Align::left, limit, text.empty() ? 2 : 1);
}

std::string visit_words(const View& view) {
  const domain::Ticket& visit = view.state.visit;
  std::string words = domain::ticket_name(visit);
  if (visit.counter != 0) words += " · " + view.say("Counter {1}", {std::to_string(visit.counter)});
  if (const domain::Service* service = view.plan.service(visit.service)) words += " · " + view.name(service->name);
  return words;
}

void draw_submit(View& view, const Box& box) {
  const bool sending = view.busy != Busy::no;
  button(view, {"rate.submit", view.say(sending ? "Sending…" : "Submit"), Icon::none, Look::primary, !sending}, box,
         SubmitRating{});
}

/// Nothing but the faces until one is chosen; then what may follow, where it was empty.
void draw_rest(View& view, Box area, bool one_row) {
  if (view.state.score == 0) {
    const float y = area.y + std::min(area.h * 0.3F, 110.F);
    view.paint.text_fit({Type::figure, Type::strong, Type::small_strong}, view.say("Tap the face that fits."),
                        area.cx(), y, view.look.second, Align::centre, area.w, 2);
    return;
  }
  const float gap = one_row ? 18 : view.look.gap * 0.8F, high = view.elderly() ? 124.F : one_row ? 100.F : 124.F;
  Box last = area.cut_bottom(high, gap);
  if (one_row) {
    draw_comment_field(view, last.cut_left(last.w * 0.64F, gap));
  } else {
    draw_comment_field(view, area.cut_bottom(high, gap));
  }
  draw_submit(view, last);
  draw_aspects(view, area);
}

}  // namespace

void draw_rate(View& view) {
  page_title(view, asks_in_title(view) ? question(view, view.frame.title.w * 0.6F) : view.say("How was the service?"),
             visit_words(view));
  Box area = view.frame.controls;
  if (view.lying() && area.h < 450) {
    draw_faces(view, area.cut_left(area.w * 0.5F, 36));
    return draw_rest(view, area, true);
  }
  if (view.lying()) {
    draw_faces(view, area.cut_top(std::min(area.h * 0.5F, 420.F), 22));
    return draw_rest(view, area, true);
  }
  const bool low = area.h < 800;
  draw_faces(view, area.cut_top(low ? 240.F : view.elderly() ? 360.F : 376.F, low ? 22.F : view.look.gap));
  draw_rest(view, area, low);
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
