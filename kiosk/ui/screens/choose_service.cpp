#include <algorithm>

#include "kiosk/ui/lines.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/service_card.h"
#include "kiosk/ui/service_groups.h"

namespace menting::ui {

namespace {

using Services = std::vector<const desk::ServiceView*>;

constexpr std::size_t cards_max = 4;  ///< more, and they are shown by kind
constexpr float module_min = 3;       ///< canvas units: a phone reads it from an arm's length
constexpr int quiet_modules = 8;      ///< white around a code, both sides together

/// Who needs care says so here, without another page. Side by side, or one on top of the other.
void draw_lanes(View& view, Box area, bool upright) {
  const Theme& t = view.look;
  view.paint.fill(area, t.button, t.radius);
  area = area.inset(8);
  struct Lane {
    const char* id;
    const char* label;
    domain::Lane lane;
  };
  for (const Lane& lane : {Lane{"lane.standard", "Standard", domain::Lane::standard},
                           Lane{"lane.care", "Care: 60+, disabled, pregnant", domain::Lane::care}}) {
    const bool care = lane.lane == domain::Lane::care, chosen = view.state.lane == lane.lane;
    const float part = care ? 1.F : upright ? 0.42F : 0.32F;
    const Box box = upright ? area.cut_top(area.h * part) : area.cut_left(area.w * part);
    const std::string label = view.say(lane.label);
    const bool down = touchable(view, lane.id, label, box, ChooseLane{lane.lane}, view.busy == Busy::no);
    const float radius = std::max(t.radius - 8, 0.F);
    if (chosen || down) view.paint.fill(box, chosen ? t.card : t.button_pressed, radius);
    if (chosen) view.paint.frame(box, t.brand, radius, 5);
    const float icon = care ? 64.F : 0.F, room = box.w - icon - 28;
    const Lines words = fit_lines(view.paint, {Type::strong, Type::small_strong}, label, room, box.h - 8);
    float wide = 0;
    for (const std::string& line : words.words) wide = std::max(wide, view.paint.width(words.type, line));
    const float left = box.cx() - (std::min(wide, room) + icon) / 2;
    if (care) draw_icon(view.paint, Icon::care, left + 22, box.cy(), 46, t.bad);
    draw_lines(view.paint, words, left + icon, box.cy(), chosen ? t.deep : t.ink, Align::left, room);
  }
}

/// A service that can be had without a number, and the side of a code that a phone can read.
struct Online {
  const domain::OnlineWay* way = nullptr;
  float side = 0;
};

std::vector<Online> online_ways(const View& view) {
  std::vector<Online> ways;
  for (const domain::Service& service : view.plan.services) {
    if (service.online.url.empty()) continue;
    const int size = make_qr(service.online.url).size;
    if (size > 0) ways.push_back({&service.online, module_min * static_cast<float>(size + quiet_modules)});
  }
  return ways;
}

void draw_online(View& view, const Online& online, const Box& box, const Lines& text) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.fill(box, t.tint, t.radius * 0.6F);
  const Box code = {box.x, box.y, box.h, box.h};
  paint.fill(code, t.white, t.radius * 0.6F);
  draw_qr(view, online.way->url, code.inset(4));
  const float left = code.right() + 26, wide = box.right() - left - 24;
  const Lines below = fit_lines(paint, {Type::small}, view.say("Scan with your phone: no number needed"), wide,
                                box.h - text.high() - 40);
  const float gap = below.fits ? 16.F : 0.F, whole = text.high() + gap + (below.fits ? below.high() : 0);
  const float y = box.cy() - whole / 2;
  draw_lines(paint, text, left, y + text.high() / 2, t.deep, Align::left, wide);
  if (below.fits) draw_lines(paint, below, left, y + whole - below.high() / 2, t.ink, Align::left, wide);
}

/// What needs no queueing, beside each other: as many as the room shows whole. False: none has the room.
bool draw_ways(View& view, const std::vector<Online>& ways, const Box& area) {
  for (std::size_t count = std::min<std::size_t>(ways.size(), 3); count > 0; --count) {
    const float gap = view.look.gap * 0.6F;
    Box rest = area;
    const float wide = (area.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    std::vector<Lines> texts;
    bool fits = true;
    for (std::size_t i = 0; i < count && fits; ++i) {
      texts.push_back(fit_lines(view.paint, {Type::strong, Type::small_strong}, view.name(ways[i].way->text),
                                wide - area.h - 50, area.h - 16));
      fits = texts.back().fits && ways[i].side + 8 <= area.h;
    }
    if (!fits) continue;
    for (std::size_t i = 0; i < count; ++i) draw_online(view, ways[i], rest.cut_left(wide, gap), texts[i]);
    return true;
  }
  return false;
}

/// Where the codes stand in the title's room, and what of it is left for the title.
struct Head {
  Box ways, title;
};

Head head_of(const View& view) {
  const Box& whole = view.frame.title;
  const bool low = view.frame.manner.low_reach;
  if (view.lying()) {
    // Beside the title; low, as near to the choices as its words.
    const float wide = whole.w * 0.54F, high = low ? 200.F : whole.h - 32, end = low ? 64.F : 16.F;
    Box title = whole;
    title.w -= wide + 40;
    return {{whole.right() - wide, whole.bottom() - end - high, wide, high}, title};
  }
  if (low) return {{whole.x, whole.bottom() - 460, whole.w, 200}, whole};
  Head head{{}, whole};
  head.title.cut_top(20);
  head.ways = head.title.cut_top(148);
  return head;
}

/// Where the wait is longer here than it should be, and a hall nearby has a shorter one, that is said before a number
/// is taken: of the service with the longest wait. Else how waits are known.
std::string quiet_line(const View& view) {
  const desk::ServiceView* longest = nullptr;
  NearbyOffer offer;
  for (const desk::ServiceView& service : view.board.services) {
    const domain::Service* planned = view.plan.service(service.letter);
    const int low = service.estimate.low_minutes;
    if (!view.nearby || planned == nullptr || !service.open || low < planned->target_wait_minutes) continue;
    if (longest != nullptr && low <= longest->estimate.low_minutes) continue;
    for (const NearbyOffer& hall : view.nearby(service.letter)) {
      if (hall.minutes >= low) continue;
      longest = &service;
      offer = hall;
      break;
    }
  }
  if (longest == nullptr) return view.say("Waiting times come from today's visits");
  const int metres = std::max((offer.metres + 50) / 100 * 100, 100);  // nobody walks to the metre
  return view.say("Nearby: {1} has a wait of about {2} minutes, {3} metres from here",
                  {view.name(offer.name), std::to_string(std::max(offer.minutes, 1)), std::to_string(metres)});
}

/// Title and, beside or above it, what can be done without queueing.
void draw_head(View& view) {
  const Box whole = view.frame.title;
  const Head head = head_of(view);
  if (draw_ways(view, online_ways(view), head.ways)) view.frame.title = head.title;
  page_title(view, view.say("Choose a service"), quiet_line(view));
  view.frame.title = whole;  // header and footer stand by it
}

void draw_panels(View& view, const std::vector<ServicePanel>& panels) {
  const Theme& t = view.look;
  Type title = Type::figure;
  for (const ServicePanel& panel : panels) {
    title = std::max(title, row_title(view, panel.services, panel.rows.front().w));
  }
  for (const ServicePanel& panel : panels) {
    view.paint.fill(panel.box, t.button, t.radius);
    const Box& head = panel.heading;
    const Box sign = {head.x + 8, head.cy() - 22, 44, 44};
    icon_tile(view, sign, t.kind(panel.kind), kind_icon(panel.kind));
    view.paint.text_fit({Type::strong, Type::small_strong}, view.say(kind_text(panel.kind)), sign.right() + 16,
                        head.cy(), t.ink, Align::left, head.right() - sign.right() - 20);
    draw_service_rows(view, panel.services, panel.rows, title);
  }
}

/// The part of the services that is shown now, of `leaves`.
Services leaf_of(const Services& all, std::size_t leaves, std::size_t leaf) {
  const std::size_t each = (all.size() + leaves - 1) / leaves, first = std::min(leaf * each, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(first),
          all.begin() + static_cast<std::ptrdiff_t>(std::min(first + each, all.size()))};
}

/// How the services are shown: on cards of their own or by kind, and on how many leaves.
struct Arrangement {
  View& view;
  Services all;
  Box area;
  std::size_t columns = 2;

  bool as_cards() const { return view.elderly() || all.size() <= cards_max; }

  /// Lower rows cannot be read; a name in two lines needs more.
  float row_min(const std::vector<ServicePanel>& panels) const {
    const float wide = panels.front().rows.front().w;
    const bool long_name = std::ranges::any_of(
        all, [&](const desk::ServiceView* service) { return !service_row_holds(view, *service, wide); });
    return long_name ? service_row_two_lines : service_row_min;
  }

  std::size_t leaves() const {
    const std::size_t count = all.size();
    if (as_cards()) return std::max<std::size_t>((count + cards_max - 1) / cards_max, 1);
    for (std::size_t leaves = 1; leaves < count; ++leaves) {
      bool fits = true;
      for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
        const std::vector<ServicePanel> leaf_panels = panels(leaves, leaf);
        fits = fits && row_height(leaf_panels) >= row_min(leaf_panels);
      }
      if (fits) return leaves;
    }
    return std::max<std::size_t>(count, 1);
  }

  std::vector<ServicePanel> panels(std::size_t leaves, std::size_t leaf) const {
    return arrange(leaf_of(all, leaves, leaf), area, columns, view.look.gap * 0.75F);
  }

  void draw(std::size_t leaves, std::size_t leaf) const {
    if (!as_cards()) return draw_panels(view, panels(leaves, leaf));
    const Services shown = leaf_of(all, leaves, leaf);
    bool same_kind = false;
    for (std::size_t i = 1; i < all.size(); ++i) same_kind = same_kind || all[i]->group == all[i - 1]->group;
    const std::size_t across = view.lying() ? 2 : 1;
    const auto boxes = grid(area, shown.size(), across, 1e6F, view.lying() ? 240.F : 250.F, view.look.gap * 0.8F);
    draw_service_cards(view, shown, boxes, !same_kind);
  }
};

}  // namespace

