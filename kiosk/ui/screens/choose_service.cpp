#include <algorithm>

#include "kiosk/domain/estimate.h"
#include "kiosk/ui/standing.h"
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

/// What stands at the right of a service: how long it takes, or why it cannot be had.
struct Right {
  std::string above, figure;
  ImU32 colour;
};

Right right_words(View& view, const desk::ServiceView& service) {
  const Theme& t = view.look;
  if (!view.board.open) return {view.say("Closed now"), view.say("Please ask our staff"), t.second};
  if (!service.open) return {view.say("No numbers left today"), view.say("Please ask our staff"), t.second};
  const std::string ahead = service.waiting == 0 ? view.say("Nobody ahead")
                                                 : view.say("Ahead of you: {1}", {std::to_string(service.waiting)});
  if (!has_counter(view.board, view.plan, service.letter)) return {ahead, view.say("No counter open yet"), t.second};
  const bool at_once = domain::is_at_once(service.estimate);
  return {ahead, words::estimate(service.estimate, view.state.language), at_once ? t.good : t.ink};
}

void draw_service(View& view, const desk::ServiceView& service, const Box& box) {
  const bool can = service.open && view.board.open;
  const bool asked = view.state.pending && view.state.pending->service == service.letter;
  const Right right = right_words(view, service);
  choice_card(view,
              {.id = std::string("service.") + service.letter,
               .title = view.name(service.name),
               .below = view.say(kind_text(service.group)),
               .icon = kind_icon(service.group),
               .colour = view.look.kind(service.group),
               .figure = asked ? view.say("Please wait…") : right.figure,
               .above = asked ? std::string() : right.above,
               .figure_colour = asked ? view.look.brand : right.colour,
               .enabled = can && view.busy == Busy::no,
               .chosen = asked},
              box, ChooseService{service.letter});
}

/// Who needs care says so here, without another page.
void draw_lanes(View& view, Box row) {
  const Theme& t = view.look;
  view.paint.fill(row, t.button, t.radius);
  row = row.inset(8);
  const float wide = row.w / 2;
  struct Lane {
    const char* id;
    const char* label;
    domain::Lane lane;
  };
  for (const Lane& lane : {Lane{"lane.standard", "Standard", domain::Lane::standard},
                           Lane{"lane.care", "Care: 60+, disabled, pregnant", domain::Lane::care}}) {
    const Box box = row.cut_left(wide);
    const bool chosen = view.state.lane == lane.lane;
    const std::string label = view.say(lane.label);
    const bool down = touchable(view, lane.id, label, box, ChooseLane{lane.lane}, view.busy == Busy::no);
    const float radius = std::max(t.radius - 8, 0.F);
    if (chosen || down) view.paint.fill(box, chosen ? t.card : t.button_pressed, radius);
    if (chosen) view.paint.frame(box, t.brand, radius, 4);
    const bool care = lane.lane == domain::Lane::care;
    const float icon = care ? 60.F : 0.F;
    const float used = std::min(view.paint.width(Type::small_strong, label), box.w - icon - 40);
    const float left = box.cx() - (used + icon) / 2;
    if (care) draw_icon(view.paint, Icon::care, left + 22, box.cy(), 44, chosen ? t.bad : t.second);
    view.paint.text_fit({Type::small_strong, Type::small}, label, left + icon, box.cy(), chosen ? t.deep : t.ink,
                        Align::left, box.w - icon - 40, 2);
  }
}

/// The first of the services that can be had without a number: its QR and what it does.
void draw_online(View& view, const Box& box) {
  const auto& services = view.plan.services;
  const auto way = std::ranges::find_if(services, [](const domain::Service& s) { return !s.online.url.empty(); });
  if (way == services.end()) return;
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.fill(box, t.tint, t.radius);
  const float side = box.h - 36;
  const Box code = {box.x + 22, box.y + 18, side, side};
  paint.fill(code, t.white, 12);
  draw_qr(view, way->online.url, code.inset(10));
  const float left = code.right() + 34, wide = box.right() - left - 30;
  paint.text_fit({Type::strong, Type::small_strong}, view.name(way->online.text), left, box.cy() - 30, t.deep,
                 Align::left, wide, 2);
  paint.text_fit({Type::small}, view.say("Scan with your phone: no number needed"), left, box.cy() + 38, t.ink,
                 Align::left, wide);
}

bool has_online(const View& view) {
  return std::ranges::any_of(view.plan.services, [](const domain::Service& s) { return !s.online.url.empty(); });
}

/// In elderly mode four choices a page at most, with a way to the others.
void draw_leaves(View& view, Box area) {
  constexpr std::size_t per_leaf = 4;
  const auto& services = view.board.services;
  const std::size_t leaves = (services.size() + per_leaf - 1) / per_leaf;
  const std::size_t leaf = leaves == 0 ? 0 : static_cast<std::size_t>(view.state.leaf) % leaves;
  if (leaves > 1) {
    const Box box = area.cut_bottom(120, 24);
    button(view, {"more", view.say("More services"), Icon::arrow, Look::quiet, true}, box,
           TurnLeaf{static_cast<int>((leaf + 1) % leaves)});
  }
  const std::size_t first = leaf * per_leaf, count = std::min(per_leaf, services.size() - first);
  const auto boxes = grid(area, count, view.lying() ? 2 : 1, view.lying() ? 230.F : 10.F, 260, view.look.gap * 0.8F);
  for (std::size_t i = 0; i < count; ++i) draw_service(view, services[first + i], boxes[i]);
}

}  // namespace

void draw_choose_service(View& view) {
  page_title(view, view.say("Choose a service"), view.say("Waiting times come from today's visits"));
  Box area = view.frame.controls;
  if (view.elderly()) return draw_leaves(view, area);
  const float gap = view.look.gap * 0.8F;
  const std::size_t count = view.board.services.size();
  const std::size_t columns = view.lying() ? (view.frame.tight() || count > 8 ? 4 : 2) : 2;
  const float most = view.lying() ? 210 : 236, least = view.frame.tight() ? 130 : count > 6 ? 110 : 140;
  Box lanes = area.cut_bottom(view.lying() ? 100.F : 112.F, gap);
  const bool online = has_online(view) && count <= 6 && area.h > 560;
  if (view.lying() && has_online(view)) {
    draw_lanes(view, lanes.cut_left(lanes.w * 0.58F, gap));
    draw_online(view, lanes);
  } else {
    draw_lanes(view, lanes);
  }
  if (!view.lying() && online) draw_online(view, area.cut_bottom(170, gap));
  const auto boxes = grid(area, count, columns, least, most, gap);
  for (std::size_t i = 0; i < count; ++i) draw_service(view, view.board.services[i], boxes[i]);
}

void draw_choose_lane(View& view) {
  page_title(view, view.say("Do you need care?"), view.say("People over 60, disabled or pregnant are called first."));
  const auto boxes = grid(view.frame.controls, 2, view.lying() ? 2 : 1, 1e6F, 330, view.look.gap);
  const std::vector<Box> places = view.lying() ? boxes : grid(view.frame.controls, 2, 1, 10, 330, view.look.gap);
  choice_card(view, {.id = "lane.care", .title = view.say("Yes, please"), .icon = Icon::care, .colour = view.look.bad},
              places[0], ChooseLane{domain::Lane::care});
  choice_card(
      view,
      {.id = "lane.standard", .title = view.say("No, thank you"), .icon = Icon::people, .colour = view.look.brand},
      places[1], ChooseLane{domain::Lane::standard});
}

}  // namespace menting::ui
