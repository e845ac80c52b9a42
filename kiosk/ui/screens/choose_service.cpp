#include <algorithm>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

const char* kind_text(domain::ServiceGroup group) {
  switch (group) {
    case domain::ServiceGroup::new_business:
      return "New lines · plans · broadband";
    case domain::ServiceGroup::enquiry:
      return "Charges · plans · roaming";
    case domain::ServiceGroup::after_sales:
      return "Repairs · returns · pick-up";
    case domain::ServiceGroup::complaint:
      return "Heard first time, answered on time";
  }
  return "";
}

struct Right {
  std::string above, figure;
  ImU32 colour = theme::ink;
};

/// What stands at a card's right: how many, how long; or why not.
Right right_words(const View& view, const desk::ServiceView& service) {
  if (!view.board.open) return {{}, view.say("Closed now"), theme::warn};
  if (!service.open) return {view.say("Please ask our staff"), view.say("No numbers left today"), theme::warn};
  const std::string ahead = service.waiting == 0 ? view.say("Nobody ahead")
                                                 : view.say("Ahead of you: {1}", {std::to_string(service.waiting)});
  if (!has_counter(view.board, view.plan, service.letter))
    return {ahead, view.say("No counter open yet"), theme::second};
  const bool at_once = service.estimate.high_minutes <= 0;
  return {ahead, words::estimate(service.estimate, view.state.language), at_once ? theme::good : theme::ink};
}

/// What a card says, wherever it stands in it.
struct Inside {
  Box box;
  std::string name;
  Right right;
  bool can, asked;
  domain::ServiceGroup group;
};

Box draw_tile(View& view, const Inside& in, float most) {
  const float side = std::min(most, in.box.h - 36), left = in.box.x + (most > 100 ? 40.F : 24.F);
  const Box tile = {left, in.box.cy() - side / 2, side, side};
  icon_tile(view, tile, in.can ? theme::kind(in.group) : theme::third, kind_icon(in.group));
  return tile;
}

/// One size for all names: the largest in which each fits.
Type names_type(View& view, float wide) {
  for (const Type type : {Type::heading, Type::figure}) {
    const bool all = std::ranges::all_of(view.board.services, [&](const desk::ServiceView& s) {
      return view.paint.width(type, view.name(s.name)) <= wide;
    });
    if (all) return type;
  }
  return Type::strong;
}

/// Name and kind at the left, people and minutes at the right.
void draw_wide(View& view, const Inside& in) {
  Painter& paint = view.paint;
  const Box& box = in.box;
  const Box tile = draw_tile(view, in, 148);
  const float right_wide =
      std::min(310.F, std::max(paint.width(Type::strong, in.right.figure), paint.width(Type::small, in.right.above)));
  const float left = tile.right() + 36, edge = box.right() - 44, wide = edge - right_wide - 20 - left;
  const bool roomy = box.h >= 150;
  paint.text_fit({names_type(view, wide), Type::small_strong}, in.name, left, roomy ? box.cy() - 36 : box.cy(),
                 in.can ? theme::ink : theme::second, Align::left, wide, roomy ? 1 : 2);
  if (roomy) {
    paint.text_fit({Type::small}, view.say(kind_text(in.group)), left, box.cy() + 46, theme::second, Align::left, wide,
                   3);
  }
  if (in.asked) {
    paint.text_fit({Type::strong, Type::small_strong}, view.say("Please wait…"), edge, box.cy(), theme::brand,
                   Align::right, right_wide);
    return;
  }
  const bool both = !in.right.above.empty();
  const float apart = roomy ? 36.F : 22.F;
  if (both) {
    paint.text_fit({Type::small}, in.right.above, edge, box.cy() - apart, theme::second, Align::right, right_wide);
  }
  if (roomy) {
    paint.text_fit({Type::figure, Type::strong, Type::small_strong}, in.right.figure, edge,
                   both ? box.cy() + apart : box.cy(), in.right.colour, Align::right, right_wide, 2);
  } else {
    paint.text_fit({Type::strong, Type::small_strong}, in.right.figure, edge, both ? box.cy() + apart : box.cy(),
                   in.right.colour, Align::right, right_wide);
  }
}

/// Where a hall offers many services: the name, and one line below.
void draw_narrow(View& view, const Inside& in) {
  const Box tile = draw_tile(view, in, 92);
  const float left = tile.right() + 24, wide = in.box.right() - 24 - left;
  view.paint.text_fit({Type::strong, Type::small_strong}, in.name, left, in.box.cy() - 24,
                      in.can ? theme::ink : theme::second, Align::left, wide);
  const std::string below = in.asked ? view.say("Please wait…") : in.right.figure;
  view.paint.text_fit({Type::small}, below, left, in.box.cy() + 26, in.asked ? theme::brand : in.right.colour,
                      Align::left, wide);
}

void draw_service(View& view, const desk::ServiceView& service, const Box& box) {
  Painter& paint = view.paint;
  const bool can = service.open && view.board.open;
  const bool asked = view.state.pending && view.state.pending->service == service.letter;
  const std::string& name = view.name(service.name);
  const Right right = right_words(view, service);
  const std::string label = name + (right.above.empty() ? "" : ", " + right.above) + ", " + right.figure;
  const bool down = touchable(view, std::string("service.") + service.letter, label, box, ChooseService{service.letter},
                              can && view.busy == Busy::no);
  if (can) {
    card(view, box, down || asked);
  } else {
    paint.fill(box, theme::button, theme::radius);
  }
  if (asked) paint.frame(box, theme::brand, theme::radius, 6);
  Inside in{.box = box, .name = name, .right = right, .can = can, .asked = asked, .group = service.group};
  box.w < 760 ? draw_narrow(view, in) : draw_wide(view, in);
}

}  // namespace

void draw_choose_service(View& view) {
  header(view);
  const Box& c = view.frame.content;
  const float top = page_title(view, {c.x, c.y + (view.frame.landscape ? 34.F : 64.F), c.w, 0},
                               view.say("Choose a service"), view.say("Waiting times come from today's visits")) +
                    (view.frame.landscape ? 30.F : 48.F);
  const std::size_t count = view.board.services.size();
  const std::size_t columns = view.frame.landscape ? (count > 8 ? 3 : 2) : count > 6 ? 2 : 1;
  const std::size_t rows = std::max<std::size_t>((count + columns - 1) / columns, 1);
  const float gap = rows > 5 ? 16 : theme::gap;
  const auto n = static_cast<float>(rows);
  const float high = std::min(view.frame.landscape ? 250.F : 236.F, (c.bottom() - 36 - top - gap * (n - 1)) / n);
  const float wide = (c.w - theme::gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t line = i / columns;
    const auto column = static_cast<float>(i % columns), row = static_cast<float>(line);
    draw_service(view, view.board.services[i],
                 {c.x + column * (wide + theme::gap), top + row * (high + gap), wide, high});
  }
  footer(view, true, true);
}

}  // namespace menting::ui
