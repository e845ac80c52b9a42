#include <algorithm>
#include <array>

#include "kiosk/ui/widgets.h"
#include "kiosk/ui/word_stack.h"

namespace menting::ui {

namespace {

std::string hours(const View& view) {
  const int opens = view.plan.opens_minute, closes = view.plan.closes_minute;
  return clock_text(opens / 60, opens % 60) + "–" + clock_text(closes / 60, closes % 60);
}

std::string next_words(View& view) {
  const int opens = view.plan.opens_minute;
  const bool today = view.local.hour * 60 + view.local.minute < opens;
  return view.say(today ? "See you today from {1}" : "See you tomorrow from {1}", {clock_text(opens / 60, opens % 60)});
}

/// Halls nearby and the telephone: where to go instead.
class Elsewhere {
 public:
  Elsewhere(View& view, float width, std::size_t columns) : view_(view), columns_(columns) {
    wide_ = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const Theme& t = view.look;
    for (const domain::NearbyHall& hall : view.plan.elsewhere) {
      halls_.push_back({Icon::pin, t.card, t.brand, make(view.name(hall.name), t.ink, view.name(hall.address))});
    }
    if (!view.plan.service_phone.empty()) {
      phone_.push_back(
          {Icon::phone, t.tint, t.deep, make(view.say("Or call {1}", {view.plan.service_phone}), t.deep, "")});
    }
  }

  float high() const { return high(halls_.size()); }
  float high_within(float most) const { return high(shown_within(most)); }

  /// As many halls as there is room for, the nearest first.
  void draw(Box area) const {
    const std::size_t shown = shown_within(area.h);
    if (shown > 0) {
      view_.paint.text_fit({Type::strong, Type::small_strong}, view_.say("These halls can help you now:"), area.x,
                           area.y + heading() / 2 - 6, view_.look.ink, Align::left, area.w);
      area.cut_top(heading());
    }
    std::vector<const Cell*> cells;
    for (std::size_t i = 0; i < shown; ++i) cells.push_back(&halls_[i]);
    for (const Cell& cell : phone_) cells.push_back(&cell);
    for (std::size_t i = 0; i < cells.size();) {
      const std::size_t end = std::min(i + columns_, cells.size());
      float most = 0;
      for (std::size_t j = i; j < end; ++j) most = std::max(most, high(*cells[j]));
      if (most > area.h) return;
      Box row = area.cut_top(most, gap);
      for (; i < end; ++i) draw(*cells[i], row.cut_left(wide_, gap));
    }
  }

 private:
  static constexpr float gap = 16;
  static constexpr float words_left = 112;

  struct Cell {
    Icon icon;
    ImU32 ground, colour;
    WordStack words;
  };

  WordStack make(const std::string& first, ImU32 colour, const std::string& second) const {
    WordStack words(view_.paint, wide_ - words_left - 28);
    words.add({Type::strong, Type::small_strong}, first, colour, 2);
    return words.add({Type::small}, second, view_.look.second, 2, 4);
  }

  std::size_t shown_within(float most) const {
    std::size_t shown = halls_.size();
    while (shown > 0 && high(shown) > most) --shown;
    return shown;
  }
  float heading() const { return view_.paint.size(Type::strong) * 1.26F + (view_.lying() ? 4.F : 10.F); }
  float high(const Cell& cell) const { return std::max(cell.words.high() + (view_.lying() ? 20.F : 28.F), 88.F); }
  float high(std::size_t shown) const {
    float sum = shown > 0 ? heading() : 0, most = 0;
    const std::size_t count = shown + phone_.size();
    for (std::size_t i = 0; i < count; ++i) {
      most = std::max(most, high(i < shown ? halls_[i] : phone_[i - shown]));
      if ((i + 1) % columns_ != 0 && i + 1 < count) continue;
      sum += most + (i + 1 < count ? gap : 0);
      most = 0;
    }
    return sum;
  }

  void draw(const Cell& cell, const Box& box) const {
    if (cell.ground == view_.look.card) {
      card(view_, box);
    } else {
      view_.paint.fill(box, cell.ground, std::min(view_.look.radius, box.h / 2));
    }
    draw_icon(view_.paint, cell.icon, box.x + 60, box.cy(), 56, cell.colour);
    cell.words.draw_middle(box.x + words_left, box.cy());
  }

