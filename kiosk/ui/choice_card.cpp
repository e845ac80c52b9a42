#include <algorithm>
#include <optional>

#include "kiosk/ui/widgets.h"
#include "kiosk/ui/word_stack.h"

namespace menting::ui {

namespace {

enum class CardArrangement { beside, stacked, narrow };

/// Wide: words beside the icon, a figure at the right. Narrow and high: icon on top. Else icon and words alone.
CardArrangement card_arrangement_of(const Box& box, float type_scale) {
  if (box.w >= 700) return CardArrangement::beside;
  const bool high = box.h >= 190 * type_scale && (box.h > box.w * 0.5F || box.w < 340);
  return high ? CardArrangement::stacked : CardArrangement::narrow;
}

struct Inside {
  View& view;
  const Choice& choice;
  Box box;

  ImU32 title_colour() const { return choice.enabled ? view.look.ink : view.look.second; }
  ImU32 figure_colour() const { return choice.figure_colour != 0 ? choice.figure_colour : title_colour(); }
  const std::string& second() const { return choice.figure.empty() ? choice.below : choice.figure; }
  ImU32 second_colour() const { return choice.figure.empty() ? view.look.second : figure_colour(); }
  CardArrangement arrangement() const { return card_arrangement_of(box, view.paint.type_scale); }

  std::vector<Type> title_types() const {
    if (choice.title_wraps) return {choice.title_most};
    std::vector<Type> types;
    for (const Type type : {Type::heading, Type::figure, Type::strong, Type::small_strong}) {
      if (type >= choice.title_most) types.push_back(type);
    }
    return types;
  }

  Box tile_box() const {
    switch (arrangement()) {
      case CardArrangement::beside: {
        const float side = std::min(148.F, box.h - 36);
        return {box.x + std::max(18.F, std::min(36.F, (box.h - side) / 2)), box.cy() - side / 2, side, side};
      }
      case CardArrangement::stacked: {
        const float side = std::min(116.F, box.h * 0.33F), in = std::min(36.F, box.h * 0.13F);
        return {box.x + in, box.y + in, side, side};
      }
      case CardArrangement::narrow:
        break;
    }
    const float side = std::min({box.h > 200 ? 116.F : 92.F, box.h - 36, box.w * 0.26F});
    return {box.x + std::max(18.F, std::min(28.F, (box.h - side) / 2)), box.cy() - side / 2, side, side};
  }

  float words_left(const Box& tile) const {
    switch (arrangement()) {
      case CardArrangement::beside:
        return choice.icon == Icon::none ? box.x + 44 : tile.right() + 34;
      case CardArrangement::stacked:
        return tile.x;
      case CardArrangement::narrow:
        break;
    }
    return choice.icon == Icon::none ? box.x + 32 : tile.right() + 24;
  }

  float words_width() const {
    const float left = words_left(tile_box());
    switch (arrangement()) {
      case CardArrangement::beside:
        return box.right() - 40 - figure_width() - 20 - left;
      case CardArrangement::stacked:
        return box.right() - 24 - left;
      case CardArrangement::narrow:
        break;
    }
    return box.right() - 22 - left;
  }

  void draw_tile() const {
    if (choice.icon == Icon::none) return;
    icon_tile(view, tile_box(), choice.enabled ? choice.colour : view.look.third, choice.icon);
  }

  float figure_width() const {
    Painter& paint = view.paint;
    if (choice.figure.empty()) return 60;
    return std::min(box.w * 0.38F,
                    std::max(paint.width(Type::strong, choice.figure), paint.width(Type::small, choice.above)));
  }

  /// The figure and the word above it, at the right edge.
  void draw_figure(float edge, float wide) const {
    if (choice.figure.empty()) {
      if (choice.enabled) draw_icon(view.paint, Icon::arrow, edge - 26, box.cy(), 48, view.look.second);
      return;
    }
    const auto stacked = [&](bool with_above) {
      WordStack words(view.paint, wide, Align::right);
      if (with_above) words.add({Type::small}, choice.above, view.look.second);
      words.add({Type::figure, Type::strong, Type::small_strong}, choice.figure, figure_colour(), 2);
      return words;
    };
    const WordStack whole = stacked(true);
    const bool fits = view.paint.width(Type::small, choice.above) <= wide && whole.high() <= box.h - 24;
    (fits ? whole : stacked(false)).draw_middle(edge, box.cy());
  }

