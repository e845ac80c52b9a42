#include "kiosk/ui/keys.h"

#include <algorithm>
#include <string_view>

namespace menting::ui {

namespace {

/// What crypto::random_code writes: no letter that looks like a digit.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void draw_sign(View& view, char sign, Look look, const Box& box) {
  draw_key(view, std::string("key.") + sign, std::string(1, sign), Icon::none, look, box, TypeKey{sign});
}

void draw_erase_and_enter(View& view, const NumberPage& page, const Box& erase, const Box& enter) {
  draw_key(view, "key.backspace", view.say("Delete"), Icon::erase, Look::plain, erase, EraseKey{});
  draw_key(view, "key.enter", page.enter, Icon::none, Look::primary, enter, EnterKeys{},
           view.state.typed.size() >= page.enough && view.busy == Busy::no);
}

/// The services' letters and the digits. Where the room is low and wide, digits stand in two rows.
void draw_number_keys(View& view, const NumberPage& page, const Box& area) {
  const auto& services = view.plan.services;
  const int letters = page.letters ? static_cast<int>(services.size()) : 0;
  const bool flat = area.h < 480 && area.w > 700;
  const int columns = flat ? 6 : 3;
  const int digit_rows = flat ? 2 : 4;
  const int per_row = letters > 7 ? (letters + 1) / 2 : std::max(letters, 1);
  const int letter_rows = letters == 0 ? 0 : (letters + per_row - 1) / per_row;
  const float gap = area.h < 600 ? 12.F : 18.F;
  const KeyGrid top = {area, per_row, digit_rows + letter_rows, gap};
  for (int i = 0; i < letters; ++i) {
    draw_sign(view, services[static_cast<std::size_t>(i)].letter, Look::quiet,
              top.cell(static_cast<float>(i % per_row), i / per_row));
  }
  const KeyGrid digits = {area, columns, digit_rows + letter_rows, gap};
  const auto cell = [&](int place) {
    return digits.cell(static_cast<float>(place % columns), letter_rows + place / columns);
  };
  for (int i = 1; i <= 9; ++i) {
    // 1 to 5 and 6 to 0, or three by three.
    draw_sign(view, static_cast<char>('0' + i), Look::plain, cell(flat && i > 5 ? i : i - 1));
  }
  if (flat) {
    draw_sign(view, '0', Look::plain, cell(10));
    return draw_erase_and_enter(view, page, cell(5), cell(11));
  }
  draw_sign(view, '0', Look::plain, cell(10));
  draw_erase_and_enter(view, page, cell(9), cell(11));
}

void draw_code_keys(View& view, const NumberPage& page, const Box& area) {
  const int columns = area.h < 480 ? 12 : area.w > 700 && view.lying() ? 8 : 6;
  const int count = static_cast<int>(code_alphabet.size());
  const int rows = count / columns + 1;  // the last row holds erase and enter too
  const KeyGrid grid = {area, columns, rows, area.h < 700 ? 8.F : 12.F};
  for (int i = 0; i < count; ++i) {
    draw_sign(view, code_alphabet[static_cast<std::size_t>(i)], Look::plain,
              grid.cell(static_cast<float>(i % columns), i / columns));
  }
  const int used = count % columns;
  const auto half = static_cast<float>((columns - used) / 2), rest = static_cast<float>(columns - used);
  draw_erase_and_enter(view, page, grid.cell(static_cast<float>(used), rows - 1, half),
                       grid.cell(static_cast<float>(used) + half, rows - 1, rest - half));
}

void draw_field(View& view, const NumberPage& page, const Box& box) {
  const Theme& t = view.look;
  view.paint.fill(box, t.card, 28);
  view.paint.frame(box, page.wrong.empty() ? t.brand : t.bad, 28, 4);
  const float x = box.x + 40, bar = std::min(72.F, box.h - 40);
  const std::string& typed = view.state.typed;
  if (typed.empty()) {
    view.paint.text_fit({Type::heading, Type::strong, Type::small_strong}, page.hint, x + 18, box.cy(), t.second,
                        Align::left, box.w - 80);
    view.paint.fill({x, box.cy() - bar / 2, 5, bar}, t.brand);
    return;
  }
  if (page.hidden) {
    const float step = 54;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      view.paint.disc(x + 16 + step * static_cast<float>(i), box.cy(), 14, t.ink);
    }
    view.paint.fill({x + step * static_cast<float>(typed.size()) + 4, box.cy() - bar / 2, 5, bar}, t.brand);
    return;
  }
  const float wide = view.paint.text_fit({Type::hero, Type::title, Type::strong, Type::small_strong}, typed, x,
                                         box.cy(), t.ink, Align::left, box.w - 80);
  view.paint.fill({x + wide + 10, box.cy() - bar / 2, 5, bar}, t.brand);
}

