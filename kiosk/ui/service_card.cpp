#include "kiosk/ui/service_card.h"

#include <algorithm>

#include "kiosk/domain/estimate.h"
#include "kiosk/ui/lines.h"
#include "kiosk/ui/standing.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

const char* about_text(domain::ServiceGroup group) {
  switch (group) {
    case domain::ServiceGroup::new_business:
      return "New lines · plans · broadband";
    case domain::ServiceGroup::enquiry:
      return "Charges · plans · roaming";
    case domain::ServiceGroup::after_sales:
      return "Repairs · returns · pick-up";
    case domain::ServiceGroup::complaint:
      return "Heard and answered on time";
  }
  return "";
}

constexpr float row_edge = 24;

/// How a service stands: how many are ahead and how long it takes, or what is in the way.
struct Standing {
  bool can = true;          ///< a number can be taken
  bool muted = false;       ///< but nobody serves it now
  std::string ahead;        ///< empty: not said
  std::string short_ahead;  ///< where there is little room
  std::string state;        ///< the minutes, or the obstacle
  std::string short_state;
  ImU32 colour = 0;
  Icon icon = Icon::none;  ///< of the obstacle
};

std::string short_range(View& view, const domain::Estimate& estimate) {
  if (estimate.low_minutes <= 0 || estimate.low_minutes >= estimate.high_minutes || domain::is_open_ended(estimate))
    return words::estimate(estimate, view.state.language);
  return view.say("{1}–{2} min", {std::to_string(estimate.low_minutes), std::to_string(estimate.high_minutes)});
}

Standing standing_of(View& view, const desk::ServiceView& service) {
  const Theme& t = view.look;
  Standing s;
  const auto obstacle = [&](const std::string& why, Icon icon) {
    s.state = s.short_state = why;
    s.icon = icon;
    s.colour = t.warn;
    s.muted = true;
  };
  if (!view.board.open || !service.open) {
    s.can = false;
    s.ahead = s.short_ahead = view.say("Please ask our staff");
    const bool paused = view.board.open && service.closure.has_value();
    obstacle(!view.board.open ? view.say("Closed now")
             : paused         ? view.say("Not offered any more today")
                              : view.say("No numbers left today"),
             Icon::warning);
    if (paused) s.short_state = view.say("Not today");
    if (view.board.open && !paused) s.short_state = view.say("No numbers left");
    s.short_ahead.clear();
    return s;
  }
  const std::string count = std::to_string(service.waiting);
  s.ahead = service.waiting == 0 ? view.say("Nobody ahead") : view.say("Ahead of you: {1}", {count});
  s.short_ahead = view.say("{1} ahead", {count});
  if (view.state.pending && view.state.pending->service == service.letter) {
    s.state = s.short_state = view.say("Please wait…");
    s.colour = t.brand;
  } else if (!has_counter(view.board, view.plan, service.letter)) {
    obstacle(view.say("No counter open yet"), Icon::pause);
    s.short_state = view.say("No counter");
  } else {
    s.state = words::estimate(service.estimate, view.state.language);
    s.short_state = short_range(view, service.estimate);
    s.colour = domain::is_at_once(service.estimate) ? t.good : t.ink;
  }
  return s;
}

/// How the names and figures of all cards of a page are set.
struct Style {
  bool beside = false;  ///< figures at the right of the names; else below them
  bool about = false;
  Type title = Type::heading, state = Type::figure, plain = Type::body;
};

/// One card or row while it is drawn.
struct CardDrawing {
  View& view;
  const desk::ServiceView& service;
  Standing s;
  Painter& paint = view.paint;
  const Theme& t = view.look;

  ImU32 title_colour() const { return s.can ? t.ink : t.second; }
  /// An obstacle is a sentence, not a figure.
  Type size_of(Type state) const { return s.icon == Icon::none ? state : Type::small_strong; }
  float sign(Type type) const { return s.icon == Icon::none ? 0.F : paint.size(type) + 10; }
  float state_wide(Type type, const std::string& words) const { return paint.width(type, words) + sign(type); }

  /// The minutes, or the obstacle with its sign, up to `right` or from `left`.
  void state(Type type, const std::string& words, float edge, float cy, Align align) const {
    const float wide = state_wide(type, words), left = align == Align::right ? edge - wide : edge;
    draw_icon(paint, s.icon, left + paint.size(type) / 2, cy, sign(type) > 0 ? paint.size(type) : 0, s.colour);
    paint.text(type, words, left + sign(type), cy, s.colour);
  }