  View& view_;
  std::size_t columns_;
  float wide_ = 0;
  std::vector<Cell> halls_, phone_;
};

struct ClosedSign {
  Icon icon;
  ImU32 ground, far, disc, colour;
  std::string title, below;
  bool stars = false;
};

/// One picture and a few words: beside each other, or below each other where there is room.
void draw_sign(View& view, const ClosedSign& sign, const Box& box) {
  Painter& paint = view.paint;
  paint.fill_across(box, sign.ground, sign.far, view.look.radius);
  const auto make = [&](float width, Align align) {
    WordStack words(paint, width, align);
    words.add({Type::title, Type::heading, Type::figure, Type::strong}, sign.title, sign.colour, 3);
    return words.add({Type::strong, Type::small_strong}, sign.below, sign.colour, 2, 14);
  };
  const WordStack below = make(box.w - 96, Align::centre);
  const float radius = std::clamp((box.h - below.high() - 120) / 2, 0.F, 110.F);
  const bool stacked = radius >= 64;
  const float side = stacked ? radius : std::min(92.F, box.h * 0.34F);
  const float x = stacked ? box.cx() : box.x + 48 + side;
  const float whole = 2 * side + 40 + below.high();
  const float y = stacked ? box.cy() - whole / 2 + side : box.cy();
  if (sign.stars) {
    constexpr std::array<std::array<float, 3>, 9> stars = {{{0.06F, 0.14F, 3},
                                                            {0.19F, 0.84F, 4},
                                                            {0.27F, 0.10F, 4},
                                                            {0.47F, 0.90F, 3},
                                                            {0.62F, 0.09F, 3},
                                                            {0.76F, 0.13F, 5},
                                                            {0.86F, 0.86F, 4},
                                                            {0.94F, 0.22F, 4},
                                                            {0.96F, 0.68F, 3}}};
    for (const auto& [right, down, size] : stars) {
      paint.disc(box.x + box.w * right, box.y + box.h * down, size, view.look.white_line);
    }
  }
  paint.disc(x, y, side, sign.disc);
  draw_icon(paint, sign.icon, x, y, side * 1.06F, sign.colour);
  if (stacked) return below.draw(box.cx(), y + side + 40);
  const float left = x + side + 40, width = box.right() - left - 36;
  WordStack words = make(width, Align::left);
  if (words.high() > box.h - 24) {
    words = WordStack(paint, width);
    words.add({Type::strong, Type::small_strong}, sign.title, sign.colour, 3);
  }
  words.draw_middle(left, box.cy());
}

/// The sign and where to go instead, lying beside each other. Without a sign, what there is takes all columns.
void draw_sign_and_ways(View& view, const ClosedSign* sign, Box area) {
  const Theme& t = view.look;
  if (sign == nullptr) return Elsewhere(view, area.w, view.lying() ? 3 : 1).draw(area);
  const bool nowhere = view.plan.elsewhere.empty() && view.plan.service_phone.empty();
  if (nowhere) return draw_sign(view, *sign, area);
  if (view.lying()) {
    draw_sign(view, *sign, area.cut_left(area.w * 0.44F, t.gap));
    return Elsewhere(view, area.w, 1).draw(area);
  }
  const Elsewhere elsewhere(view, area.w, 1);
  draw_sign(view, *sign, area.cut_top(std::max(area.h - elsewhere.high() - t.gap, area.h * 0.3F), t.gap));
  elsewhere.draw(area);
}

void draw_choices(View& view, const Box& area, bool row) {
  const Theme& t = view.look;
  // Kept in its place, so that nobody looks for it.
  std::vector<std::pair<Choice, Intent>> choices;
  choices.emplace_back(Choice{.id = "home.take_number",
                              .title = view.say("Take a number"),
                              .icon = Icon::ticket,
                              .colour = t.brand,
                              .figure = hours(view),
                              .above = view.say("Opening hours"),
                              .enabled = false},
                       Go{Page::choose_service});
  choices.emplace_back(Choice{.id = "home.repair_status",
                              .title = view.say("How is my repair?"),
                              .icon = Icon::search,
                              .colour = t.kinds[1]},
                       Go{Page::repair_status});
  choices.emplace_back(
      Choice{.id = "home.rate", .title = view.say("Rate your visit"), .icon = Icon::smile, .colour = t.rating},
      Go{Page::find_visit});
  choice_cards(view, std::move(choices), grid(area, 3, row ? 3 : 1, row ? 1e6F : 10.F, area.h, t.gap * 0.7F));
}

}  // namespace

void draw_closed(View& view) {
  const Theme& t = view.look;
  Box area = view.frame.controls;
  const bool row = view.lying() || !view.elderly();  // elderly upright: one below the other
  const float least = row ? (view.lying() ? (view.elderly() ? 126.F : 112.F) : 246.F) : 400.F;
  const float rest = area.h - least - t.gap;
  const Elsewhere elsewhere(view, area.w, 1);
  const float ways = elsewhere.high();
  const bool with_sign = view.lying() ? rest >= 300 || ways <= 0 : rest - t.gap - ways >= 190 * view.paint.type_scale;
  const std::string open = view.say("Opening hours: {1}–{2}", {hours(view).substr(0, 5), hours(view).substr(8)});
  page_title(
      view, view.say("We are closed now"),
      with_sign ? view.say("What was left with us is safe. You can still rate a visit or ask about a repair.") : open);
  // What the halls leave goes to the choices.
  const float spare = with_sign || view.lying() ? 0 : std::clamp(rest - elsewhere.high_within(rest), 0.F, 150.F);
  draw_choices(view, area.cut_bottom(least + spare, t.gap), row);
  const ClosedSign sign = {Icon::moon, t.deep, t.brand, t.white_film, t.white, next_words(view), open, true};
  draw_sign_and_ways(view, with_sign ? &sign : nullptr, area);
}

void draw_out_of_order(View& view) {
  page_title(view, view.say("This kiosk is out of order"),
             view.say("We are sorry. Your number and your place in the queue are not lost."));
  const Theme& t = view.look;
  const ClosedSign sign = {Icon::clerk,
                           t.warn_tint,
                           t.warn_tint,
                           t.white,
                           t.warn,
                           view.say("Please take your number at the front desk"),
                           view.say("Our staff are glad to help.")};
  draw_sign_and_ways(view, &sign, view.frame.controls);
}

}  // namespace menting::ui