  /// What the words have, from top to bottom.
  float room() const {
    if (arrangement() != CardArrangement::stacked)
      return box.h - (arrangement() == CardArrangement::beside ? 24.F : 18.F);
    const Box tile = tile_box();
    return box.bottom() - foot() - tile.bottom() - 8;
  }
  float foot() const { return tile_box().y - box.y - 4; }

  WordStack all_words() const {
    WordStack stack(view.paint, words_width());
    stack.add(title_types(), choice.title, title_colour(), 2);
    const bool beside = arrangement() == CardArrangement::beside;
    stack.add({Type::small}, beside ? choice.below : second(), beside ? view.look.second : second_colour(), 2,
              arrangement() == CardArrangement::beside ? 10.F : 4.F);
    return stack;
  }
  bool has_second() const { return !(arrangement() == CardArrangement::beside ? choice.below : second()).empty(); }
  bool second_fits() const { return all_words().high() <= room(); }

  WordStack words() const {
    WordStack stack = all_words();
    if (has_second() && !second_fits()) stack.drop_last();
    return stack;
  }

  void draw() const {
    draw_tile();
    if (arrangement() == CardArrangement::stacked) {
      const WordStack stack = words();
      const float spare = std::max(room() - stack.high(), 0.F);
      // From the icon down, so that titles of cards side by side stand in one line.
      stack.draw(tile_box().x, tile_box().bottom() + 8 + std::min(16.F, spare));
      return;
    }
    if (arrangement() == CardArrangement::beside) draw_figure(box.right() - 40, figure_width());
    words().draw_middle(words_left(tile_box()), box.cy());
  }
};

}  // namespace

void choice_card(View& view, const Choice& choice, const Box& box, Intent intent) {
  std::string label = choice.title;
  for (const std::string* part : {&choice.above, &choice.figure}) {
    if (!part->empty()) label += ", " + *part;
  }
  const bool down = touchable(view, choice.id, label, box, std::move(intent), choice.enabled);
  if (choice.enabled) {
    card(view, box, down || choice.chosen);
  } else {
    view.paint.fill(box, view.look.button, view.look.radius);
  }
  if (choice.chosen) view.paint.frame(box, view.look.brand, view.look.radius, 6);
  Inside{view, choice, box}.draw();
}

namespace {

/// Who wants large words rather reads two lines than small ones: the largest type in which every title stands in two.
/// Nothing where one line is as large, or nothing fits.
std::optional<Type> wrapping_type(View& view, const std::vector<std::pair<Choice, Intent>>& choices,
                                  const std::vector<Box>& boxes, Type one_line) {
  for (const Type type : {Type::heading, Type::figure, Type::strong}) {
    if (type >= one_line) return std::nullopt;
    bool fits = true;
    for (std::size_t i = 0; i < choices.size() && fits; ++i) {
      Choice choice = choices[i].first;
      choice.title_most = type;
      choice.title_wraps = true;
      const Inside inside{view, choice, boxes[i]};
      const auto lines = view.paint.break_lines(type, choice.title, inside.words_width());
      fits = lines.size() <= 2 && inside.second_fits() && std::ranges::all_of(lines, [&](const auto& l) {
               return view.paint.width(type, l) <= inside.words_width();
             });
    }
    if (fits) return type;
  }
  return std::nullopt;
}

}  // namespace

void choice_cards(View& view, std::vector<std::pair<Choice, Intent>> choices, const std::vector<Box>& boxes) {
  Type most = Type::heading;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Inside inside{view, choices[i].first, boxes[i]};
    most = std::max(most, fitting_type(view.paint, inside.title_types(), choices[i].first.title, inside.words_width()));
  }
  if (const auto type = view.elderly() ? wrapping_type(view, choices, boxes, most) : std::nullopt) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
      choices[i].first.title_most = *type;
      choices[i].first.title_wraps = true;
      choice_card(view, choices[i].first, boxes[i], std::move(choices[i].second));
    }
    return;
  }
  // Rather a size smaller than without the words below.
  bool fits = false;
  for (const Type type : {most, Type::strong, Type::small_strong}) {
    if (fits || type < most) continue;
    fits = true;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      Choice& choice = choices[i].first;
      choice.title_most = std::max(choice.title_most, type);
      const Inside inside{view, choice, boxes[i]};
      fits = fits && (!inside.has_second() || inside.second_fits());
    }
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (!fits) choices[i].first.below.clear();
    choice_card(view, choices[i].first, boxes[i], std::move(choices[i].second));
  }
}

}  // namespace menting::ui