  /// What there is to know: on one line, on two where it must be, or the obstacle alone; returns the height it takes.
  float facts(const Box& room, Type plain, Type figures, bool draw) const {
    const Type type = size_of(figures);
    const float line = paint.size(type), step = line * 1.25F;
    const std::pair<const std::string&, const std::string&> pairs[] = {
        {s.ahead, s.state}, {s.ahead, s.short_state}, {s.short_ahead, s.short_state}};
    for (const auto& [ahead, words] : pairs) {
      if (paint.width(plain, ahead) + state_wide(type, words) + 24 > room.w) continue;
      if (draw) {
        if (!ahead.empty()) paint.text(plain, ahead, room.x, room.cy(), t.second);
        state(type, words, ahead.empty() ? room.x : room.right(), room.cy(),
              ahead.empty() ? Align::left : Align::right);
      }
      return line;
    }
    const bool both = !s.ahead.empty() && room.h >= (line + step) * 1.15F;
    if (draw) {
      if (both) paint.text(plain, s.ahead, room.x, room.cy() - step / 2, t.second, Align::left, room.w);
      const Lines words = fit_lines(paint, {type, Type::small_strong}, s.short_state, room.w - sign(type), line);
      state(words.type, s.short_state, room.x, room.cy() + (both ? step / 2 : 0), Align::left);
    }
    return both ? line + step : line;
  }

  static float gap_in(const Box& room) { return std::clamp(room.h * 0.05F, 6.F, 24.F); }
  bool name_fits(const Box& room, const Style& style) const {
    return fit_lines(paint, {Type::small_strong}, view.name(service.name), room.w,
                     room.h - paint.size(size_of(style.state)) - gap_in(room))
        .fits;
  }

  /// The name, and below it what there is to know.
  void stacked(const Box& room, const Style& style) const {
    const float least = paint.size(size_of(style.state)), gap = gap_in(room);
    const Lines title = fit_lines(paint, {style.title, Type::strong, Type::small_strong}, view.name(service.name),
                                  room.w, room.h - least - gap);
    const float rest = room.h - title.high() - gap;
    const float below = facts({room.x, room.y, room.w, rest}, style.plain, style.state, false);
    float y = room.cy() - (title.high() + gap + below) / 2;
    draw_lines(paint, title, room.x, y + title.high() / 2, title_colour(), Align::left, room.w);
    y += title.high() + gap;
    facts({room.x, y, room.w, below}, style.plain, style.state, true);
  }

  bool fits_beside(const Style& style, float wide) const {
    return paint.width(style.title, view.name(service.name)) + 36 + state_wide(size_of(style.state), s.state) <= wide;
  }
  bool fits_about(float wide) const {
    return paint.width(Type::small, view.say(about_text(service.group))) + 20 + paint.width(Type::small, s.ahead) <=
           wide;
  }

  /// The name and the figure on one line, what it is for and how many are ahead on another.
  void beside(const Box& room, const Style& style) const {
    const float apart = (paint.size(style.title) + paint.size(Type::small)) * 0.42F;
    const float upper = room.cy() - apart * 0.75F, lower = room.cy() + apart;
    paint.text(style.title, view.name(service.name), room.x, style.about ? upper : room.cy(), title_colour());
    if (style.about) paint.text(Type::small, view.say(about_text(service.group)), room.x, lower, t.second);
    state(size_of(style.state), s.state, room.right(), upper, Align::right);
    paint.text(Type::small, s.ahead, room.right(), lower, t.second, Align::right);
  }
};

bool asked(const View& view, const desk::ServiceView& service) {
  return view.state.pending && view.state.pending->service == service.letter;
}

/// The largest way in which all of the page's cards are set alike.
Style common_style(const std::vector<CardDrawing>& all, const Box& room, bool about) {
  const Painter& paint = all.front().paint;
  Style style;
  style.about = about && std::ranges::all_of(all, [&](const CardDrawing& d) { return d.fits_about(room.w); });
  style.beside = !all.front().view.elderly() && room.h >= (paint.size(Type::heading) + paint.size(Type::small)) * 1.2F;
  for (const auto& [title, state] : {std::pair{Type::heading, Type::figure}, std::pair{Type::heading, Type::strong},
                                     std::pair{Type::figure, Type::strong}}) {
    style.title = title;
    style.state = state;
    if (std::ranges::all_of(all, [&](const CardDrawing& d) { return d.fits_beside(style, room.w); })) return style;
  }
  Style large = {false, false, Type::heading, Type::figure, Type::body};
  // Names that take one line are all in one size; those that take two are in the smallest.
  Type title = Type::heading;
  for (const CardDrawing& d : all) {
    for (const Type type : {Type::heading, Type::figure, Type::strong}) {
      if (d.paint.width(type, d.view.name(d.service.name)) > room.w) continue;
      title = std::max(title, type);
      break;
    }
  }
  const bool roomy = room.h > 120 * paint.type_scale && room.w > 560;
  large.title = title;
  if (roomy && std::ranges::all_of(all, [&](const CardDrawing& d) { return d.name_fits(room, large); })) return large;
  return {false, false, title, Type::small_strong, Type::small};
}