void draw_choose_service(View& view) {
  draw_head(view);
  const float gap = view.look.gap * 0.8F;
  Box area = view.frame.controls;
  // In elderly mode the lane was asked on the page before. Where the room is low, it stands at the left.
  const bool low = view.lying() && area.h < 480, lane = !view.elderly();
  Box lanes = low && lane ? area.cut_left(330, gap) : area.cut_bottom(lane ? 104 : 0, lane ? gap : 0);
  Arrangement arrangement{view, by_kind(view.board.services), area, view.lying() ? (low ? 3U : 4U) : 2U};
  const std::size_t leaves = arrangement.leaves();
  const std::size_t leaf = static_cast<std::size_t>(view.state.leaf) % leaves;
  if (leaves > 1) {
    Box more = low && lane ? lanes.cut_bottom(104, gap) : arrangement.area;
    if (!lane) {
      more = arrangement.area.cut_bottom(view.lying() ? 104.F : 120.F, gap);
    } else if (!low) {
      const float wide = lanes.w * (view.lying() ? 0.24F : 0.3F);
      more = {lanes.right() - wide, lanes.y, wide, lanes.h};
      lanes.w -= wide + gap;
    }
    const std::string label = view.say("More services ({1}/{2})", {std::to_string(leaf + 1), std::to_string(leaves)});
    button(view, {"more", label, more.w > 400 ? Icon::arrow : Icon::none, Look::quiet, true}, more,
           TurnLeaf{static_cast<int>((leaf + 1) % leaves)});
  }
  if (lane) draw_lanes(view, lanes, low);
  arrangement.draw(leaves, leaf);
}

void draw_choose_lane(View& view) {
  page_title(view, view.say("Do you need care?"), view.say("People over 60, disabled or pregnant are called first."));
  const auto places =
      grid(view.frame.controls, 2, view.lying() ? 2 : 1, view.lying() ? 1e6F : 10.F, 330, view.look.gap);
  choice_card(view, {.id = "lane.care", .title = view.say("Yes, please"), .icon = Icon::care, .colour = view.look.bad},
              places[0], ChooseLane{domain::Lane::care});
  choice_card(
      view,
      {.id = "lane.standard", .title = view.say("No, thank you"), .icon = Icon::people, .colour = view.look.brand},
      places[1], ChooseLane{domain::Lane::standard});
}

}  // namespace menting::ui
