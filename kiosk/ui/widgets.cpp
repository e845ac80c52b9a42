#include "kiosk/ui/widgets.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/qr.h"

namespace menting::ui {

bool touchable(View& view, const std::string& id, const std::string& label, const Box& box, Intent intent,
               bool enabled) {
  // What stands on every page is known after the first.
  const bool common = box.y >= view.frame.footer.y || box.bottom() <= view.frame.header.bottom();
  view.targets.add({id, label, box, enabled, std::move(intent), !common});
  return enabled && view.pressed == id;
}

void button(View& view, const Button& look, const Box& box, Intent intent) {
  const bool down = touchable(view, look.id, look.label, box, std::move(intent), look.enabled);
  const Theme& t = view.look;
  ImU32 ground = t.button, words = t.ink;
  switch (look.look) {
    case Look::plain:
      ground = down ? t.button_pressed : t.button;
      break;
    case Look::primary:
      ground = down ? t.deep : t.brand;
      words = t.white;
      break;
    case Look::quiet:
      ground = down ? t.button_pressed : t.tint;
      words = t.deep;
      break;
  }
  if (!look.enabled) {
    ground = t.line;
    words = t.second;
  }
  view.paint.fill(box, ground, std::min(t.radius * 0.8F, box.h / 2));
  const float icon = look.icon == Icon::none ? 0.F : 46.F;
  const float space = icon > 0 ? 20.F : 0.F;
  const float limit = box.w - 48 - icon - space;
  const Type type = view.paint.width(Type::strong, look.label) <= limit ? Type::strong : Type::small_strong;
  const float words_width = std::min(view.paint.width(type, look.label), limit);
  const float left = box.cx() - (icon + space + words_width) / 2;
  draw_icon(view.paint, look.icon, left + icon / 2, box.cy(), icon, words);
  view.paint.text_fit({Type::strong, Type::small_strong}, look.label, left + icon + space, box.cy(), words, Align::left,
                      limit, 2);
}

void corner_button(View& view, const Button& look, const Box& box, Intent intent) {
  const bool down = touchable(view, look.id, look.label, box, std::move(intent), look.enabled);
  const Theme& t = view.look;
  const bool on = look.look == Look::primary;
  const ImU32 words = !look.enabled ? t.second : on ? t.white : t.ink;
  view.paint.fill(box,
                  on     ? (down ? t.deep : t.brand)
                  : down ? t.button_pressed
                         : t.button,
                  std::min(t.radius * 0.8F, box.h / 2));
  const float words_high = view.paint.size(Type::small_strong);
  const float icon = std::min(42.F, box.h - words_high * 1.2F - 24);
  const float space = (box.h - icon - words_high) / 3;
  draw_icon(view.paint, look.icon, box.cx(), box.y + space + icon / 2, icon, look.enabled ? words : t.third);
  view.paint.text(Type::small_strong, look.label, box.cx(), box.bottom() - space - words_high * 0.45F, words,
                  Align::centre, box.w - 8);
}

void card(View& view, const Box& box, bool pressed) {
  if (!pressed) view.paint.shadow(box);
  view.paint.fill(box, pressed ? view.look.tint : view.look.card, view.look.radius);
}

void icon_tile(View& view, const Box& box, ImU32 colour, Icon icon) {
  view.paint.fill(box, colour, std::min(box.w * 0.23F, view.look.radius));
  draw_icon(view.paint, icon, box.cx(), box.cy(), box.w * 0.57F, view.look.white);
}

void strip(View& view, const Strip& look, const Box& box) {
  view.paint.fill(box, look.ground, std::min(view.look.radius, box.h / 2));
  const bool with_icon = look.icon != Icon::none;
  const float icon = with_icon ? 80.F : 0.F, limit = box.w - 64 - icon;
  const float wide = std::min(view.paint.width(Type::strong, look.words), limit);
  const float left = box.cx() - (wide + icon) / 2;
  draw_icon(view.paint, look.icon, left + 28, box.cy(), 56, look.colour);
  view.paint.text_fit({Type::strong, Type::small_strong}, look.words, left + icon, box.cy(), look.colour, Align::left,
                      limit, 3);
}

float chip_width(View& view, const std::string& label, Type type) {
  return view.paint.width(type, label) + 68;
}

void chip(View& view, const std::string& id, const std::string& label, Type type, bool chosen, const Box& box,
          Intent intent) {
  const bool down = touchable(view, id, label, box, std::move(intent), view.busy == Busy::no);
  const Theme& t = view.look;
  view.paint.fill(box, chosen ? t.brand : down ? t.button_pressed : t.card, box.h / 2);
  if (!chosen) view.paint.frame(box, t.edge, box.h / 2, 3);
  view.paint.text(type, label, box.cx(), box.cy(), chosen ? t.white : t.ink, Align::centre);
}

void draw_qr(View& view, const std::string& text, const Box& box) {
  const QrCode code = make_qr(text);
  view.paint.fill(box, view.look.white);
  if (code.size == 0) return;
  // Whole window pixels a module: an even code reads best from a photograph. Four modules of white on each side.
  constexpr int quiet = 8;
  const float scale = view.paint.scale(), room = std::min(box.w, box.h) * scale;
  const float module = std::max(1.F, std::floor(room / static_cast<float>(code.size + quiet))) / scale;
  const float side = module * static_cast<float>(code.size);
  const auto dark = [&](int x, int y) {
    return code.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(code.size) + static_cast<std::size_t>(x)];
  };
  const float x0 = std::round((box.cx() - side / 2) * scale) / scale;
  const float y0 = std::round((box.cy() - side / 2) * scale) / scale;
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size; ++x) {
      if (!dark(x, y)) continue;
      int end = x;
      while (end < code.size && dark(end, y)) ++end;
      view.paint.fill({x0 + module * static_cast<float>(x), y0 + module * static_cast<float>(y),
                       module * static_cast<float>(end - x), module},
                      face_ink);
      x = end;
    }
  }
}

}  // namespace menting::ui