/// Why what was typed leads nowhere and what to do, always in the same place.
void draw_wrong(View& view, const NumberPage& page, const Box& box) {
  if (page.wrong.empty()) return;
  for (const Type type : {Type::body, Type::small}) {
    const auto lines = static_cast<float>(view.paint.break_lines(type, page.wrong, box.w).size());
    if (type == Type::body && lines * view.paint.line_height(type) > box.h) continue;
    view.paint.paragraph(type, page.wrong, {box.x, box.y, box.w, 0}, view.look.bad);
    return;
  }
}

}  // namespace

Box KeyGrid::cell(float column, int row, float span) const {
  const float w = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float h = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  return {area.x + column * (w + gap), area.y + static_cast<float>(row) * (h + gap), w * span + gap * (span - 1), h};
}

void draw_key(View& view, const std::string& id, const std::string& label, Icon icon, Look look, const Box& box,
              Intent intent, bool enabled) {
  const bool down = touchable(view, id, label, box, std::move(intent), enabled);
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const float radius = std::min(t.radius * 0.75F, box.h / 3);
  if (look == Look::primary) {
    paint.fill(box, !enabled ? t.line : down ? t.deep : t.brand, radius);
  } else {
    if (!down) paint.fill({box.x, box.y + 5, box.w, box.h}, t.line, radius);
    paint.fill(box, down ? t.button_pressed : look == Look::quiet ? t.tint : t.card, radius);
  }
  const ImU32 colour = look == Look::primary ? (enabled ? t.white : t.second) : look == Look::quiet ? t.deep : t.ink;
  if (icon != Icon::none) return draw_icon(paint, icon, box.cx(), box.cy(), std::min(60.F, box.h * 0.5F), colour);
  if (label.size() == 1) {
    return void(paint.text_fit({box.w > 180 ? Type::title : Type::figure, Type::strong}, label, box.cx(), box.cy(),
                               colour, Align::centre, box.w - 8));
  }
  paint.text_fit({Type::strong, Type::small_strong}, label, box.cx(), box.cy(), colour, Align::centre, box.w - 16);
}

void draw_number_page(View& view, const NumberPage& page) {
  Box area = view.frame.controls;
  const bool codes = page.codes && view.state.code_keys;
  const Button mode = {"key.mode", view.say(view.state.code_keys ? "Use the number" : "Use the slip's code"),
                       Icon::keyboard, Look::plain, true};
  const auto keys = [&](const Box& box) {
    codes ? draw_code_keys(view, page, box) : draw_number_keys(view, page, box);
  };
  if (view.lying()) {
    Box left = area.cut_left(730, 46);
    draw_field(view, page, left.cut_top(130, 20));
    if (page.codes) button(view, mode, left.cut_bottom(104, 16), ToggleKeys{});
    draw_wrong(view, page, left);
    return keys(area);
  }
  draw_field(view, page, area.cut_top(view.frame.tight() ? 116.F : 136.F, 16));
  Box below = area.cut_top(104, view.frame.tight() ? 14.F : 28.F);
  if (page.codes) {
    const float wide = view.elderly() ? below.w : 440.F;
    const bool beside = !view.elderly();
    if (beside || page.wrong.empty()) {
      button(view, mode, {below.right() - wide, below.y, wide, below.h}, ToggleKeys{});
      below.w -= wide + 30;
    }
  }
  if (below.w > 100) draw_wrong(view, page, below);
  keys(area);
}

}  // namespace menting::ui
