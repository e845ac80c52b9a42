#include <algorithm>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

struct Inside {
  View& view;
  const Choice& choice;
  Box box;

  ImU32 title_colour() const { return choice.enabled ? view.look.ink : view.look.second; }
  ImU32 figure_colour() const { return choice.figure_colour != 0 ? choice.figure_colour : title_colour(); }

  Box tile(float most, float left) const {
    const float side = std::min(most, box.h - 36);
    const Box place = {left, box.cy() - side / 2, side, side};
    if (choice.icon != Icon::none) {
      icon_tile(view, place, choice.enabled ? choice.colour : view.look.third, choice.icon);
    }
    return place;
  }

  float figure_width() const {
    Painter& paint = view.paint;
    if (choice.figure.empty()) return 60;
    return std::min(box.w * 0.38F,
                    std::max(paint.width(Type::strong, choice.figure), paint.width(Type::small, choice.above)));
  }

  /// The figure and the word above it, at the right edge.
  void right(float edge, float wide) const {
    Painter& paint = view.paint;
    if (choice.figure.empty()) {
      if (choice.enabled) draw_icon(paint, Icon::arrow, edge - 26, box.cy(), 48, view.look.second);
      return;
    }
    if (choice.above.empty() || box.h < 110 * paint.type_scale) {
      paint.text_fit({Type::figure, Type::strong, Type::small_strong}, choice.figure, edge, box.cy(), figure_colour(),
                     Align::right, wide, 2);
      return;
    }
    const float apart = std::min(36 * paint.type_scale, box.h * 0.2F);
    paint.text_fit({Type::small}, choice.above, edge, box.cy() - apart, view.look.second, Align::right, wide);
    paint.text_fit({Type::figure, Type::strong, Type::small_strong}, choice.figure, edge, box.cy() + apart,
                   figure_colour(), Align::right, wide);
  }

  void beside() const {
    Painter& paint = view.paint;
    const Box icon = tile(148, box.x + 36);
    const float left = choice.icon == Icon::none ? box.x + 44 : icon.right() + 34;
    const float right_wide = figure_width(), edge = box.right() - 40, wide = edge - right_wide - 20 - left;
    right(edge, right_wide);
    const bool roomy = !choice.below.empty() && box.h >= 150 * paint.type_scale;
    const float apart = 40 * paint.type_scale;
    paint.text_fit({Type::heading, Type::figure, Type::strong, Type::small_strong}, choice.title, left,
                   roomy ? box.cy() - apart : box.cy(), title_colour(), Align::left, wide, roomy ? 1 : 2);
    if (roomy) {
      paint.text_fit({Type::small}, choice.below, left, box.cy() + apart * 1.1F, view.look.second, Align::left, wide,
                     2);
    }
  }

  void narrow() const {
    Painter& paint = view.paint;
    const Box icon = tile(box.h > 200 ? 116 : 92, box.x + 26);
    const float left = icon.right() + 24, wide = box.right() - 22 - left;
    const std::string& second = choice.figure.empty() ? choice.below : choice.figure;
    const float apart = 28 * paint.type_scale;
    paint.text_fit({Type::figure, Type::strong, Type::small_strong}, choice.title, left,
                   second.empty() ? box.cy() : box.cy() - apart, title_colour(), Align::left, wide,
                   second.empty() ? 2 : 1);
    paint.text_fit({Type::small}, second, left, box.cy() + apart,
                   choice.figure.empty() ? view.look.second : figure_colour(), Align::left, wide, 2);
  }

  /// Icon on top, for high boxes.
  void stacked() const {
    Painter& paint = view.paint;
    const float side = std::min(132.F, box.h * 0.36F), left = box.x + 40, wide = box.w - 72;
    if (choice.icon != Icon::none) {
      icon_tile(view, {left, box.y + 36, side, side}, choice.enabled ? choice.colour : view.look.third, choice.icon);
    }
    const std::string& second = choice.figure.empty() ? choice.below : choice.figure;
    const float rest = box.bottom() - (box.y + 36 + side);
    paint.text_fit({Type::heading, Type::figure, Type::strong}, choice.title, left, box.bottom() - rest * 0.60F,
                   title_colour(), Align::left, wide);
    paint.text_fit({Type::small}, second, left, box.bottom() - rest * 0.26F,
                   choice.figure.empty() ? view.look.second : figure_colour(), Align::left, wide, 2);
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
  const Inside inside{view, choice, box};
  if (box.w >= 700) {
    inside.beside();
  } else if (box.h >= 260 && box.h > box.w * 0.55F) {
    inside.stacked();
  } else {
    inside.narrow();
  }
}

}  // namespace menting::ui