std::string spoken(View& view, const desk::ServiceView& service, const Standing& s) {
  std::string label = view.name(service.name);
  for (const std::string* part : {&s.ahead, &s.state}) {
    if (!part->empty()) label += ", " + *part;
  }
  return label;
}

}  // namespace

const char* kind_text(domain::ServiceGroup group) {
  switch (group) {
    case domain::ServiceGroup::new_business:
      return "New business";
    case domain::ServiceGroup::enquiry:
      return "Enquiries";
    case domain::ServiceGroup::after_sales:
      return "After-sales";
    case domain::ServiceGroup::complaint:
      return "Complaints";
  }
  return "";
}

void draw_service_cards(View& view, const std::vector<const desk::ServiceView*>& services,
                        const std::vector<Box>& boxes, bool about) {
  if (services.empty()) return;
  const Theme& t = view.look;
  std::vector<CardDrawing> all;
  all.reserve(services.size());
  for (const desk::ServiceView* service : services) all.push_back({view, *service, standing_of(view, *service)});
  const Box& first = boxes.front();
  const float side = std::min({132.F, first.h - 32, first.w * 0.24F}), edge = first.w > 700 ? 34.F : 26.F;
  const auto room_in = [&](const Box& box) {
    const float left = box.x + edge + side + edge * 0.9F;
    return Box{left, box.y + 14, box.right() - edge - left, box.h - 28};
  };
  const Style style = common_style(all, room_in(first), about);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const CardDrawing& drawing = all[i];
    const desk::ServiceView& service = drawing.service;
    const Standing& s = drawing.s;
    const Box& box = boxes[i];
    const bool down = touchable(view, std::string("service.") + service.letter, spoken(view, service, s), box,
                                ChooseService{service.letter}, s.can && view.busy == Busy::no);
    if (s.can) {
      card(view, box, down || asked(view, service));
    } else {
      view.paint.fill(box, t.button, t.radius);
    }
    if (asked(view, service)) view.paint.frame(box, t.brand, t.radius, 6);
    icon_tile(view, {box.x + edge, box.cy() - side / 2, side, side}, s.muted ? t.second : t.kind(service.group),
              kind_icon(service.group));
    style.beside ? drawing.beside(room_in(box), style) : drawing.stacked(room_in(box), style);
  }
}

bool service_row_holds(View& view, const desk::ServiceView& service, float row_wide) {
  return view.paint.width(Type::small_strong, view.name(service.name)) <= row_wide - 2 * row_edge;
}

Type row_title(View& view, const std::vector<const desk::ServiceView*>& services, float row_wide) {
  for (const Type type : {Type::figure, Type::strong}) {
    if (std::ranges::all_of(services, [&](const desk::ServiceView* service) {
          return view.paint.width(type, view.name(service->name)) <= row_wide - 2 * row_edge;
        })) {
      return type;
    }
  }
  return Type::small_strong;
}

void draw_service_rows(View& view, const std::vector<const desk::ServiceView*>& services, const std::vector<Box>& boxes,
                       Type title) {
  const Theme& t = view.look;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const desk::ServiceView& service = *services[i];
    const CardDrawing drawing{view, service, standing_of(view, service)};
    const Standing& s = drawing.s;
    const Box& box = boxes[i];
    const bool down = touchable(view, std::string("service.") + service.letter, spoken(view, service, s), box,
                                ChooseService{service.letter}, s.can && view.busy == Busy::no);
    const float radius = std::min(t.radius * 0.7F, box.h / 3);
    if (s.can) view.paint.fill(box, down || asked(view, service) ? t.tint : t.card, radius);
    if (!s.can) view.paint.frame(box, t.edge, radius, 3);
    if (asked(view, service)) view.paint.frame(box, t.brand, radius, 5);
    drawing.stacked(box.inset(row_edge, 3), {false, false, title, Type::small_strong, Type::small});
  }
}

}  // namespace menting::ui
